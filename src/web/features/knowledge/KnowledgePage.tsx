import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { articleQuery, knowledgeQuery } from '../../api/search.ts'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ArticleEntry } from '../../ui/knowledge/ArticleEntry.tsx'
import { ArticleForm } from './ArticleForm.tsx'
import styles from './KnowledgePage.module.css'

const ALL = 200

/** Every article in force, and beside it the one that is open with its earlier versions. */
export function KnowledgePage() {
  const { t } = useWords()
  const { article } = useSearch({ from: '/desk/knowledge' })
  const { data: session } = useSuspenseQuery(sessionQuery)
  const [adding, setAdding] = useState(false)
  const navigate = useNavigate()
  const all = useQuery(knowledgeQuery('', ALL))
  const mayEdit = mayUse(session.account, 'edit-knowledge')
  return (
    <div className={styles['page']}>
      <div className={styles['head']}>
        <h1>{t('knowledge.title')}</h1>
        <p className={styles['hint']}>{t('knowledge.hint')}</p>
        {mayEdit && (
          <>
            <Button onClick={() => setAdding(true)}>{t('knowledge.new')}</Button>{' '}
            <Link to="/administration/$section" params={{ section: 'legal-bases' }}>
              {t('admin.legal-bases')}
            </Link>
          </>
        )}
      </div>
      <section className={styles['card']} aria-label={t('knowledge.title')}>
        {all.error && <ErrorState error={all.error} retry={() => void all.refetch()} />}
        {all.data?.length === 0 && <EmptyState title={t('knowledge.empty')} hint={t('knowledge.empty-hint')} />}
        <ul className={styles['list']}>
          {all.data?.map((one) => (
            <ArticleEntry key={one.id} article={one} />
          ))}
        </ul>
      </section>
      {adding && (
        <section className={styles['card']} aria-label={t('knowledge.new')}>
          <ArticleForm
            newest={null}
            done={(id) => {
              setAdding(false)
              void navigate({ to: '/knowledge', search: { article: id } })
            }}
          />
        </section>
      )}
      {!adding && article !== undefined && <OneArticle key={article} id={article} mayEdit={mayEdit} />}
    </div>
  )
}

function OneArticle({ id, mayEdit }: { readonly id: string; readonly mayEdit: boolean }) {
  const { t, time, between } = useWords()
  const [editing, setEditing] = useState(false)
  const versions = useQuery(articleQuery(id))
  const [newest, ...older] = versions.data ?? []
  if (versions.error) return <ErrorState error={versions.error} retry={() => void versions.refetch()} />
  if (!newest) return null
  return (
    <section className={styles['card']} aria-labelledby="one-article">
      <h2 id="one-article">{newest.title}</h2>
      <span className={styles['meta']}>
        {t('knowledge.version', { version: newest.version, at: time(newest.at) })} · {t('knowledge.review-by')}{' '}
        {newest.reviewBy}
      </span>
      {newest.stale && <p className={styles['warn']}>{t('knowledge.stale', { day: newest.reviewBy })}</p>}
      {newest.state === 'withdrawn' && <p className={styles['warn']}>{t('knowledge.withdrawn')}</p>}
      {editing ? (
        <ArticleForm newest={newest} done={() => setEditing(false)} />
      ) : (
        <>
          <p className={styles['answer']}>{newest.answer}</p>
          {newest.answerEn !== '' && <p className={styles['answer']}>{newest.answerEn}</p>}
          {newest.bases.length > 0 && (
            <span className={styles['meta']}>
              {t('knowledge.bases')}: {newest.bases.join(between)}
            </span>
          )}
          {mayEdit && (
            <div>
              <Button onClick={() => setEditing(true)}>{t('knowledge.edit')}</Button>
            </div>
          )}
        </>
      )}
      {older.length > 0 && (
        <details>
          <summary>{t('knowledge.versions')}</summary>
          {older.map((one) => (
            <div key={one.version}>
              <span className={styles['meta']}>
                {t('knowledge.version', { version: one.version, at: time(one.at) })}
              </span>
              <p className={styles['answer']}>{one.answer}</p>
            </div>
          ))}
        </details>
      )}
    </section>
  )
}
