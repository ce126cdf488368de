import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import type { Queue } from '../../api/dispatch-desk.ts'
import { type TicketListItem, ticketListQuery } from '../../api/ticket-list.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Marks } from '../../ui/Marks.tsx'
import { TimeChip } from '../../ui/TimeChip.tsx'
import styles from './QueueList.module.css'
import type { Selection } from './selection.ts'

interface QueueListProps {
  readonly queue: Queue
  readonly openId: string | null
  /** Null: nothing is done with many at once here. */
  readonly selection: Selection | null
}

/** One queue, the most pressing first. */
export function QueueList({ queue, openId, selection }: QueueListProps) {
  const { t } = useWords()
  const list = useInfiniteQuery(ticketListQuery({ phase: queue }))
  if (list.isPending) {
    return (
      <div role="status" aria-label={t('wait.loading')}>
        <Skeleton active title={false} paragraph={{ rows: 10 }} />
      </div>
    )
  }
  if (!list.data) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  const tickets = list.data.pages.flatMap((page) => page.items)
  if (tickets.length === 0) {
    return <EmptyState title={t(`dispatching.empty-${queue}`)} hint={t(`dispatching.empty-${queue}-hint`)} />
  }
  return (
    <>
      <ul className={styles['rows']} aria-label={t(`dispatching.queue-${queue}`)}>
        {tickets.map((ticket) => (
          <QueueRow key={ticket.ticketId} ticket={ticket} queue={queue} openId={openId} selection={selection} />
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

interface QueueRowProps extends QueueListProps {
  readonly ticket: TicketListItem
}

function QueueRow({ ticket, queue, openId, selection }: QueueRowProps) {
  const { t } = useWords()
  const { ticketId } = ticket
  const place = [ticket.subdistrict?.name, ticket.community?.name].filter(Boolean).join(' · ')
  const title = ticket.title ?? t('list.no-title')
  return (
    <li className={styles['item']} data-selected={selection?.ids.has(ticketId) ?? false}>
      {selection && (
        <label className={styles['box']}>
          <input
            type="checkbox"
            checked={selection.ids.has(ticketId)}
            aria-label={t('dispatching.select', { title })}
            onChange={() => undefined}
            onClick={(event) => selection.toggle(ticketId, event.shiftKey)}
          />
        </label>
      )}
      <Link
        to="/dispatch"
        search={{ queue, ticket: ticketId }}
        resetScroll={false}
        className={styles['row']}
        data-row={ticketId}
        aria-current={ticketId === openId ? 'true' : undefined}
      >
        <span className={styles['time']}>
          <TimeChip dueAt={ticket.dueAt} phase={ticket.phase} open={ticket.open} late={ticket.late} />
        </span>
        <span className={styles['title']} title={title}>
          {title}
        </span>
        <span className={styles['marks']}>
          <Marks marks={ticket.marks} identity={ticket.identity} repeats={ticket.repeats} />
        </span>
        <span className={styles['facts']}>
          <span>{ticket.category?.name ?? t('list.no-category')}</span>
          <span>{place || t('list.no-place')}</span>
          {queue !== 'awaiting-dispatch' && (
            <span>{t('dispatching.with-unit', { unit: ticket.responsible.name })}</span>
          )}
        </span>
      </Link>
    </li>
  )
}
