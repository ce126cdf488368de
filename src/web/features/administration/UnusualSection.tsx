import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { unusualQuery } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './Administration.module.css'
import { ReaderName } from './ReaderName.tsx'

/** Reads that a human should look at. They accuse nobody, and nothing follows by itself. */
export function UnusualSection() {
  const { t, time } = useWords()
  const found = useQuery(unusualQuery)
  if (found.isPending) return <WaitingPage />
  if (!found.data) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  const { firstDay, lastDay, rows } = found.data
  return (
    <section className={styles['page']} aria-labelledby="unusual-title">
      <h1 id="unusual-title">{t('admin.unusual')}</h1>
      <p className={styles['quiet']}>{t('admin.unusual-hint', { from: firstDay, to: lastDay })}</p>
      {rows.length === 0 ? (
        <EmptyState title={t('admin.unusual-none')} hint={t('admin.unusual-none-hint')} />
      ) : (
        <div className={styles['scroll']}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('admin.log-who')}</th>
                <th scope="col">{t('admin.unusual-why')}</th>
                <th scope="col">{t('admin.unusual-last')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.code} ${row.reader.login ?? row.reader.name} ${row.first}`}>
                  <th scope="row">
                    <ReaderName reader={row.reader} />
                  </th>
                  <td>{row.sentence}</td>
                  <td className={styles['stamp']}>{time(row.last)}</td>
                  <td className={styles['stamp']}>
                    <Link
                      to="/administration/$section"
                      params={{ section: 'access-log' }}
                      search={{
                        account: row.reader.login ?? row.reader.name,
                        firstDay: row.firstDay,
                        lastDay: row.lastDay,
                      }}
                    >
                      {t('admin.unusual-open')}
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
