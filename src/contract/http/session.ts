import { z } from 'zod'
import { GRANT_SCOPES } from '../../domain/policy/policy.ts'

export const sessionView = z.object({
  /** Null for visitors. */
  account: z
    .object({
      id: z.string(),
      login: z.string(),
      name: z.string(),
      demo: z.boolean(),
      role: z.string(),
      roleName: z.string(),
      unit: z.string(),
      unitName: z.string(),
      unitKind: z.string(),
      grants: z.array(z.object({ command: z.string(), on: z.enum(GRANT_SCOPES) })),
    })
    .nullable(),
  language: z.enum(['zh', 'en']),
  /** The instant that counts here: of the wall, or of the simulation. */
  now: z.string(),
  simulated: z.boolean(),
  policy: z.string(),
  /** How far the demo's fill has come; null where there is none. */
  fill: z.object({ filling: z.boolean(), done: z.number(), total: z.number() }).nullable(),
})
export type SessionView = z.infer<typeof sessionView>
