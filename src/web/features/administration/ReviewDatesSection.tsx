import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { knowledgeQuery } from '../../api/search.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './Administration.module.css'

const ALL = 200

/** Every article in force by the day on which somebody must look at it again, the soonest first. */
export function ReviewDatesSection() {
  const { t, time, between } = useWords()
  const found = useQuery(knowledgeQuery('', ALL))
  if (found.isPending) return <WaitingPage />
  if (!found.data) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  const articles = found.data.toSorted((a, b) => (a.reviewBy < b.reviewBy ? -1 : 1))
  return (
    <section className={styles['page']} aria-labelledby="review-title">
      <h1 id="review-title">{t('admin.knowledge')}</h1>
      <p className={styles['quiet']}>{t('admin.knowledge-hint')}</p>
      {articles.length === 0 ? (
        <EmptyState title={t('knowledge.empty')} hint={t('knowledge.empty-hint')} />
      ) : (
        <div className={styles['scroll']}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('knowledge.review-by')}</th>
                <th scope="col">{t('knowledge.name')}</th>
                <th scope="col">{t('admin.version')}</th>
                <th scope="col">{t('knowledge.bases')}</th>
              </tr>
            </thead>
            <tbody>
              {articles.map((article) => (
                <tr key={article.id}>
                  <td className={styles['stamp']}>
                    <span className={styles['grade']} data-grade={article.stale ? 'fault' : 'fine'}>
                      {article.reviewBy}
                    </span>
                  </td>
                  <th scope="row">
                    <Link to="/knowledge" search={{ article: article.id }}>
                      {article.title}
                    </Link>
                  </th>
                  <td>{t('knowledge.version', { version: article.version, at: time(article.at) })}</td>
                  <td>{article.bases.join(between) || '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
