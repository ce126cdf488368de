import { z } from 'zod'

export const keyBody = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z
    .array(z.enum(['requests', 'telephony']))
    .min(1)
    .max(2),
})

export const keyView = z.object({
  keyId: z.uuid(),
  name: z.string(),
  hint: z.string(),
  scopes: z.array(z.string()),
  madeBy: z.string(),
  madeAt: z.string(),
  lastUsedAt: z.string().nullable(),
  revokedBy: z.string().nullable(),
  revokedAt: z.string().nullable(),
})
export type KeyView = z.infer<typeof keyView>

/** Keys of machines, and the state of the installation's own; never a key. */
export const keyList = z.object({
  keys: z.array(keyView),
  /** Keys that stand in the settings, which go on working and are changed there. */
  settings: z.array(z.object({ variable: z.string(), set: z.boolean() })),
  /** Public keys that signed seals, the newest first. */
  signers: z.array(
    z.object({
      fingerprint: z.string(),
      firstDay: z.string(),
      lastDay: z.string(),
      seals: z.number().int(),
      current: z.boolean(),
    }),
  ),
  /** What everything personal is wrapped by. */
  master: z.object({
    /** Where it comes from; null: the caller did not say. */
    from: z.enum(['setting', 'file', 'data-folder']).nullable(),
    /** A keyed mark of it, to compare two installations; tells nothing of the key. */
    mark: z.string(),
    wraps: z.object({ people: z.number().int(), tickets: z.number().int() }),
    /** The oldest thing that it wraps. */
    since: z.string().nullable(),
  }),
})
export type KeyList = z.infer<typeof keyList>

/** Shown once; nobody can read the key again. */
export const madeKey = z.object({ key: z.string(), kept: keyView })
export type MadeKey = z.infer<typeof madeKey>
