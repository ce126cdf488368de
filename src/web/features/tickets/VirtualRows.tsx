import { useVirtualizer, useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { TicketListItem } from '../../api/ticket-list.ts'
import { useWords } from '../../i18n/words.ts'
import { TicketRow } from '../../ui/TicketRow.tsx'
import type { Choosing } from './choosing.ts'
import styles from './TicketList.module.css'

interface VirtualRowsProps {
  readonly tickets: readonly TicketListItem[]
  readonly openId: string | null
  readonly pane: HTMLElement | null
  readonly choosing: Choosing | null
  readonly busy: boolean
  /** Asked when the end comes near. */
  readonly more: () => void
}

const OVERSCAN = 12
const ROW_PX = 37
/** So many rows before the end the next page is asked for. */
const NEAR = 30

/** Only the rows around what is seen are in the page, however long the list is. */
export function VirtualRows(props: VirtualRowsProps) {
  return props.pane === null ? <RowsOfPage {...props} /> : <RowsOfPane {...props} pane={props.pane} />
}

const keyOf = (tickets: readonly TicketListItem[]) => (index: number) => tickets[index]?.ticketId ?? index

function RowsOfPane(props: VirtualRowsProps & { readonly pane: HTMLElement }) {
  const { tickets, pane } = props
  const list = useRef<HTMLUListElement>(null)
  const margin = useOffset(list, pane)
  const rows = useVirtualizer({
    count: tickets.length,
    getScrollElement: () => pane,
    estimateSize: () => ROW_PX,
    getItemKey: keyOf(tickets),
    overscan: OVERSCAN,
    scrollMargin: margin,
  })
  return <Rows {...props} list={list} rows={rows} margin={margin} />
}

function RowsOfPage(props: VirtualRowsProps) {
  const { tickets } = props
  const list = useRef<HTMLUListElement>(null)
  const margin = useOffset(list, null)
  const rows = useWindowVirtualizer({
    count: tickets.length,
    estimateSize: () => ROW_PX,
    getItemKey: keyOf(tickets),
    overscan: OVERSCAN,
    scrollMargin: margin,
  })
  return <Rows {...props} list={list} rows={rows} margin={margin} />
}

/** How far below the top of what scrolls the list begins; chips and filters above it may wrap. */
function useOffset(list: React.RefObject<HTMLUListElement | null>, pane: HTMLElement | null): number {
  const [offset, setOffset] = useState(0)
  useLayoutEffect(() => {
    const measure = (): void => {
      const top = list.current?.getBoundingClientRect().top ?? 0
      setOffset(Math.round(pane ? top - pane.getBoundingClientRect().top + pane.scrollTop : top + window.scrollY))
    }
    measure()
    const watch = new ResizeObserver(measure)
    if (list.current?.parentElement) watch.observe(list.current.parentElement)
    return () => watch.disconnect()
  }, [list, pane])
  return offset
}

interface RowsProps extends VirtualRowsProps {
  readonly list: React.RefObject<HTMLUListElement | null>
  readonly rows: Virtualizer<HTMLElement, Element> | Virtualizer<Window, Element>
  readonly margin: number
}

function Rows({ tickets, openId, choosing, busy, more, list, rows, margin }: RowsProps) {
  const { t } = useWords()
  const items = rows.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= tickets.length - NEAR) more()
  }, [last, tickets.length, more])
  return (
    <ul
      ref={list}
      className={styles['rows']}
      aria-busy={busy}
      aria-label={t('list.title')}
      style={{ height: rows.getTotalSize() }}
    >
      {items.map(({ index, key, start }) => {
        const ticket = tickets[index]
        if (!ticket) return null
        return (
          <TicketRow
            key={key}
            ticket={ticket}
            openId={openId}
            keepsSearch
            frame={{ ref: rows.measureElement, style: { transform: `translateY(${start - margin}px)` }, index }}
            {...(choosing
              ? {
                  choice: {
                    chosen: choosing.chosen.has(ticket.ticketId),
                    toggle: (range: boolean) => choosing.toggle(ticket.ticketId, range),
                  },
                }
              : {})}
          />
        )
      })}
    </ul>
  )
}
