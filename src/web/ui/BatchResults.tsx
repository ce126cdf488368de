import type { BatchAnswer } from '../api/roster.ts'
import { useWords } from '../i18n/words.ts'
import styles from './BatchResults.module.css'

/** What became of each: first those that were refused, with the reason in words. */
export function BatchResults({ answer }: { readonly answer: BatchAnswer }) {
  const { t } = useWords()
  const refused = answer.results.filter((one) => !one.ok)
  const done = answer.results.length - refused.length
  return (
    <div className={styles['results']} role="status">
      <p>
        <b>{t(answer.preview ? 'batch.could' : 'batch.done', { count: done })}</b>
        {refused.length > 0 && <span> {t('batch.refused', { count: refused.length })}</span>}
      </p>
      {refused.length > 0 && (
        <ul>
          {refused.map((one) => (
            <li key={one.ticketId}>
              <span className="figures">{one.number}</span> {one.sentence}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
