import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import type { FoundTicket } from '../../api/search.ts'
import type { TicketListItem } from '../../api/ticket-list.ts'
import { useWords } from '../../i18n/words.ts'
import { Marks } from '../../ui/Marks.tsx'
import styles from './SearchPage.module.css'

interface TicketEntryProps {
  readonly ticket: TicketListItem
  readonly snippets?: FoundTicket['snippets']
}

/** A ticket that was found: its title, the places where the words stand, and what it is in one line. */
export function TicketEntry({ ticket, snippets = [] }: TicketEntryProps) {
  const { t, term, time } = useWords()
  const { responsible, subdistrict } = ticket
  const facts = [
    ticket.number,
    time(ticket.registeredAt),
    term('phase', ticket.phase),
    ticket.category?.name ?? t('list.no-category'),
    responsible.name,
    ...(subdistrict && subdistrict.code !== responsible.code ? [subdistrict.name] : []),
  ]
  return (
    <li className={styles['entry']}>
      <Link to="/tickets/$ticketId" params={{ ticketId: ticket.ticketId }} search={{ all: true }}>
        {ticket.title ?? t('list.no-title')}
      </Link>
      {snippets.map((snippet) => (
        <span key={snippet.map(({ text }) => text).join('')} className={styles['snippet']}>
          {snippet.map(({ text, hit }, part) => {
            const key = `${part}/${text}`
            return hit ? <mark key={key}>{text}</mark> : <Fragment key={key}>{text}</Fragment>
          })}
        </span>
      ))}
      <span className={styles['meta']}>
        {facts.join(' · ')} <Marks marks={ticket.marks} identity={ticket.identity} />
      </span>
    </li>
  )
}
