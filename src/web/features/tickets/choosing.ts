import { useCallback, useRef, useState } from 'react'
import type { TicketListItem } from '../../api/ticket-list.ts'

/** Which rows are chosen for something that is done with several at once. */
export interface Choosing {
  readonly chosen: ReadonlySet<string>
  /** One more or one less; `range`: all from the row that was touched last. */
  readonly toggle: (ticketId: string, range: boolean) => void
  readonly clear: () => void
  /** Takes these out, the others stay. */
  readonly drop: (ticketIds: readonly string[]) => void
}

/** As many as one batch takes. */
const MOST = 200

export function useChoosing(): Choosing & { readonly tellRows: (rows: readonly TicketListItem[]) => void } {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const rows = useRef<readonly TicketListItem[]>([])
  const touched = useRef<string | null>(null)
  const tellRows = useCallback((given: readonly TicketListItem[]) => {
    rows.current = given
  }, [])
  const toggle = (ticketId: string, range: boolean): void => {
    const from = rows.current.findIndex((row) => row.ticketId === touched.current)
    const to = rows.current.findIndex((row) => row.ticketId === ticketId)
    touched.current = ticketId
    setChosen((before) => {
      const after = new Set(before)
      if (range && from >= 0 && to >= 0) {
        for (const row of rows.current.slice(Math.min(from, to), Math.max(from, to) + 1)) after.add(row.ticketId)
      } else if (!after.delete(ticketId)) after.add(ticketId)
      return new Set([...after].slice(0, MOST))
    })
  }
  return {
    chosen,
    toggle,
    clear: () => setChosen(new Set()),
    drop: (ticketIds) => setChosen((before) => new Set([...before].filter((id) => !ticketIds.includes(id)))),
    tellRows,
  }
}
