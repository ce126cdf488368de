import { z } from 'zod'
import { ticketListItem } from './ticket.ts'

const words = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((value) => !value.includes('\0'), { error: 'nul-character' })
const code = z.string().trim().min(1).max(80)
const day = z.iso.date()

export const searchQuery = z.object({
  /** Words, each of two characters or more, all of which a ticket must hold; or a whole public number. */
  q: words,
  category: code.optional(),
  open: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  /** Days of registration, both included. */
  from: day.optional(),
  to: day.optional(),
  cursor: z.string().max(200).optional(),
  size: z.coerce.number().int().min(1).max(50).default(20),
})
export type SearchQuery = z.infer<typeof searchQuery>

const snippet = z.array(z.object({ text: z.string(), hit: z.boolean() }))

export const searchResults = z.object({
  items: z.array(ticketListItem.extend({ snippets: z.array(snippet) })),
  /** Send it back as `cursor` for the next page; null on the last. */
  next: z.string().nullable(),
  now: z.string(),
})
export type SearchResults = z.infer<typeof searchResults>

/** P14: for people who call and have neither number nor link. The reason is logged, and its subject can ask for it. */
export const personSearch = z
  .object({
    phone: z.string().trim().min(3).max(40).nullable().default(null),
    name: z.string().trim().min(1).max(200).nullable().default(null),
    address: z.string().trim().min(2).max(200).nullable().default(null),
    reason: z.string().trim().min(2).max(500),
  })
  .refine(({ phone, name, address }) => phone !== null || (name !== null && address !== null), {
    error: 'phone-or-name-and-address',
  })
export type PersonSearch = z.infer<typeof personSearch>

export const personResults = z.object({
  people: z.array(
    z.object({
      /** The family name; the phone by its ends. */
      name: z.string(),
      phone: z.string().nullable(),
      tickets: z.array(ticketListItem),
    }),
  ),
  /** More tickets match than are shown. */
  more: z.boolean(),
})
