import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { FoundArticle } from '../../api/search.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Entries.module.css'

/** An article with its answer, why it was found, and a warning once its day of review has passed. */
export function ArticleEntry(props: { readonly article: FoundArticle; readonly children?: ReactNode }) {
  const { article, children } = props
  const { t, language, between } = useWords()
  const english = language === 'en'
  return (
    <li className={styles['entry']}>
      <Link to="/knowledge" search={{ article: article.id }}>
        {(english && article.titleEn) || article.title}
      </Link>
      <span className={styles['answer']}>{(english && article.answerEn) || article.answer}</span>
      {article.because.length > 0 && (
        <span className={styles['meta']}>{t('knowledge.because', { words: article.because.join(between) })}</span>
      )}
      {article.stale && (
        <span className={styles['warn']} role="note">
          {t('knowledge.stale', { day: article.reviewBy })}
        </span>
      )}
      {children && <div className={styles['buttons']}>{children}</div>}
    </li>
  )
}
