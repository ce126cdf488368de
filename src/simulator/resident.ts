import type { Unit, UnitCode } from '../domain/org/unit.ts'
import type { City } from './city.ts'
import type { Random } from './random.ts'
import { firmOf, type Generation, nameOf, phoneOf } from './words/names.ts'

/** Somebody who calls, with habits that stay. */
export interface Resident {
  readonly name: string
  readonly phone: string
  readonly generation: Generation
  readonly community: Unit | null
  readonly home: string
  /** 0 bitter to 1 mild. */
  readonly temper: number
  /** How often a call reaches this person. */
  readonly reach: number
  /** Urges, adds and asks again more than others. */
  readonly insistent: boolean
  readonly firm: string | null
}

/** People of a subdistrict who may call at all, and the few who call again and again. */
const POOL = 20_000
const FREQUENT = 40

/** Draws a caller: a few call often. The same number is always the same person. */
export function drawResident(city: City, subdistrict: UnitCode, random: Random): Resident {
  const number = random.chance(0.09) ? random.int(0, FREQUENT - 1) : random.int(FREQUENT, POOL - 1)
  return residentOf(city, subdistrict, number)
}

export function residentOf(city: City, subdistrict: UnitCode, number: number): Resident {
  const random = city.random(`resident/${subdistrict}/${number}`)
  const generation = random.weighted({ old: 0.34, middle: 0.41, young: 0.25 })
  const communities = city.communitiesOf(subdistrict)
  const community = communities.length === 0 ? null : random.pick(communities)
  const insistent = number < FREQUENT || random.chance(0.06)
  return {
    name: nameOf(random, generation),
    phone: phoneOf(random),
    generation,
    community,
    home: addressIn(city, subdistrict, community, random),
    temper: insistent ? random.next() * 0.7 : 0.25 + random.next() * 0.75,
    reach: generation === 'young' ? 0.38 + random.next() * 0.2 : 0.42 + random.next() * 0.22,
    insistent,
    firm: generation !== 'old' && random.chance(0.05) ? firmOf(random) : null,
  }
}

/** A place in a community: its own name, and a building, a door, a flat that are invented. */
export function addressIn(city: City, subdistrict: UnitCode, community: Unit | null, random: Random): string {
  const area = community ? shortName(community) : city.org.getUnit(subdistrict).name
  const building = random.int(1, 38)
  const kind = random.weighted({ house: 0.62, yard: 0.24, row: 0.14 })
  if (kind === 'yard') return `${area}${random.int(1, 96)}号院${random.int(1, 9)}号楼`
  if (kind === 'row') return `${area}${building}号楼底商`
  return `${area}${building}号楼${random.int(1, 6)}单元${random.int(1, 18)}0${random.int(1, 6)}`
}

/** 阜外西社区居委会 → 阜外西社区. */
function shortName(community: Unit): string {
  return community.name.replace(/(社区)?居(民)?委(员)?会$/, '社区').replace(/村(民)?委(员)?会$/, '村')
}
