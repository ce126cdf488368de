import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { clustersQuery } from '../../api/clusters.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './Clusters.module.css'

/** The clusters that my unit has a part in. */
export function ClustersPage() {
  const { t, term, time } = useWords()
  const clusters = useQuery(clustersQuery)
  if (clusters.isPending) return <WaitingPage />
  if (!clusters.data) return <ErrorState error={clusters.error} retry={() => void clusters.refetch()} />
  return (
    <section aria-labelledby="clusters-title" className={styles['page']}>
      <h1 id="clusters-title">{t('clusters.title')}</h1>
      <p className={styles['lead']}>{t('clusters.lead')}</p>
      {clusters.data.length === 0 ? (
        <EmptyState title={t('clusters.none')} hint={t('clusters.none-hint')} />
      ) : (
        <ul className={styles['list']}>
          {clusters.data.map((one) => (
            <li key={one.clusterId} className={styles['card']}>
              <Link to="/clusters/$clusterId" params={{ clusterId: one.clusterId }} className={styles['name']}>
                {one.lead?.title ?? t('list.no-title')}
              </Link>
              <p className={styles['facts']}>
                <span>{term('cluster-basis', one.basis)}</span>
                <span>{t('clusters.tickets', { count: one.tickets, open: one.open })}</span>
                {one.reporters !== null && <span>{t('similar.reporters', { count: one.reporters })}</span>}
                {one.followers > 0 && <span>{t('cluster.followers', { count: one.followers })}</span>}
                {one.answeredAt && <span>{t('cluster.answered')}</span>}
                <time dateTime={one.formedAt}>{time(one.formedAt)}</time>
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
