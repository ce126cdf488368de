import type { TicketView } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import { PhotoStrip } from '../../ui/photo/PhotoStrip.tsx'
import styles from './Matter.module.css'

/** The requester's own words, kept apart from every summary. */
export function Matter({ ticket }: { readonly ticket: TicketView }) {
  const { t } = useWords()
  const photos = ticket.timeline.flatMap((entry) => (entry.type === 'registered' ? entry.photos : []))
  return (
    <section aria-labelledby="matter" className={styles['matter']}>
      <h3 id="matter">{t('ticket.words')}</h3>
      {ticket.forgotten && <p className={styles['none']}>{t('ticket.forgotten')}</p>}
      {ticket.withheld && <p className={styles['none']}>{t('ticket.withheld')}</p>}
      {ticket.words !== null && <blockquote>{ticket.words}</blockquote>}
      <PhotoStrip ticketId={ticket.ticketId} photos={photos} label={t('photo.of-requester')} />
    </section>
  )
}
