import { type Draft, draftShape } from '../../../portal/report/draft.ts'
import { decryptText, encrypt } from '../../../store/vault/cipher.ts'

/** What travels through a browser and back: closed, so that it can be neither read nor changed on the way. */
export interface Seal {
  close(what: string, value: unknown): string
  /** Null when it was changed, belongs elsewhere, or was closed under another key. */
  open(what: string, box: string | undefined): unknown
}

const LONGEST = 500_000

export function makeSeal(master: Buffer): Seal {
  const place = (what: string) => `portal/${what}`
  return {
    close: (what, value) => encrypt(master, JSON.stringify(value), place(what)).toString('base64url'),
    open(what, box) {
      if (box === undefined || box === '' || box.length > LONGEST) return null
      try {
        return JSON.parse(decryptText(master, Buffer.from(box, 'base64url'), place(what))) as unknown
      } catch {
        return null
      }
    },
  }
}

export function openDraft(seal: Seal, box: string | undefined): Draft | null {
  const draft = draftShape.safeParse(seal.open('draft', box))
  return draft.success ? draft.data : null
}
