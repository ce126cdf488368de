import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { type Overview, overviewQuery, unwatchTicket, type WatchedView } from '../../api/overview.ts'
import { useWords } from '../../i18n/words.ts'
import { WatchButton } from '../../ui/WatchButton.tsx'
import styles from './OverviewPage.module.css'

/** 盯办清单: my pinned tickets, why, when to look again, and what moved since. */
export function WatchList({ overview }: { readonly overview: Overview }) {
  const { t } = useWords()
  const { watched, watchedElsewhere } = overview
  return (
    <section aria-labelledby="overview-watched" className={styles['block']}>
      <h2 id="overview-watched">{t('watch.list')}</h2>
      {watched.length === 0 && <p className={styles['quiet']}>{t('watch.none-hint')}</p>}
      <ul className={styles['watched']}>
        {watched.map((one) => (
          <Watched key={one.ticket.ticketId} one={one} />
        ))}
      </ul>
      {watchedElsewhere > 0 && <p className={styles['quiet']}>{t('watch.elsewhere', { count: watchedElsewhere })}</p>}
    </section>
  )
}

function Watched({ one }: { readonly one: WatchedView }) {
  const { t, term, time } = useWords()
  const queries = useQueryClient()
  const { ticket, note, lookOn, due, moved, movedMore } = one
  const remove = useMutation({
    mutationFn: () => unwatchTicket(ticket.ticketId),
    onSuccess: () => queries.invalidateQueries({ queryKey: overviewQuery.queryKey }),
  })
  const name = ticket.title ?? ticket.number
  return (
    <li>
      <p className={styles['watchedHead']}>
        <Link to="/tickets/$ticketId" params={{ ticketId: ticket.ticketId }} search={{}}>
          {name}
        </Link>
        <span className={styles['quiet']}>{term('phase', ticket.phase)}</span>
        <span className={styles['day']} data-due={due}>
          {due ? t('watch.due') : t('watch.look-on', { day: lookOn })}
        </span>
      </p>
      {note !== null && <p>{note}</p>}
      {moved.length === 0 && <p className={styles['quiet']}>{t('watch.still')}</p>}
      <ul className={styles['moved']}>
        {moved.map(({ version, at, sentence }) => (
          <li key={version}>
            {at !== null && <time dateTime={at}>{time(at)}</time>} {sentence}
          </li>
        ))}
        {movedMore > 0 && <li className={styles['quiet']}>{t('watch.moved-more', { count: movedMore })}</li>}
      </ul>
      <p className={`${styles['links']} ${styles['unprinted']}`}>
        <WatchButton ticketId={ticket.ticketId} name={name} note={note} lookOn={lookOn} />
        <Button
          size="small"
          type="text"
          aria-label={`${t('watch.remove')} ${name}`}
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          {t('watch.remove')}
        </Button>
      </p>
    </li>
  )
}
