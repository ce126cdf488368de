import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { keysQuery } from '../../api/calls.ts'
import { keysAreOn } from '../../app/keys.ts'

export interface RegisterKey {
  readonly id: KeyId
  /** As it is written on the screen. */
  readonly shown: string
  /** `KeyboardEvent.code`. */
  readonly code: string
  readonly alt?: true
}

export const KEY_IDS = [
  'words',
  'place',
  'who',
  'duty',
  'accept',
  'history',
  'answer-now',
  'refuse',
  'dispatch',
  'emergency',
  'pick-up',
  'hold',
  'hang-up',
  'ready',
  'abuse',
  'more',
] as const
export type KeyId = (typeof KEY_IDS)[number]

/** Function keys end the call's business, Alt and a letter goes to a field or works the line. None is a browser's own on Linux. */
export const REGISTER_KEYS: readonly RegisterKey[] = [
  { id: 'answer-now', shown: 'F2', code: 'F2' },
  { id: 'refuse', shown: 'F4', code: 'F4' },
  { id: 'dispatch', shown: 'F8', code: 'F8' },
  { id: 'emergency', shown: 'F9', code: 'F9' },
  { id: 'words', shown: 'Alt+Q', code: 'KeyQ', alt: true },
  { id: 'place', shown: 'Alt+A', code: 'KeyA', alt: true },
  { id: 'who', shown: 'Alt+S', code: 'KeyS', alt: true },
  { id: 'duty', shown: 'Alt+Z', code: 'KeyZ', alt: true },
  { id: 'accept', shown: 'Alt+X', code: 'KeyX', alt: true },
  { id: 'history', shown: 'Alt+C', code: 'KeyC', alt: true },
  { id: 'pick-up', shown: 'Alt+J', code: 'KeyJ', alt: true },
  { id: 'hold', shown: 'Alt+H', code: 'KeyH', alt: true },
  { id: 'hang-up', shown: 'Alt+G', code: 'KeyG', alt: true },
  { id: 'ready', shown: 'Alt+R', code: 'KeyR', alt: true },
  { id: 'abuse', shown: 'Alt+B', code: 'KeyB', alt: true },
  { id: 'more', shown: 'Alt+N', code: 'KeyN', alt: true },
]

/** Gives each key its act; a key that the person switched off, and any key over an open dialog, does nothing. */
export function useRegisterKeys(acts: Partial<Readonly<Record<KeyId, () => void>>>): void {
  const { data: off = [] } = useQuery(keysQuery)
  const latest = useRef({ acts, off })
  latest.current = { acts, off }
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.shiftKey || !keysAreOn())
        return
      const key = REGISTER_KEYS.find((one) => one.code === event.code && (one.alt ?? false) === event.altKey)
      if (!key || latest.current.off.includes(key.id)) return
      if (document.querySelector('dialog[open], .ant-modal-wrap:not([style*="none"])') !== null) return
      const act = latest.current.acts[key.id]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
