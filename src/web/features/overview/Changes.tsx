import { Link } from '@tanstack/react-router'
import type { Overview } from '../../api/overview.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './OverviewPage.module.css'

/** What happened since yesterday that a leader would ask about, each kind with its tickets. */
export function Changes({ overview }: { readonly overview: Overview }) {
  const { t, time } = useWords()
  const { changes, changedSince } = overview
  return (
    <section aria-labelledby="overview-changes" className={styles['block']}>
      <h2 id="overview-changes">
        {t('overview.changes')} <small>{t('overview.changes-since', { since: time(changedSince) })}</small>
      </h2>
      {changes.length === 0 && <p className={styles['quiet']}>{t('overview.changes-none')}</p>}
      <dl className={styles['changes']}>
        {changes.map(({ kind, count, tickets }) => (
          <div key={kind}>
            <dt>
              {t(`change.${kind}`)} <b className="figures">{count}</b>
            </dt>
            <dd>
              <ul>
                {tickets.map(({ ticketId, number, title, at }) => (
                  <li key={ticketId}>
                    <Link to="/tickets/$ticketId" params={{ ticketId }} search={{}}>
                      {title ?? number}
                    </Link>{' '}
                    <time dateTime={at}>{time(at)}</time>
                  </li>
                ))}
                {count > tickets.length && (
                  <li className={styles['quiet']}>{t('overview.more', { count: count - tickets.length })}</li>
                )}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
