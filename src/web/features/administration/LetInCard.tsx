import { Button } from 'antd'
import type { AccessTicket } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Administration.module.css'

interface LetInCardProps {
  readonly tickets: readonly AccessTicket[]
  readonly done: () => void
}

/** Shown once: a link to hand over, or the code that the first of two persons keeps. */
export function LetInCard({ tickets, done }: LetInCardProps) {
  const { t } = useWords()
  return (
    <section className={styles['card']} role="status" aria-label={t('admin.let-in')}>
      <h2>{t('admin.let-in')}</h2>
      <p className={styles['quiet']}>{t('admin.let-in-once')}</p>
      {tickets.map(({ id, login, link, code }) => (
        <div key={id} className={styles['list']}>
          <b>{login}</b>
          {link !== null && (
            <>
              <span>{t('admin.link-hand-over')}</span>
              <code className={styles['secret']}>{new URL(link, window.location.origin).href}</code>
            </>
          )}
          {code !== null && (
            <>
              <span>{t('admin.code-keep')}</span>
              <code className={styles['secret']}>{code}</code>
            </>
          )}
        </div>
      ))}
      <div>
        <Button onClick={done}>{t('admin.noted')}</Button>
      </div>
    </section>
  )
}
