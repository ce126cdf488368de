import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import { type CallerTicket, type CallView, historyQuery, sameBuildingQuery } from '../../api/calls.ts'
import { isProblem } from '../../api/problem.ts'
import { giveCommand } from '../../api/ticket.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useSettled } from '../../app/settled.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Console.module.css'

/** Beside the form: what this number told before, and what its building told lately. */
export function CallerHistory({ call }: { readonly call: CallView | null }) {
  const { t, between } = useWords()
  const form = Form.useFormInstance()
  const history = useQuery(historyQuery(call?.callId ?? null))
  const words = (Form.useWatch('words', form) as string | undefined) ?? ''
  const tickets = history.data?.tickets ?? []
  const people = history.data?.people ?? []
  return (
    <section aria-labelledby="history-title" className={styles['side']}>
      <h2 id="history-title">{t('console.history')}</h2>
      {call === null && <p className={styles['hint']}>{t('console.history-none-yet')}</p>}
      {call !== null && people.length > 0 && (
        <p className={styles['people']}>
          {people
            .map(({ name }) => name)
            .filter(Boolean)
            .join(between)}
        </p>
      )}
      {call !== null && history.data && tickets.length === 0 && (
        <p className={styles['hint']}>{t('console.history-first')}</p>
      )}
      <ul className={styles['tickets']}>
        {tickets.map((ticket) => (
          <Earlier key={ticket.ticketId} ticket={ticket} words={words} />
        ))}
      </ul>
      <p className={styles['hint']}>
        <Link to="/search" search={{ person: true }} target="_blank">
          {t('console.look-up')}
        </Link>
      </p>
      <SameBuilding />
    </section>
  )
}

/** `u` urges, `b` adds what was just typed: one key while the row has the focus. */
function Earlier({ ticket, words }: { readonly ticket: CallerTicket; readonly words: string }) {
  const { t, term, day } = useWords()
  const [key] = useState(freshId)
  const giving = useMutation({
    mutationFn: (command: 'urge' | 'supplement') =>
      giveCommand(ticket.ticketId, command, command === 'urge' ? {} : { text: words }, { key: `${key}/${command}` }),
  })
  const enough = words.trim().length > 1
  const give = (command: 'urge' | 'supplement'): void => {
    if (ticket.open && !giving.isSuccess && (command === 'urge' || enough)) giving.mutate(command)
  }
  return (
    <li className={styles['ticket']} data-open={ticket.open}>
      <Link
        to="/tickets/$ticketId"
        params={{ ticketId: ticket.ticketId }}
        target="_blank"
        data-history
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return
          if (event.key === 'u') give('urge')
          if (event.key === 'b') give('supplement')
        }}
      >
        {ticket.title ?? t('list.no-title')}
      </Link>
      <p className={styles['facts']}>
        <time dateTime={ticket.registeredAt}>{day(ticket.registeredAt)}</time>
        <span>{term('phase', ticket.phase)}</span>
        <span>{ticket.responsible.name}</span>
        {ticket.onBehalfOf !== null && <span>{t('console.for', { name: ticket.onBehalfOf })}</span>}
        {ticket.byProxy && <span>{t('console.by-proxy')}</span>}
      </p>
      {ticket.answer !== null && <p className={styles['answer']}>{ticket.answer}</p>}
      {ticket.open && !giving.isSuccess && (
        <p className={styles['acts']}>
          <Button size="small" disabled={!enough} loading={giving.isPending} onClick={() => give('supplement')}>
            {t('console.add')} <kbd>b</kbd>
          </Button>
          <Button size="small" loading={giving.isPending} onClick={() => give('urge')}>
            {t('console.urge')} <kbd>u</kbd>
          </Button>
        </p>
      )}
      {giving.isSuccess && (
        <Alert
          type="success"
          role="status"
          title={t(giving.variables === 'urge' ? 'before.urged' : 'console.added', { number: ticket.number })}
        />
      )}
      {giving.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(giving.error) && giving.error.sentence) || t('error.network')}
        />
      )}
    </li>
  )
}

function SameBuilding() {
  const { t, term, day } = useWords()
  const form = Form.useFormInstance()
  const place = Form.useWatch('place', form) as
    | { address?: string; community?: string; subdistrict?: string }
    | undefined
  const asked = useSettled({
    address: place?.address?.trim() ?? '',
    community: place?.community ?? null,
    subdistrict: place?.subdistrict ?? null,
  })
  const { data: items = [] } = useQuery(sameBuildingQuery(asked))
  if (items.length === 0) return null
  return (
    <>
      <h2>{t('console.building', { count: items.length })}</h2>
      <ul className={styles['tickets']}>
        {items.map((one) => (
          <li key={one.ticketId} className={styles['ticket']} data-open={one.open}>
            <Link to="/tickets/$ticketId" params={{ ticketId: one.ticketId }} target="_blank">
              {one.title ?? t('list.no-title')}
            </Link>
            <p className={styles['facts']}>
              <time dateTime={one.registeredAt}>{day(one.registeredAt)}</time>
              <span>{term('phase', one.phase)}</span>
              <span>{one.responsible.name}</span>
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
