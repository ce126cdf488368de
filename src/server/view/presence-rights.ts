import { CENTRE, isWithin, type Org } from '../../domain/org/unit.ts'

/**
 * Who is told that somebody writes on a ticket: people of one line of command among themselves. P5: that somebody of the centre
 * has a ticket open, perhaps for the callback, is told to the centre alone.
 */
export function mayKnowOf(reader: string, writer: string, org: Org): boolean {
  if (reader === CENTRE || org.findUnit(reader)?.kind === 'supervision') return true
  if (writer === CENTRE || org.findUnit(writer)?.kind === 'supervision') return false
  return isWithin(org, writer, reader) || isWithin(org, reader, writer)
}
