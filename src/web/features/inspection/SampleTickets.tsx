import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type SampleTickets as Sampled, sampleQuery } from '../../api/inspection.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './InspectionPage.module.css'

interface SampleTicketsProps {
  readonly sampleId: string
  readonly period: string
  readonly openId: string | null
}

/** The tickets of one sample in the order in which they were drawn, each with where it stands. */
export function SampleTickets({ sampleId, period, openId }: SampleTicketsProps) {
  const { t } = useWords()
  const sample = useQuery(sampleQuery(sampleId))
  if (sample.isPending) return <WaitingPage />
  if (!sample.data) return <ErrorState error={sample.error} retry={() => void sample.refetch()} />
  const { items, gone } = sample.data
  return (
    <section aria-labelledby="sample-tickets">
      <h2 id="sample-tickets" className="unseen">
        {t('inspection.tickets')}
      </h2>
      <ul className={styles['tickets']}>
        {items.map(({ kind, ticket, state }) => (
          <li key={ticket.ticketId} aria-current={ticket.ticketId === openId ? 'true' : undefined}>
            <Link to="/inspection" search={{ period, sample: sampleId, ticket: ticket.ticketId }} resetScroll={false}>
              {ticket.title ?? ticket.number}
            </Link>
            <span className={styles['facts']}>
              <span>{t(`inspection.kind-${kind}`)}</span>
              <span>{ticket.responsible.name}</span>
              <Standing state={state} />
            </span>
          </li>
        ))}
      </ul>
      {gone > 0 && <p className={styles['quiet']}>{t('inspection.gone', { count: gone })}</p>}
    </section>
  )
}

function Standing({ state }: { readonly state: Sampled['items'][number]['state'] }) {
  const { t } = useWords()
  if (!state.inspected) return <span>{t('inspection.waiting')}</span>
  return (
    <b data-mark={state.mark}>{state.mark === null ? t('inspection.inspected') : t(`inspection.mark-${state.mark}`)}</b>
  )
}
