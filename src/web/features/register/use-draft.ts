import { useEffect, useRef, useState } from 'react'
import { saveDraft } from '../../api/calls.ts'
import { whenBack } from '../../app/signed-in.ts'
import { dropHere, keepHere } from './local-draft.ts'
import { type Waiting, waitingFor } from './send-through.ts'

export interface DraftState {
  /** `none`: nothing to keep yet · `saving` · `saved` · `here`: in this browser until the server answers · `unsaved`. */
  readonly kind: 'none' | 'saving' | 'saved' | 'here' | 'unsaved'
  readonly why: Waiting | null
  /** By this machine's watch, for "saved 2 s ago". */
  readonly at: number
}

const PAUSE_MS = 1_000
const TRY_AGAIN_MS = 5_000
const NOTHING: DraftState = { kind: 'none', why: null, at: 0 }

/** Keeps what is being typed: in this browser at once, at the server when the typing pauses. */
export function useDraft(
  account: string,
  draftId: string,
  form: Record<string, unknown> | null,
  phone: string | null,
): DraftState {
  const [state, setState] = useState<DraftState>(NOTHING)
  const text = form === null ? null : JSON.stringify(form)
  const latest = useRef({ text, phone })
  latest.current = { text, phone }
  useEffect(() => {
    if (text === null) {
      setState(NOTHING)
      return
    }
    let over = false
    const keep = async (): Promise<void> => {
      const kept = JSON.parse(text) as Record<string, unknown>
      const here = await keepHere(account, { draftId, form: kept, savedAt: new Date().toISOString() }).catch(
        () => false,
      )
      while (!over) {
        setState((before) =>
          before.kind === 'here' || before.kind === 'unsaved' ? before : { ...before, kind: 'saving' },
        )
        try {
          await saveDraft(draftId, kept, latest.current.phone)
          if (over) return
          setState({ kind: 'saved', why: null, at: Date.now() })
          await dropHere(account, draftId).catch(() => undefined)
          return
        } catch (error) {
          if (over) return
          const why = waitingFor(error)
          setState({ kind: here ? 'here' : 'unsaved', why, at: Date.now() })
          if (why === null) return
          await whenBack(why, TRY_AGAIN_MS)
        }
      }
    }
    const timer = setTimeout(() => void keep(), PAUSE_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [account, draftId, text])
  return state
}
