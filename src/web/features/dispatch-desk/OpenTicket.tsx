import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { Queue } from '../../api/dispatch-desk.ts'
import { type TicketView, ticketQuery } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import { ClockBar } from '../../ui/ClockBar.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Marks } from '../../ui/Marks.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { Classify } from './Classify.tsx'
import { ConsultRoom } from './ConsultRoom.tsx'
import { Decision } from './Decision.tsx'
import styles from './OpenTicket.module.css'
import { ReturnDecision } from './ReturnDecision.tsx'

interface OpenTicketProps {
  readonly ticketId: string
  readonly queue: Queue
  readonly decided: () => void
  readonly close: () => void
}

/** The ticket that is decided on: what was said, how long it has run, and the one decision that is due. */
export function OpenTicket({ ticketId, queue, decided, close }: OpenTicketProps) {
  const { t } = useWords()
  const ticket = useQuery(ticketQuery(ticketId))
  if (ticket.isPending) return <WaitingPage />
  if (!ticket.data) return <ErrorState error={ticket.error} retry={() => void ticket.refetch()} />
  return (
    <article className={styles['ticket']} aria-labelledby="open-title">
      <div className={styles['back']}>
        <Button onClick={close}>{t('ticket.back')}</Button>
      </div>
      <Heading ticket={ticket.data} />
      <Clocks ticket={ticket.data} />
      <Words ticket={ticket.data} />
      <Due ticket={ticket.data} queue={queue} decided={decided} />
    </article>
  )
}

function Heading({ ticket }: { readonly ticket: TicketView }) {
  const { t, term } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  // The next ticket opens by itself: whoever listens instead of looking is told which.
  useEffect(() => heading.current?.focus(), [])
  const { district, subdistrict, community, address } = ticket.place
  const place = [district?.name, subdistrict?.name, community?.name, address].filter(Boolean).join(' ')
  return (
    <header className={styles['heading']}>
      <p className={styles['line']}>
        <span className="figures">{ticket.number}</span>
        <span>{term('kind', ticket.kind)}</span>
        <b>{term('phase', ticket.phase)}</b>
        {ticket.hop > 0 && <b>{t('fact.hop-count', { count: ticket.hop })}</b>}
        <Marks marks={ticket.marks} identity={ticket.identity} />
        <Link to="/tickets/$ticketId" params={{ ticketId: ticket.ticketId }} className={styles['whole'] ?? ''}>
          {t('dispatching.whole-ticket')}
        </Link>
      </p>
      <h2 id="open-title" tabIndex={-1} ref={heading}>
        {ticket.title ?? t('list.no-title')}
      </h2>
      <p className={styles['line']}>
        <span>{ticket.category?.name ?? t('list.no-category')}</span>
        <span>{place || t('list.no-place')}</span>
        {ticket.accuses && <span>{t('dispatching.accuses', { unit: ticket.accuses.name })}</span>}
      </p>
    </header>
  )
}

function Clocks({ ticket }: { readonly ticket: TicketView }) {
  const { t, span } = useWords()
  const { promise, unit } = ticket.clocks
  return (
    <section className={styles['clocks']} aria-label={t('clock.title')}>
      {unit && <ClockBar name={t('clock.unit', { unit: ticket.responsible.name })} clock={unit} marks={[]} />}
      <ClockBar name={t('clock.promise')} clock={promise} marks={[]} />
      <p className={styles['ran']}>
        {t('dispatching.ran', { span: span(promise.ranMs) })}
        {unit && <> {t('dispatching.ran-unit', { unit: ticket.responsible.name, span: span(unit.ranMs) })}</>}
      </p>
    </section>
  )
}

function Words({ ticket }: { readonly ticket: TicketView }) {
  const { t } = useWords()
  return (
    <section className={styles['words']} aria-label={t('ticket.words')}>
      {ticket.withheld && <p>{t('ticket.withheld')}</p>}
      {ticket.words !== null && <blockquote>{ticket.words}</blockquote>}
    </section>
  )
}

function Due({ ticket, queue, decided }: Pick<OpenTicketProps, 'queue' | 'decided'> & { readonly ticket: TicketView }) {
  const { t, term } = useWords()
  const may = (command: string): boolean => ticket.actions.includes(command)
  if (ticket.phase !== queue) {
    return (
      <Alert
        type="warning"
        role="status"
        title={t('dispatching.moved-on', { phase: term('phase', ticket.phase), unit: ticket.responsible.name })}
      />
    )
  }
  if (queue === 'awaiting-dispatch') {
    if (!may('dispatch') && !may('classify')) return <p>{t('ticket.no-actions')}</p>
    return ticket.category === null ? <Classify ticket={ticket} /> : <Decision ticket={ticket} decided={decided} />
  }
  if (queue === 'return-review') {
    return may('decide-return') ? <ReturnDecision ticket={ticket} decided={decided} /> : <p>{t('ticket.no-actions')}</p>
  }
  return <ConsultRoom ticket={ticket} decided={decided} />
}
