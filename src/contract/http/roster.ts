import { z } from 'zod'
import { SHIFTS } from '../../domain/clock/shift.ts'
import { ticketListItem } from './ticket.ts'

const day = z.iso.date()
const account = z.string().min(1).max(80)
const named = z.object({ code: z.string(), name: z.string() })
const person = z.object({ account: z.string(), name: z.string() })

/** A unit's own people, for pickers of a duty, an assignment and a transfer. */
export const unitPeople = z.object({
  people: z.array(
    person.extend({
      role: z.string(),
      roleName: z.string(),
      unit: named,
      /** Open tickets in this person's hands. */
      open: z.number().int(),
      awayUntil: z.string().nullable(),
    }),
  ),
})
export type UnitPerson = z.infer<typeof unitPeople>['people'][number]

export const rosterView = z.object({
  unit: named,
  today: z.string(),
  /** Which shift is on duty now, and who is in charge of it; null: nobody was entered. */
  now: z.object({ day: z.string(), shift: z.enum(SHIFTS), inCharge: person.nullable() }),
  mayEdit: z.boolean(),
  shifts: z.array(z.object({ day: z.string(), shift: z.enum(SHIFTS), inCharge: person, members: z.array(person) })),
  absences: z.array(
    z.object({
      absenceId: z.string(),
      person,
      firstDay: z.string(),
      lastDay: z.string(),
      /** Open tickets that are still in this person's hands. */
      open: z.number().int(),
    }),
  ),
  handOvers: z.array(
    z.object({
      handOverId: z.string(),
      day: z.string(),
      shift: z.enum(SHIFTS),
      by: person,
      at: z.string(),
      note: z.string().nullable(),
      /** Those that this reader's unit still has. */
      tickets: z.array(ticketListItem),
      acknowledged: z.object({ by: person, at: z.string() }).nullable(),
    }),
  ),
})
export type RosterView = z.infer<typeof rosterView>

export const shiftBody = z.object({ inCharge: account, members: z.array(account).max(30).default([]) })

export const absenceBody = z.object({ absenceId: z.uuid(), account, firstDay: day, lastDay: day })

export const handOverBody = z.object({
  handOverId: z.uuid(),
  note: z
    .string()
    .trim()
    .min(1)
    .max(4_000)
    .refine((value) => !value.includes('\0'), { error: 'nul-character' })
    .refine((value) => !/\p{Surrogate}/u.test(value), { error: 'broken-character' }),
  tickets: z.array(z.uuid()).max(200).default([]),
})

/** What may be done with several tickets of a list at once (P28, P29). `hand-to`: whoever has it, this person has it next. */
export const BATCH_COMMANDS = ['sign', 'assign', 'hand-to'] as const
export type BatchCommand = (typeof BATCH_COMMANDS)[number]

export const batchBody = z.object({
  /** True: say what would happen to each, change nothing. */
  preview: z.boolean().default(false),
  tickets: z.array(z.uuid()).min(1).max(200),
  unit: z.string().max(80).optional(),
  person: account.optional(),
})

export const batchAnswer = z.object({
  preview: z.boolean(),
  results: z.array(
    z.object({
      ticketId: z.string(),
      number: z.string(),
      ok: z.boolean(),
      code: z.string().nullable(),
      /** Why not, in words. */
      sentence: z.string().nullable(),
    }),
  ),
})
export type BatchAnswer = z.infer<typeof batchAnswer>

export const inHand = z.object({ items: z.array(ticketListItem), total: z.number().int() })
