import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { markedQuery } from '../../api/inspection.ts'
import { useWords } from '../../i18n/words.ts'
import { Marks } from '../../ui/Marks.tsx'
import styles from './InspectionPage.module.css'

/** Tickets that bear the mark; what a unit disputes waits for another person's decision on the ticket itself. */
export function Marked() {
  const { t } = useWords()
  const marked = useQuery(markedQuery)
  if (!marked.data) return null
  const { tickets } = marked.data
  return (
    <section aria-labelledby="inspection-marked">
      <h2 id="inspection-marked">{t('inspection.marked')}</h2>
      {tickets.length === 0 && <p className={styles['quiet']}>{t('inspection.marked-none')}</p>}
      <ul className={styles['tickets']}>
        {tickets.map((ticket) => (
          <li key={ticket.ticketId}>
            <Link to="/tickets/$ticketId" params={{ ticketId: ticket.ticketId }} search={{}}>
              {ticket.title ?? ticket.number}
            </Link>
            <span className={styles['facts']}>
              <span>{ticket.responsible.name}</span>
              <Marks marks={ticket.marks} identity={ticket.identity} />
              {ticket.marks.includes('inspection-objected') && <b>{t('inspection.disputed')}</b>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
