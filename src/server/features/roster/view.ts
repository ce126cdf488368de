import type { RosterView } from '../../../contract/http/roster.ts'
import { addDays, dayOf } from '../../../domain/clock/calendar.ts'
import { shiftAt } from '../../../domain/clock/shift.ts'
import { scopesOf } from '../../../domain/rights/permit.ts'
import { type Account, namesOf } from '../../../store/account/accounts.ts'
import { readAs } from '../../../store/database/reader.ts'
import { type ListRow, listByIds } from '../../../store/read-models/ticket-list.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import { handOversOf } from '../../../store/roster/hand-overs.ts'
import { absencesOf, shiftsOf, ticketsInHand } from '../../../store/roster/roster.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { listItems } from '../../view/list-items.ts'

const HAND_OVERS = 20

/** One unit's duty from a day on: who is in charge, who is away, what was handed over. */
export async function rosterOf(
  account: Account,
  from: string | undefined,
  days: number,
  language: Language,
  deps: ServerDeps,
): Promise<RosterView> {
  const { pool, keys, rulebook, clock } = deps
  const { unit } = account
  const at = clock.now()
  const policy = rulebook.inForce(at)
  const today = dayOf(at, policy.calendar)
  const first = from ?? today
  const current = shiftAt(at, policy.calendar)
  const [shifts, running, absences, handOvers] = await Promise.all([
    shiftsOf(pool, unit, first, addDays(first, days - 1)),
    shiftsOf(pool, unit, current.day, current.day),
    absencesOf(pool, unit, today),
    handOversOf(pool, keys.master, unit, HAND_OVERS),
  ])
  const tickets = await itemsOf(
    unit,
    handOvers.flatMap((one) => one.tickets),
    language,
    deps,
  )
  const names = await namesOf(pool, [
    ...[...shifts, ...running].flatMap(({ inCharge, members }) => [inCharge, ...members]),
    ...absences.map((one) => one.account),
    ...handOvers.flatMap(({ by, acknowledgedBy }) => [by, acknowledgedBy ?? by]),
  ])
  const person = (one: string) => ({ account: one, name: names.get(one) ?? one })
  const onDuty = running.find((one) => one.shift === current.shift)
  return {
    unit: { code: unit, name: unitName(unit, { language, org: rulebook.org, calendar: policy.calendar }) },
    today,
    now: { ...current, inCharge: onDuty ? person(onDuty.inCharge) : null },
    mayEdit: scopesOf(account, 'edit-roster', policy).length > 0,
    shifts: shifts.map(({ day, shift, inCharge, members }) => ({
      day,
      shift,
      inCharge: person(inCharge),
      members: members.map(person),
    })),
    absences: await Promise.all(
      absences.map(async ({ absenceId, account: who, firstDay, lastDay }) => ({
        absenceId,
        person: person(who),
        firstDay,
        lastDay,
        open: (await ticketsInHand(pool, unit, who, 1)).total,
      })),
    ),
    handOvers: handOvers.map((one) => ({
      handOverId: one.handOverId,
      day: one.day,
      shift: one.shift,
      by: person(one.by),
      at: one.at,
      note: one.note,
      tickets: one.tickets.flatMap((id) => tickets.get(id) ?? []),
      acknowledged:
        one.acknowledgedBy === null || one.acknowledgedAt === null
          ? null
          : { by: person(one.acknowledgedBy), at: one.acknowledgedAt },
    })),
  }
}

/** These tickets as this unit's lists show them; what it no longer sees is absent. */
export async function itemsOf(
  unit: string,
  ticketIds: readonly string[],
  language: Language,
  { readerPool, pool, keys, rulebook, clock }: ServerDeps,
): Promise<ReadonlyMap<string, RosterView['handOvers'][number]['tickets'][number]>> {
  const read = await readAs(readerPool ?? pool, unit, async (sql) => {
    const rows: ListRow[] = await listByIds(sql, unit, [...new Set(ticketIds)])
    const titles = await titlesOf(
      sql,
      keys.master,
      rows.map((row) => row.ticket_id),
    )
    return { rows, titles }
  })
  const items = listItems(read.rows, read.titles, language, rulebook, clock.now())
  return new Map(items.map((item) => [item.ticketId, item]))
}
