import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { proposalsQuery } from '../../api/dispatch.ts'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './PrecedentsPage.module.css'

/** What should change in the catalogue, for the policy editor. */
export function ProposalsPage() {
  const { t, term, time } = useWords()
  const proposals = useQuery(proposalsQuery)
  const session = useQuery(sessionQuery)
  const mayOpen = mayUse(session.data?.account, 'read-ticket')
  if (proposals.isPending) return <WaitingPage />
  if (!proposals.data) return <ErrorState error={proposals.error} retry={() => void proposals.refetch()} />
  const { items } = proposals.data
  return (
    <section aria-labelledby="proposals-title" className={styles['page']}>
      <h1 id="proposals-title">{t('proposals.title')}</h1>
      <p className={styles['quiet']}>{t('proposals.hint')}</p>
      {items.length === 0 && <EmptyState title={t('proposals.none')} hint={t('proposals.none-hint')} />}
      <ul className={styles['proposals']}>
        {items.map((one) => (
          <li key={one.proposalId}>
            <p>
              <b>
                {one.category.code} {one.category.name}
              </b>{' '}
              · {term('level', one.place)} → <b>{one.lead.name}</b>
            </p>
            {one.reason !== null && <p>{one.reason}</p>}
            <p className={styles['quiet']}>
              {t('proposals.by')} {one.by} · {time(one.at)} · {term('proposal', one.state)}
              {one.ticketId !== null && mayOpen && (
                <>
                  {' · '}
                  <Link to="/tickets/$ticketId" params={{ ticketId: one.ticketId }}>
                    {t('precedents.open')}
                  </Link>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
