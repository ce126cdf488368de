import type { CallItem, CallView } from '../../api/callbacks.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './CallbacksPage.module.css'

interface MatterProps {
  readonly call: CallView
  readonly current: string | null
  readonly settled: ReadonlySet<string>
}

/** Who is called and about what; of the unit its name alone (P5). */
export function Matter({ call, current, settled }: MatterProps) {
  const { t } = useWords()
  const { name, phone, items } = call
  const item = items.find(({ ticketId }) => ticketId === current)
  return (
    <section className={styles['matter']} aria-label={t('callbacks.person')}>
      <p className={styles['name']}>{name ?? t('callbacks.nobody')}</p>
      {phone === null ? (
        <p className={styles['quiet']}>{t('callbacks.no-phone')}</p>
      ) : (
        <a className={`${styles['phone']} figures`} href={`tel:${phone}`}>
          {phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3')}
        </a>
      )}
      {items.length > 1 && (
        <ol className={styles['items']}>
          {items.map((one, index) => (
            <li
              key={one.ticketId}
              aria-current={one.ticketId === current ? 'step' : undefined}
              data-done={settled.has(one.ticketId) || undefined}
            >
              <span className="figures">{index + 1}</span>
              {one.title ?? one.category ?? one.number}
              {settled.has(one.ticketId) && <span className={styles['done']}>{t('callbacks.asked')}</span>}
            </li>
          ))}
        </ol>
      )}
      {item && <About item={item} />}
    </section>
  )
}

function About({ item }: { readonly item: CallItem }) {
  const { t, term, day, time } = useWords()
  const { number, title, words, place, unit, category, registeredAt, reason, attempts, notes, onBehalf } = item
  return (
    <>
      <h2 className={styles['title']}>{title ?? category ?? number}</h2>
      {words && <blockquote className={styles['quote']}>{words}</blockquote>}
      <dl className={styles['facts']}>
        <dt>{t('callbacks.unit')}</dt>
        <dd>{unit.name}</dd>
        {place && (
          <>
            <dt>{t('callbacks.place')}</dt>
            <dd>{place}</dd>
          </>
        )}
        <dt>{t('callbacks.registered')}</dt>
        <dd>
          <time dateTime={registeredAt}>{day(registeredAt)}</time>
        </dd>
        <dt>{t('callbacks.number')}</dt>
        <dd className="figures">{number}</dd>
        <dt>{t('callbacks.why-now')}</dt>
        <dd>{reason}</dd>
        {attempts.length > 0 && (
          <>
            <dt>{t('callbacks.attempts', { count: attempts.length })}</dt>
            <dd>
              {attempts.map(({ at, dayPart }) => (
                <span key={at} className={styles['attempt']}>
                  {time(at)} · {term('day-part', dayPart)}
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
      {onBehalf && <p className={styles['flag']}>{t('callbacks.on-behalf')}</p>}
      {notes.map((note) => (
        <p key={note} className={styles['note']}>
          {note}
        </p>
      ))}
    </>
  )
}
