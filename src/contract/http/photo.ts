import { z } from 'zod'

/** A photo that waits to be sent with a command: its id goes into the command's `photos`. */
export const uploadView = z.object({
  upload: z.uuid(),
  /** Of the picture that was kept, in pixels. */
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
})
export type UploadView = z.infer<typeof uploadView>

export const photoQuery = z.object({ size: z.enum(['full', 'small']).default('full') })
