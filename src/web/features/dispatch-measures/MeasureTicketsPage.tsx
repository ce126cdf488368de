import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { measureTicketsQuery } from '../../api/dispatch.ts'
import { type Key, useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { TicketRow } from '../../ui/TicketRow.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './DispatchMeasuresPage.module.css'

const COUNTS: Readonly<Record<string, Key>> = {
  tickets: 'measures.tickets',
  right: 'measures.right',
  wrong: 'measures.wrong',
  bounced: 'measures.bounced',
  returned: 'measures.returned-tickets',
  'lead-differs': 'measures.lead-differs',
  'category-differs': 'measures.category-differs',
}

/** The tickets behind one number. */
export function MeasureTicketsPage() {
  const { t } = useWords()
  const search = useSearch({ from: '/desk/dispatch-measures/tickets' })
  const tickets = useQuery(measureTicketsQuery(search))
  const { from, to } = search
  return (
    <section aria-labelledby="measure-tickets-title" className={styles['page']}>
      <Link
        to="/dispatch-measures"
        search={{ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }}
      >
        {t('measures.back')}
      </Link>
      <h1 id="measure-tickets-title">{t(COUNTS[search.count ?? 'tickets'] ?? 'measures.tickets')}</h1>
      <Found />
    </section>
  )

  function Found() {
    if (tickets.isPending) return <WaitingPage />
    if (!tickets.data) return <ErrorState error={tickets.error} retry={() => void tickets.refetch()} />
    const { items, total } = tickets.data
    if (total === 0) return <EmptyState title={t('measures.none-behind')} hint={t('measures.empty-hint')} />
    return (
      <>
        <p className={styles['quiet']}>
          {from !== undefined && to !== undefined && `${t('measures.span', { from, to })} · `}
          {t('measures.behind', { total })}
        </p>
        {items.length < total && (
          <p className={styles['quiet']}>{t('measures.some-hidden', { count: total - items.length })}</p>
        )}
        <div className={styles['list']}>
          <ul>
            {items.map((ticket) => (
              <TicketRow key={ticket.ticketId} ticket={ticket} openId={null} />
            ))}
          </ul>
        </div>
      </>
    )
  }
}
