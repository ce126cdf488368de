import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { useEffect } from 'react'
import { type ListSearch, questionOf, type TicketListItem, ticketListQuery } from '../../api/ticket-list.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import type { Choosing } from './choosing.ts'
import styles from './TicketList.module.css'
import { useLiveRows } from './use-live-rows.ts'
import { VirtualRows } from './VirtualRows.tsx'

interface TicketListProps {
  readonly search: ListSearch
  readonly openId: string | null
  /** Where the list scrolls by itself; null: with the page. */
  readonly pane: HTMLElement | null
  readonly choosing: Choosing | null
  /** Tells the rows that are loaded, in order, for choosing a range. */
  readonly tellRows: (rows: readonly TicketListItem[]) => void
}

/** Tickets by time left. What is not seen is not drawn; the next page comes before the end is reached. */
export function TicketList({ search, openId, pane, choosing, tellRows }: TicketListProps) {
  const { t } = useWords()
  const list = useInfiniteQuery(ticketListQuery(search))
  const live = useLiveRows(search, pane)
  const tickets = list.data?.pages.flatMap((page) => page.items) ?? NONE
  useEffect(() => tellRows(tickets), [tickets, tellRows])
  if (list.isPending) return <ListSkeleton />
  if (list.isError && !list.data) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  const more = (): void => {
    if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
  }
  return (
    <>
      {live.waiting > 0 && (
        <p className={styles['news']}>
          <Button size="small" type="primary" onClick={live.show}>
            {t('list.news', { count: live.waiting })}
          </Button>
        </p>
      )}
      {tickets.length === 0 ? (
        <NoTickets search={search} />
      ) : (
        <>
          <VirtualRows
            key={JSON.stringify(questionOf(search))}
            tickets={tickets}
            openId={openId}
            pane={pane}
            choosing={choosing}
            busy={list.isPlaceholderData}
            more={more}
          />
          <p className={styles['end']} aria-live="polite">
            {list.isFetchingNextPage
              ? t('wait.loading')
              : list.hasNextPage
                ? t('list.loaded', { count: tickets.length })
                : t('list.end', { count: tickets.length })}
          </p>
        </>
      )}
    </>
  )
}

const NONE: readonly TicketListItem[] = []

function NoTickets({ search }: { readonly search: ListSearch }) {
  const { t } = useWords()
  const filtered = Object.keys(search).length > 0
  if (!filtered) return <EmptyState title={t('list.empty')} hint={t('list.empty-hint')} />
  return (
    <EmptyState title={t('list.none')} hint={t(search.q === undefined ? 'list.none-hint' : 'list.none-number')}>
      <Link to="/tickets" search={{}}>
        {t('list.clear')}
      </Link>
    </EmptyState>
  )
}

const GHOSTS = Array.from({ length: 12 }, (_, row) => row)

function ListSkeleton() {
  const { t } = useWords()
  return (
    <div role="status" aria-label={t('wait.loading')} className={styles['ghosts']}>
      {GHOSTS.map((row) => (
        <Skeleton.Input key={row} active block className={styles['ghost'] ?? ''} />
      ))}
    </div>
  )
}
