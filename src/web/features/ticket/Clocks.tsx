import type { BarMark } from '../../../domain/clock/bar.ts'
import type { TicketView } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import { ClockBar } from '../../ui/ClockBar.tsx'
import styles from './Clocks.module.css'

/** Two ledgers (P7): the unit's own time, and the promise to the requester, which never restarts. */
export function Clocks({ ticket }: { readonly ticket: TicketView }) {
  const { t } = useWords()
  const { unit, promise } = ticket.clocks
  return (
    <section aria-label={t('clock.title')} className={styles['clocks']}>
      {unit && (
        <ClockBar
          name={t('clock.unit', { unit: ticket.responsible.name })}
          clock={unit}
          marks={marksOf(ticket, unit.startedAt)}
        />
      )}
      <ClockBar name={t('clock.promise')} clock={promise} marks={[]} />
    </section>
  )
}

/** When the unit signed and first recorded a contact, since its present limit began. */
function marksOf(ticket: TicketView, since: string | null): BarMark[] {
  const first = (type: string, what: BarMark['what']): BarMark[] => {
    const entry = ticket.timeline.find(
      (one) => one.type === type && one.at !== null && since !== null && one.at >= since,
    )
    return entry?.at ? [{ at: entry.at, what }] : []
  }
  return [...first('signed', 'signed'), ...first('contact-recorded', 'contacted')]
}
