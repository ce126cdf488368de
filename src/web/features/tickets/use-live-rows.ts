import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { comingAndGoing, type ListPages, replaceRows, settleRows } from '../../api/list-rows.ts'
import {
  changedRows,
  type ListSearch,
  questionOf,
  type TicketListItem,
  ticketListQuery,
} from '../../api/ticket-list.ts'
import { onChanged } from '../../app/changed.ts'

interface LiveRows {
  /** How many rows would come or go. */
  readonly waiting: number
  readonly show: () => void
}

interface Held {
  readonly coming: ReadonlyMap<string, TicketListItem>
  readonly going: ReadonlySet<string>
}

const NOTHING: Held = { coming: new Map(), going: new Set() }

/**
 * Brings changed rows up to date where they stand. What would come in or go waits while somebody has a hand on the list or has
 * scrolled it, and is shown when asked for: nothing moves under a pointer.
 */
export function useLiveRows(search: ListSearch, pane: HTMLElement | null): LiveRows {
  const queries = useQueryClient()
  const question = JSON.stringify(questionOf(search))
  const [held, setHeld] = useState<Held>(NOTHING)

  const settle = ({ coming, going }: Held): void => {
    const { queryKey } = ticketListQuery(search)
    const order = 'order' in questionOf(search) ? 'newest' : 'due'
    queries.setQueryData<ListPages>(
      queryKey,
      (list) => list && settleRows(list, [...coming.values()], [...going], order),
    )
    setHeld(NOTHING)
  }
  const latest = useRef({ search, pane, held, settle })
  latest.current = { search, pane, held, settle }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question has nothing waiting.
  useEffect(() => setHeld(NOTHING), [question])
  useEffect(
    () =>
      onChanged((asked) => {
        const { search } = latest.current
        const { queryKey } = ticketListQuery(search)
        const order = 'order' in questionOf(search) ? 'newest' : 'due'
        void changedRows(search, asked)
          .then((rows) => {
            const list = queries.getQueryData<ListPages>(queryKey)
            if (!list || JSON.stringify(questionOf(latest.current.search)) !== JSON.stringify(questionOf(search)))
              return
            queries.setQueryData<ListPages>(queryKey, replaceRows(list, { asked, rows }))
            const change = comingAndGoing(list, { asked, rows }, order)
            const before = latest.current.held
            const coming = new Map([...before.coming].filter(([id]) => !asked.includes(id)))
            for (const row of change.coming) coming.set(row.ticketId, row)
            const going = new Set([...before.going].filter((id) => !asked.includes(id)))
            for (const id of change.going) going.add(id)
            if (coming.size + going.size === 0) setHeld(NOTHING)
            else if (isInHand(latest.current.pane)) setHeld({ coming, going })
            else latest.current.settle({ coming, going })
          })
          // The next change, or a look at the list, asks again.
          .catch(() => undefined)
      }),
    [queries],
  )
  return { waiting: held.coming.size + held.going.size, show: () => settle(held) }
}

/** Somebody points at a row, stands on one, or has scrolled down. */
function isInHand(pane: HTMLElement | null): boolean {
  const rows = document.querySelector('[data-framed]')?.parentElement
  const scrolled = pane === null ? window.scrollY : pane.scrollTop
  return scrolled > 0 || Boolean(rows?.matches(':hover, :focus-within'))
}
