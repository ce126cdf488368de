import { type RefObject, useState } from 'react'

export interface Selection {
  readonly ids: ReadonlySet<string>
  /** With `range`: everything from the one before to this one. */
  readonly toggle: (id: string, range: boolean) => void
  readonly drop: (ids: readonly string[]) => void
  readonly clear: () => void
  /** Everything that the list shows. */
  readonly all: () => void
}

/** Which rows are chosen; ranges follow the order in which the list shows them. */
export function useSelection(list: RefObject<HTMLElement | null>): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string | null>(null)
  const shown = (): string[] =>
    [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])].flatMap((row) => row.dataset['row'] ?? [])
  const toggle = (id: string, range: boolean): void => {
    const order = shown()
    const [from, to] = [last === null ? -1 : order.indexOf(last), order.indexOf(id)]
    setLast(id)
    if (range && from >= 0 && to >= 0) {
      setIds(new Set([...ids, ...order.slice(Math.min(from, to), Math.max(from, to) + 1)]))
      return
    }
    const next = new Set(ids)
    if (!next.delete(id)) next.add(id)
    setIds(next)
  }
  const drop = (gone: readonly string[]): void => {
    setIds((before) => new Set([...before].filter((id) => !gone.includes(id))))
  }
  return { ids, toggle, drop, clear: () => setIds(new Set()), all: () => setIds(new Set(shown())) }
}
