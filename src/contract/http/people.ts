import { z } from 'zod'

const line = (most: number) => z.string().trim().min(1).max(most)
/** What a person types to sign in. */
const login = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,99}$/u)
const reason = line(300)

export const peopleQuery = z.object({
  q: z.string().trim().min(1).max(60).optional(),
  /** This unit and everything below it. */
  unit: z.string().max(80).optional(),
  role: z.string().max(40).optional(),
})

const requestView = z.object({
  requestId: z.uuid(),
  what: z.enum(['role', 'password']),
  role: z.string(),
  roleName: z.string(),
  unit: z.string(),
  unitName: z.string(),
  askedBy: z.string(),
  /** The reader asked for it: somebody else has to confirm. */
  own: z.boolean(),
  reason: z.string(),
  askedAt: z.string(),
})

export const personView = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  role: z.string(),
  roleName: z.string(),
  unit: z.string(),
  unitName: z.string(),
  active: z.boolean(),
  demo: z.boolean(),
  hasPassword: z.boolean(),
  createdAt: z.string().nullable(),
  lastSignInAt: z.string().nullable(),
  sessions: z.number().int(),
  waiting: requestView.nullable(),
})
export type PersonView = z.infer<typeof personView>

export const peopleList = z.object({ people: z.array(personView), more: z.boolean(), waiting: z.array(personView) })
export type PeopleList = z.infer<typeof peopleList>

export const auditView = z.object({
  id: z.uuid(),
  what: z.string(),
  facts: z.record(z.string(), z.string()),
  by: z.string(),
  reason: z.string().nullable(),
  at: z.string(),
})
export const onePerson = z.object({ person: personView, audit: z.array(auditView) })
export type OnePerson = z.infer<typeof onePerson>

export const newPerson = z.object({
  login,
  name: line(60),
  role: line(40),
  unit: line(80),
  reason,
})

/** How somebody gets in: a link that works once, or a code for the first of two persons. */
export const accessTicket = z.object({
  id: z.string(),
  login: z.string(),
  /** The end of an address on this server: `/desk/invitation#…`; null while a second person has to confirm. */
  link: z.string().nullable(),
  /** Kept by whoever asked; the person types it in with the link that the second administrator is given. */
  code: z.string().nullable(),
  /** The permissions for which two persons are needed. */
  because: z.array(z.string()),
})
export type AccessTicket = z.infer<typeof accessTicket>

export const peopleTable = z.object({
  /** `login,name,role,unit` with a heading line. */
  table: z.string().min(1).max(400_000),
  reason,
  /** Only say what would happen. */
  preview: z.boolean().default(true),
})
export const importedPeople = z.object({
  rows: z.array(
    z.object({
      login: z.string(),
      name: z.string(),
      roleName: z.string(),
      unitName: z.string(),
      needsTwo: z.boolean(),
    }),
  ),
  /** Empty in a preview. */
  made: z.array(accessTicket),
})
export type ImportedPeople = z.infer<typeof importedPeople>

/** One thing done to an account, with the reason that its audit keeps. */
export const personChange = z.discriminatedUnion('what', [
  z.object({ what: z.literal('rename'), name: line(60), reason }),
  z.object({ what: z.literal('place'), role: line(40), unit: line(80), reason }),
  z.object({ what: z.literal('suspend'), reason }),
  z.object({ what: z.literal('resume'), reason }),
  z.object({ what: z.literal('reset-password'), reason }),
  z.object({ what: z.literal('end-sessions'), reason }),
])
export type PersonChange = z.infer<typeof personChange>

/** What came of it: the account as it now stands, and a link or a code where somebody has to be let in. */
export const changedPerson = z.object({ person: personView, ticket: accessTicket.nullable() })
export type ChangedPerson = z.infer<typeof changedPerson>

export const requestDecision = z.object({ decision: z.enum(['confirm', 'refuse']), reason })

export const invitationView = z.object({ login: z.string(), name: z.string(), needsCode: z.boolean() })
export const invitationToken = z.object({ token: z.string().min(1).max(200) })
export const invitationAnswer = invitationToken.extend({
  code: z
    .string()
    .trim()
    .regex(/^\d{8}$/)
    .nullable()
    .default(null),
  password: z.string().max(1000),
})

export const rolePreviewQuery = z.object({ role: z.string().min(1).max(40), unit: z.string().min(1).max(80) })

/** "Sees these 312 tickets, may do these 14 things, never these". */
export const rolePreview = z.object({
  role: z.string(),
  roleName: z.string(),
  unit: z.string(),
  unitName: z.string(),
  /** Null: this role opens no list of tickets. */
  sees: z.object({ open: z.number().int(), all: z.number().int(), everywhere: z.boolean() }).nullable(),
  may: z.array(z.object({ command: z.string(), name: z.string(), on: z.array(z.string()) })),
  /** What people might expect of it and it cannot do. */
  never: z.array(z.object({ command: z.string(), name: z.string() })),
  /** Not for tickets of the own unit, whatever the rules say (P4, P5). */
  neverOwn: z.array(z.object({ command: z.string(), name: z.string() })),
  needsTwo: z.array(z.object({ command: z.string(), name: z.string() })),
  /** Why it cannot be given at this unit; null: it can. */
  refused: z.string().nullable(),
  holders: z.number().int(),
})
export type RolePreview = z.infer<typeof rolePreview>

export const roleList = z.object({
  roles: z.array(z.object({ role: z.string(), name: z.string(), holders: z.number().int(), needsTwo: z.boolean() })),
})
export type RoleList = z.infer<typeof roleList>
