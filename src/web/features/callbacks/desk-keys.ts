import { useEffect, useRef } from 'react'
import { keysAreOn } from '../../app/keys.ts'

export type DeskKeys = Readonly<Record<string, () => void>>

/** Single keys of the desk: not while somebody types, not with a modifier, not where they are switched off. */
export function useDeskKeys(keys: DeskKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { key, target } = event
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !keysAreOn()) return
      if (!(target instanceof HTMLElement) || isTyping(target)) return
      // A focused button does by Enter what it says.
      if (key === 'Enter' && target.matches('button, a, summary')) return
      const act = latest.current[key]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

function isTyping(target: HTMLElement): boolean {
  if (target.closest('[role="dialog"]') !== null) return true
  return target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select')
}
