import { useQuery } from '@tanstack/react-query'
import { healthQuery } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './Administration.module.css'

const ORDER = ['fault', 'notice', 'fine'] as const

/** What is red comes first, with what to do. */
export function HealthSection() {
  const { t, exactTime } = useWords()
  const found = useQuery(healthQuery)
  if (found.isPending) return <WaitingPage />
  if (!found.data) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  const { at, checks } = found.data
  const sorted = ORDER.flatMap((grade) => checks.filter((one) => one.grade === grade))
  const faults = checks.filter((one) => one.grade === 'fault').length
  return (
    <section className={styles['page']} aria-labelledby="health-title">
      <h1 id="health-title">{t('admin.health')}</h1>
      <p className={styles['quiet']}>
        {faults === 0 ? t('admin.health-fine') : t('admin.health-faults', { count: faults })} {exactTime(at)}
      </p>
      <div className={styles['scroll']}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('admin.health-grade')}</th>
              <th scope="col">{t('admin.health-check')}</th>
              <th scope="col">{t('admin.health-found')}</th>
              <th scope="col">{t('admin.health-do')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ check, name, grade, said, advice }) => (
              <tr key={check}>
                <td>
                  <span className={styles['grade']} data-grade={grade}>
                    {t(`admin.grade-${grade}`)}
                  </span>
                </td>
                <th scope="row" className={styles['stamp']}>
                  {name}
                </th>
                <td>{said}</td>
                <td>{advice ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
