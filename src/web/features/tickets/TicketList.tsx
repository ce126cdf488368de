import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { type ListSearch, ticketListQuery } from '../../api/ticket-list.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../pieces/EmptyState.tsx'
import { ErrorState } from '../../pieces/ErrorState.tsx'
import { TicketRow } from '../../pieces/TicketRow.tsx'
import styles from './TicketList.module.css'

/** Tickets by time left, one page after another on request. */
export function TicketList({ search, openId }: { readonly search: ListSearch; readonly openId: string | null }) {
  const { t } = useWords()
  const list = useInfiniteQuery(ticketListQuery(search))
  if (list.isPending) return <ListSkeleton />
  if (list.isError && !list.data) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  const tickets = list.data.pages.flatMap((page) => page.items)
  if (tickets.length === 0) return <NoTickets search={search} />
  return (
    <>
      <ul className={styles['rows']} aria-busy={list.isPlaceholderData} aria-label={t('list.title')}>
        {tickets.map((ticket) => (
          <TicketRow key={ticket.ticketId} ticket={ticket} openId={openId} keepsSearch />
        ))}
      </ul>
      <p className={styles['end']} aria-live="polite">
        {list.hasNextPage ? (
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('list.more')}
          </Button>
        ) : (
          t('list.end', { count: tickets.length })
        )}
      </p>
    </>
  )
}

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
    <div role="status" aria-label={t('wait.loading')} className={styles['rows']}>
      {GHOSTS.map((row) => (
        <Skeleton.Input key={row} active block className={styles['ghost'] ?? ''} />
      ))}
    </div>
  )
}
