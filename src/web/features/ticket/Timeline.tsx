import type { GroundList } from '../../api/reference.ts'
import type { TicketView, TimelineEntry } from '../../api/ticket.ts'
import { useNow } from '../../app/now.tsx'
import { useWords } from '../../i18n/words.ts'
import { GroundSource } from '../../ui/knowledge/GroundSource.tsx'
import { PhotoStrip } from '../../ui/photo/PhotoStrip.tsx'
import styles from './Timeline.module.css'
import { hasTextLabel, TEXT_LABELS } from './text-labels.ts'

/** Everything that happened, newest day first and folded by day; what a rule did names the rule and its version. */
export function Timeline({ ticket }: { readonly ticket: TicketView }) {
  const { t, day } = useWords()
  const now = useNow()
  const days = groupByDay(ticket.timeline, (at) => (at === null ? t('timeline.time-hidden') : day(at)))
  return (
    <section aria-labelledby="timeline" className={styles['timeline']}>
      <h3 id="timeline">{t('timeline.title')}</h3>
      {days.map(([name, entries], index) => (
        <details key={name} open={index < 3 || name === day(now)}>
          <summary>
            {name} <span className={styles['count']}>{t('timeline.count', { count: entries.length })}</span>
          </summary>
          <ol>
            {entries.map((entry) => (
              <Entry key={entry.version} entry={entry} ticketId={ticket.ticketId} />
            ))}
          </ol>
        </details>
      ))}
    </section>
  )
}

/** Events that stand on a ground of the rules: the reader is led to where it comes from (P31). */
const GROUND_LISTS: Readonly<Record<string, GroundList>> = {
  refused: 'refusal',
  'return-requested': 'return',
  'suspension-requested': 'suspension',
  suspended: 'suspension',
  'exclusion-requested': 'exclusion',
  excluded: 'exclusion',
}

function Entry({ entry, ticketId }: { readonly entry: TimelineEntry; readonly ticketId: string }) {
  const { t, term, hour, exactTime } = useWords()
  const { actor } = entry
  const groundList = GROUND_LISTS[entry.type]
  const who = [actor.name, actor.unit, actor.role && term('role', actor.role)].filter(Boolean).join(' · ')
  return (
    <li className={styles['entry']} data-actor={actor.kind}>
      {entry.at === null ? (
        <span>—</span>
      ) : (
        <time dateTime={entry.at} title={exactTime(entry.at)}>
          {hour(entry.at)}
        </time>
      )}
      <div>
        <p className={styles['sentence']}>{entry.sentence}</p>
        {groundList !== undefined && entry.ground !== null && (
          <p className={styles['text']}>
            <GroundSource list={groundList} code={entry.ground} />
          </p>
        )}
        {entry.texts.map(({ field, text }) => (
          <p key={field} className={styles['text']}>
            {hasTextLabel(field) && <b>{t(TEXT_LABELS[field])}</b>}
            {text}
          </p>
        ))}
        {/* Those of the first words stand with the words, above; each is shown, and its look logged, once. */}
        {entry.type !== 'registered' && (
          <PhotoStrip ticketId={ticketId} photos={entry.photos} label={`${entry.sentence} · ${t('photo.title')}`} />
        )}
        <p className={styles['who']}>
          {who}
          <span>{t('timeline.policy', { policy: entry.policy })}</span>
        </p>
      </div>
    </li>
  )
}

function groupByDay(entries: readonly TimelineEntry[], nameOf: (at: string | null) => string) {
  const days = new Map<string, TimelineEntry[]>()
  for (const entry of entries.toReversed()) {
    const name = nameOf(entry.at)
    days.set(name, [...(days.get(name) ?? []), entry])
  }
  return [...days]
}
