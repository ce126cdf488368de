import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { SimilarItem } from '../api/clusters.ts'
import { useWords } from '../i18n/words.ts'
import styles from './SimilarRow.module.css'

/** A ticket that may be the same matter: how sure, why, and what a person can make of it. */
export function SimilarRow({ item, children }: { readonly item: SimilarItem; readonly children?: ReactNode }) {
  const { t, term, time } = useWords()
  const { ticket, band, reasons, person } = item
  return (
    <li className={styles['row']}>
      <p className={styles['head']}>
        <span className={styles['band']}>{t(band === 'duplicate' ? 'similar.duplicate' : 'similar.likely')}</span>
        <Link to="/tickets/$ticketId" params={{ ticketId: ticket.ticketId }} className={styles['title']}>
          {ticket.title ?? t('list.no-title')}
        </Link>
      </p>
      <p className={styles['facts']}>
        <span className="figures">{ticket.number}</span>
        <span>{term('phase', ticket.phase)}</span>
        <span>{ticket.responsible.name}</span>
        <time dateTime={ticket.registeredAt}>{time(ticket.registeredAt)}</time>
      </p>
      <ul className={styles['reasons']} aria-label={t('similar.basis')}>
        {person === 'unclear' && <li>{t('similar.unclear')}</li>}
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {children && <p className={styles['buttons']}>{children}</p>}
    </li>
  )
}
