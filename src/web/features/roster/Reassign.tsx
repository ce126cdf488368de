import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Progress } from 'antd'
import { useState } from 'react'
import { inHandQuery } from '../../api/roster.ts'
import { useWords } from '../../i18n/words.ts'
import { BatchResults } from '../../ui/BatchResults.tsx'
import { PersonPicker } from '../../ui/fields/PersonPicker.tsx'
import { TicketRow } from '../../ui/TicketRow.tsx'
import { useBatch } from '../../ui/use-batch.ts'
import styles from './RosterPage.module.css'

interface ReassignProps {
  readonly person: { readonly account: string; readonly name: string }
  readonly close: () => void
}

/** All tickets in one person's hands to another: seen first, tried, then done, with what became of each. */
export function Reassign({ person, close }: ReassignProps) {
  const { t } = useWords()
  const inHand = useQuery(inHandQuery(person.account))
  const [to, setTo] = useState<string>()
  const [asked, setAsked] = useState<readonly string[]>([])
  const batch = useBatch()
  const tickets = inHand.data?.items.map((item) => item.ticketId) ?? []
  const ready = batch.answer?.preview ? batch.answer.results.filter((one) => one.ok).map((one) => one.ticketId) : []
  const done = batch.answer !== null && !batch.answer.preview
  const order = (some: readonly string[]) => ({
    command: 'hand-to' as const,
    tickets: some,
    ...(to === undefined ? {} : { person: to }),
  })
  return (
    <section aria-label={t('roster.reassign-of', { name: person.name })} className={styles['section']}>
      {!done && inHand.data && (
        <>
          <p>{t('roster.in-hand', { name: person.name, count: inHand.data.total })}</p>
          <ul className={styles['tickets']}>
            {inHand.data.items.map((ticket) => (
              <TicketRow key={ticket.ticketId} ticket={ticket} openId={null} />
            ))}
          </ul>
          <PersonPicker
            label={t('roster.to')}
            placeholder={t('roster.to')}
            without={[person.account]}
            {...(to === undefined ? {} : { value: to })}
            onChange={(value: string | undefined) => {
              batch.forget()
              setTo(value)
            }}
          />
        </>
      )}
      {batch.progress && (
        <Progress
          percent={Math.round((batch.progress.done / batch.progress.all) * 100)}
          size="small"
          aria-label={t('roster.reassign')}
        />
      )}
      {batch.error !== null && <Alert type="error" role="alert" title={batch.error || t('error.network')} />}
      {batch.answer && <BatchResults answer={batch.answer} />}
      <p className={styles['line']}>
        {!done && ready.length === 0 && (
          <Button
            disabled={to === undefined || tickets.length === 0 || batch.progress !== null}
            onClick={() => {
              setAsked(tickets)
              void batch.run(order(tickets), true)
            }}
          >
            {t('batch.try')}
          </Button>
        )}
        {!done && ready.length > 0 && (
          <Button type="primary" disabled={asked.length === 0} onClick={() => void batch.run(order(ready), false)}>
            {t('batch.give-hand-to', { count: ready.length })}
          </Button>
        )}
        <Button onClick={close}>{t(done ? 'roster.close' : 'form.cancel')}</Button>
      </p>
    </section>
  )
}
