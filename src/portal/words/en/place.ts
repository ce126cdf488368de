import type { PLACE as ZH } from '../zh/place.ts'

/** The words of finding a place. */
export const PLACE: Readonly<Record<keyof typeof ZH, string>> = {
  'place.any-way':
    'Search, your position, the map, the lists or your own words: any of them will do, and none is needed.',
  'place.find': 'Search for a place',
  'place.find-hint': 'A compound, road, community or subdistrict; two characters are enough.',
  'place.find-go': 'Search',
  'place.found-some': '{count} found; please choose one:',
  'place.found-none': 'Nothing found. Try another name, choose from the lists below, or describe it in your own words.',
  'place.taken': 'Chosen: {place}',
  'place.whole-district': 'the whole district',
  'place.position': 'Use my position',
  'place.position-refused': 'Your position was not given. Any other way will do.',
  'place.position-failed': 'Your position is not known now. Any other way will do.',
  'place.here': 'This is {place}. Choose one of these nearby, or from the lists below.',
  'place.border': 'This is close to a border. Which district is it?',
  'place.choose': '{place} (about {metres} m)',
  'place.outside':
    'This is not in this city. Please say where in this city it happens; for other cities, dial their area code and 12345.',
  'place.map': 'Point on a map',
  'place.map-hint':
    'The map shows borders of districts and registered names only. Move it until the cross is on the place, then press the button. Please check subdistrict and community afterwards.',
  'place.map-take': 'It is here',
  'place.map-name': 'Map: move with the arrow keys, zoom with plus and minus',
  'place.map-failed': 'The map does not open. Any other way will do.',
}
