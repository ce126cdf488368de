import { type RefObject, useEffect, useRef } from 'react'
import { keysAreOn } from '../app/keys.ts'

export interface ListKeys {
  readonly help: () => void
  readonly leave: () => void
  /** Keys of one desk besides; the row that has the focus, if one has. */
  readonly more?: Readonly<Record<string, (row: HTMLElement | null) => void>>
}

/** `j` `k` move through the rows, `?` shows the keys, Esc leaves the ticket. Enter opens: rows are links. */
export function useListKeys(list: RefObject<HTMLElement | null>, actions: ListKeys): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !keysAreOn() || isTyping(event))
        return
      const own = latest.current.more?.[event.key]
      const act = ACTIONS[event.key]
      if (!(own || act) || list.current === null) return
      event.preventDefault()
      if (own) own(focusedRow(list.current))
      else act?.(list.current, latest.current)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [list])
}

const ACTIONS: Readonly<Record<string, (list: HTMLElement, actions: ListKeys) => void>> = {
  j: (list) => move(list, 1),
  k: (list) => move(list, -1),
  '?': (_list, { help }) => help(),
  Escape: (_list, { leave }) => leave(),
}

function move(list: HTMLElement, step: number): void {
  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')]
  const active = document.activeElement
  const focused = active instanceof HTMLElement ? rows.indexOf(active) : -1
  const open = rows.findIndex((row) => row.getAttribute('aria-current') !== null)
  const from = focused >= 0 ? focused : open
  const target = rows[Math.min(Math.max(from + step, 0), rows.length - 1)]
  target?.focus()
  target?.scrollIntoView({ block: 'nearest' })
}

function focusedRow(list: HTMLElement): HTMLElement | null {
  const row = document.activeElement?.closest<HTMLElement>('[data-row]') ?? null
  return row !== null && list.contains(row) ? row : null
}

function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role="dialog"]') !== null) return true
  return (
    key !== 'Escape' &&
    (target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select'))
  )
}
