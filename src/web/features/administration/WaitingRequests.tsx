import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { type AccessTicket, decideRequest, type PersonView } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Administration.module.css'
import { Field } from './Field.tsx'
import { Trouble } from './Trouble.tsx'

interface WaitingRequestsProps {
  readonly people: readonly PersonView[]
  readonly letIn: (ticket: AccessTicket) => void
}

/** What waits for a second administrator. Whoever asked may only take it back. */
export function WaitingRequests({ people, letIn }: WaitingRequestsProps) {
  const { t } = useWords()
  if (people.length === 0) return null
  return (
    <section className={styles['card']} aria-labelledby="waiting-title">
      <h2 id="waiting-title">{t('admin.waiting', { count: people.length })}</h2>
      <ul className={styles['list']}>
        {people.map((person) => (
          <OneRequest key={person.id} person={person} letIn={letIn} />
        ))}
      </ul>
    </section>
  )
}

function OneRequest({
  person,
  letIn,
}: {
  readonly person: PersonView
  readonly letIn: (ticket: AccessTicket) => void
}) {
  const { t, time } = useWords()
  const id = useId()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const { waiting } = person
  const deciding = useMutation({
    mutationFn: (decision: 'confirm' | 'refuse') => decideRequest(waiting?.requestId ?? '', decision, reason),
    onSuccess: async ({ ticket }) => {
      await queries.invalidateQueries({ queryKey: ['people'] })
      if (ticket) letIn(ticket)
    },
  })
  if (!waiting) return null
  const facts = { name: person.name, role: waiting.roleName, unit: waiting.unitName }
  return (
    <li className={styles['list']}>
      <span>
        <b>{t(`admin.asks-${waiting.what}`, facts)}</b>
        <span className={styles['quiet']}>
          {' '}
          {waiting.askedBy} · {time(waiting.askedAt)} · {waiting.reason}
        </span>
      </span>
      <div className={styles['row']}>
        <Field id={id} label={t('admin.checked-how')}>
          <Input id={id} value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {!waiting.own && (
          <Button type="primary" disabled={reason.trim() === ''} onClick={() => deciding.mutate('confirm')}>
            {t('admin.confirm')}
          </Button>
        )}
        <Button disabled={reason.trim() === ''} onClick={() => deciding.mutate('refuse')}>
          {t(waiting.own ? 'admin.take-back' : 'admin.refuse')}
        </Button>
      </div>
      <Trouble error={deciding.error} />
    </li>
  )
}
