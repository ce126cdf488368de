import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { type TicketView, ticketQuery } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Marks } from '../../ui/Marks.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { WatchButton } from '../../ui/WatchButton.tsx'
import { Actions } from './Actions.tsx'
import { Clocks } from './Clocks.tsx'
import { FactList } from './FactList.tsx'
import { Matter } from './Matter.tsx'
import { Presence } from './Presence.tsx'
import { Similar } from './Similar.tsx'
import styles from './TicketPage.module.css'
import { Timeline } from './Timeline.tsx'

/** One ticket: what it is, how long is left, what can be done now, what was said, what happened. */
export function TicketPage() {
  const { ticketId } = useParams({ from: '/desk/tickets/$ticketId' })
  const { t } = useWords()
  const ticket = useQuery(ticketQuery(ticketId))
  if (ticket.isPending) return <WaitingPage />
  if (!ticket.data) return <ErrorState error={ticket.error} retry={() => void ticket.refetch()} />
  return (
    <article className={styles['ticket']} aria-labelledby="ticket-title" key={ticketId}>
      <Link to="/tickets" search={(before) => before} resetScroll={false} className={styles['back']}>
        {t('ticket.back')}
      </Link>
      <Heading ticket={ticket.data} />
      <Clocks ticket={ticket.data} />
      <Presence ticketId={ticketId} />
      <Actions ticket={ticket.data} />
      <div className={styles['body']}>
        <Matter ticket={ticket.data} />
        <FactList ticket={ticket.data} />
        <div className={styles['main']}>
          <Similar ticket={ticket.data} />
          <Timeline ticket={ticket.data} />
        </div>
      </div>
    </article>
  )
}

function Heading({ ticket }: { readonly ticket: TicketView }) {
  const { t, term } = useWords()
  const session = useQuery(sessionQuery)
  return (
    <header className={styles['heading']}>
      <p className={styles['number']}>
        <span className="figures">{ticket.number}</span>
        <span>{term('kind', ticket.kind)}</span>
        <b>{term('phase', ticket.phase)}</b>
        <Marks marks={ticket.marks} identity={ticket.identity} />
        <Link to="/print/$ticketId" params={{ ticketId: ticket.ticketId }} search={{}} preload={false}>
          {t('print.open')}
        </Link>
      </p>
      <h2 id="ticket-title">{ticket.title ?? t('list.no-title')}</h2>
      {mayUse(session.data?.account, 'read-overview') && (
        <p>
          <WatchButton ticketId={ticket.ticketId} name={ticket.title ?? ticket.number} />
        </p>
      )}
    </header>
  )
}
