import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { ratesQuery, rateTicketsQuery } from '../../api/rates.ts'
import { type Key, useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { TicketRow } from '../../ui/TicketRow.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './RateTicketsPage.module.css'

const COUNTS: Readonly<Record<string, Key>> = {
  valid: 'rates.valid',
  contacted: 'count.contacted',
  solved: 'count.solved',
  satisfied: 'count.satisfied',
  volume: 'rates.volume',
}

/** The tickets behind one number. */
export function RateTicketsPage() {
  const { t } = useWords()
  const { unit } = useParams({ from: '/desk/rates/$unit/tickets' })
  const search = useSearch({ from: '/desk/rates/$unit/tickets' })
  const rates = useQuery(ratesQuery(search.period))
  const tickets = useQuery(rateTicketsQuery(unit, search))
  const name = rates.data?.units.find((one) => one.unit === unit)?.name ?? unit
  const count = COUNTS[search.count ?? 'valid']
  return (
    <section aria-labelledby="rate-tickets-title" className={styles['page']}>
      <Link to="/rates" search={search.period === undefined ? {} : { period: search.period }}>
        {t('rates.back')}
      </Link>
      <h1 id="rate-tickets-title">
        {name} · {count === undefined ? search.count : t(count)}
      </h1>
      <Found />
    </section>
  )

  function Found() {
    if (tickets.isPending) return <WaitingPage />
    if (!tickets.data) return <ErrorState error={tickets.error} retry={() => void tickets.refetch()} />
    const { items, total, period } = tickets.data
    if (total === 0) return <EmptyState title={t('rates.no-sample')} hint={t('rates.none-behind')} />
    return (
      <>
        <p className={styles['lead']}>{t('rates.behind', { total, period })}</p>
        {items.length < total && (
          <p className={styles['lead']}>{t('rates.some-hidden', { count: total - items.length })}</p>
        )}
        <div className={styles['list']}>
          <ul>
            {items.map((ticket) => (
              <TicketRow key={ticket.ticketId} ticket={ticket} openId={null} note={ticket.counted} />
            ))}
          </ul>
        </div>
      </>
    )
  }
}
