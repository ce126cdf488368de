import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { mayUse, sessionQuery } from '../../api/session.ts'
import type { TicketView } from '../../api/ticket.ts'
import { type Key, useWords } from '../../i18n/words.ts'
import styles from './FactList.module.css'
import { PeopleFacts } from './PeopleFacts.tsx'
import { Why } from './Why.tsx'

/** What is known about the ticket, in the order in which it is asked. */
export function FactList({ ticket }: { readonly ticket: TicketView }) {
  const { t, term, time, exactTime, between } = useWords()
  const session = useQuery(sessionQuery)
  const { place, answer } = ticket
  const where = [place.district, place.subdistrict, place.community].flatMap((one) => (one ? [one.name] : []))
  const facts: readonly (readonly [Key, ReactNode])[] = [
    ['fact.place', [...where, place.address].filter((one) => one !== null).join(' · ')],
    ['fact.category', ticket.category?.name],
    ['fact.limit', term('limit', ticket.limit)],
    ['fact.responsible', <Responsible key="responsible" ticket={ticket} />],
    ['fact.assisting', ticket.assisting.map(({ name }) => name).join(between)],
    [
      'fact.assigned',
      ticket.assigned && [ticket.assigned.unit.name, ticket.assigned.person].filter(Boolean).join(' · '),
    ],
    ['fact.accuses', ticket.accuses?.name],
    ['fact.channel', `${term('channel', ticket.channel)} · ${term('behalf', ticket.behalf)}`],
    ['fact.registered', <Moment key="registered" at={ticket.registeredAt} />],
    ['fact.said', ticket.saidAt && <Moment key="said" at={ticket.saidAt} />],
    ['fact.hop', ticket.hop > 1 ? t('fact.hop-count', { count: ticket.hop }) : null],
    ['fact.suspended', ticket.suspendedUntil && <Moment key="suspended" at={ticket.suspendedUntil} />],
    ['fact.callback', ticket.callbackAt && <Moment key="callback" at={ticket.callbackAt} />],
    [
      'fact.answer',
      answer &&
        [
          term('contacted', answer.contacted ? 'yes' : 'no'),
          term('solved', answer.solved),
          answer.satisfied === null ? t('fact.hidden-until-locked') : term('satisfied', answer.satisfied),
        ].join(' · '),
    ],
    ['fact.outcome', ticket.outcome && term('outcome', ticket.outcome)],
    [
      'fact.excluded',
      ticket.excluded && t(ticket.excluded.afterScore ? 'fact.excluded-after' : 'fact.excluded-before'),
    ],
    [
      'fact.supervision',
      ticket.supervision
        .map((one) => `${one.order} · ${one.answered ? t('fact.answered') : t('fact.due-by', { time: time(one.due) })}`)
        .join(between),
    ],
    [
      'rates.how-counted',
      ticket.counting.length > 0 && (
        <ul key="counting" className={styles['counting']}>
          {ticket.counting.map(({ unit, sentence }) => (
            <li key={`${unit} ${sentence}`}>{sentence}</li>
          ))}
        </ul>
      ),
    ],
    ['fact.related', <Related key="related" ticket={ticket} />],
    ['fact.policy', ticket.judgedUnder],
  ]
  return (
    <aside aria-labelledby="facts" className={styles['facts']}>
      <h3 id="facts">{t('fact.title')}</h3>
      <dl>
        <PeopleFacts ticket={ticket} mayAsk={mayUse(session.data?.account, 'read-person')} />
        {facts
          .filter(([label, value]) => Boolean(value) && (label !== 'fact.related' || relatedIds(ticket).length > 0))
          .map(([label, value]) => (
            <div key={label}>
              <dt>{t(label)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </aside>
  )

  function Moment({ at }: { readonly at: string }) {
    return (
      <time dateTime={at} title={exactTime(at)}>
        {time(at)}
      </time>
    )
  }
}

function Responsible({ ticket }: { readonly ticket: TicketView }) {
  return (
    <>
      {ticket.responsible.name} {ticket.because && <Why ticket={ticket} />}
    </>
  )
}

function relatedIds({ related }: TicketView): readonly (readonly [Key, string])[] {
  const one = (label: Key, id: string | null) => (id === null ? [] : [[label, id] as const])
  return [
    ...one('related.split-from', related.splitFrom),
    ...one('related.merged-into', related.mergedInto),
    ...related.children.map((id) => ['related.child', id] as const),
    ...related.absorbed.map((id) => ['related.absorbed', id] as const),
  ]
}

function Related({ ticket }: { readonly ticket: TicketView }) {
  const { t } = useWords()
  return (
    <ul>
      {relatedIds(ticket).map(([label, ticketId]) => (
        <li key={ticketId}>
          <Link to="/tickets/$ticketId" params={{ ticketId }} search={(before) => before}>
            {t(label)}
          </Link>
        </li>
      ))}
    </ul>
  )
}
