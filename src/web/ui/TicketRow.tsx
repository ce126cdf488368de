import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Checkbox } from 'antd'
import { type CSSProperties, type Ref, useEffect, useRef } from 'react'
import { ticketQuery } from '../api/ticket.ts'
import type { TicketListItem } from '../api/ticket-list.ts'
import { useWords } from '../i18n/words.ts'
import { Marks } from './Marks.tsx'
import styles from './TicketRow.module.css'
import { TimeChip } from './TimeChip.tsx'

interface TicketRowProps {
  readonly ticket: TicketListItem
  readonly openId: string | null
  /** Keep the list's question in the address while the ticket is open beside it. */
  readonly keepsSearch?: boolean
  /** A sentence under the line. */
  readonly note?: string
  /** Its place in a list of which only what is seen is drawn. */
  readonly frame?: { readonly ref: Ref<HTMLLIElement>; readonly style: CSSProperties; readonly index: number }
  readonly choice?: { readonly chosen: boolean; readonly toggle: (range: boolean) => void }
}

/** Whoever rests on a row, not whoever passes over it, is about to open it. */
const REST_MS = 80

/** One line per ticket, two where the list is narrow: time left · title · category · place · state · marks. */
export function TicketRow({ ticket, openId, keepsSearch = false, note, frame, choice }: TicketRowProps) {
  const { t, term } = useWords()
  const ahead = useAhead(ticket.ticketId)
  const place = [ticket.subdistrict?.name, shortCommunity(ticket.community?.name)].filter(Boolean).join(' · ')
  return (
    <li
      className={styles['item']}
      {...(frame ? { ref: frame.ref, style: frame.style, 'data-index': frame.index, 'data-framed': true } : {})}
      {...(choice ? { 'data-choosable': true } : {})}
    >
      {choice && (
        <span className={styles['choice']}>
          <Checkbox
            checked={choice.chosen}
            aria-label={t('list.choose', { title: ticket.title ?? ticket.number })}
            onClick={(event) => choice.toggle(event.shiftKey)}
          />
        </span>
      )}
      <Link
        to="/tickets/$ticketId"
        params={{ ticketId: ticket.ticketId }}
        search={(before) => (keepsSearch ? before : {})}
        resetScroll={false}
        className={styles['row']}
        {...ahead}
        data-row={ticket.ticketId}
        aria-current={ticket.ticketId === openId ? 'true' : undefined}
      >
        <span className={styles['time']}>
          <TimeChip dueAt={ticket.dueAt} phase={ticket.phase} open={ticket.open} late={ticket.late} />
        </span>
        <span className={styles['title']} title={ticket.title ?? undefined}>
          {ticket.title ?? t('list.no-title')}
        </span>
        <span className={styles['category']}>{ticket.category?.name ?? t('list.no-category')}</span>
        <span className={styles['place']}>{place || t('list.no-place')}</span>
        <span className={styles['state']}>{ticket.open && term('phase', ticket.phase)}</span>
        <span className={styles['marks']}>
          <Marks marks={ticket.marks} identity={ticket.identity} repeats={ticket.repeats} />
        </span>
      </Link>
      {note && <p className={styles['note']}>{note}</p>}
    </li>
  )
}

/** The ticket is asked for while the pointer rests or the focus stands on its row, so that it opens at once. */
function useAhead(ticketId: string) {
  const queries = useQueryClient()
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(resting.current), [])
  const begin = (): void => {
    clearTimeout(resting.current)
    resting.current = setTimeout(() => void queries.prefetchQuery(ticketQuery(ticketId)), REST_MS)
  }
  const end = (): void => clearTimeout(resting.current)
  return { onMouseEnter: begin, onMouseLeave: end, onFocus: begin, onBlur: end }
}

/** 扣钟社区居委会 is, on one line, 扣钟社区. */
function shortCommunity(name: string | undefined): string | undefined {
  return name?.replace(/(?:居委会|村委会)$/, '')
}
