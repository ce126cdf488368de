import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { whyQuery } from '../../api/dispatch.ts'
import type { TicketView } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import { ReturnReview } from '../../ui/dispatch/ReturnReview.tsx'
import styles from './ReturnDecision.module.css'
import { useDecide } from './use-decide.ts'

interface ReturnDecisionProps {
  readonly ticket: TicketView
  readonly decided: () => void
}

/** The unit's ground beside the clause that it answers, precedents under both, two buttons and a reason. */
export function ReturnDecision({ ticket, decided }: ReturnDecisionProps) {
  const { t } = useWords()
  const why = useQuery(whyQuery(ticket.ticketId, ticket.version))
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const { give, busy, trouble } = useDecide(ticket, decided)
  const objection = why.data?.objection ?? null
  const decide = (accept: boolean): void => {
    const given = reason.trim()
    if (!accept && given === '') {
      setMissing(true)
      document.getElementById('return-reason')?.focus()
      return
    }
    const said = t(
      accept ? (objection?.endsInConsult ? 'dispatching.to-consult' : 'dispatching.accepted') : 'dispatching.rejected',
    )
    give({ command: 'decide-return', body: { accept, reason: given === '' ? null : given }, said })
  }
  return (
    <section className={styles['decision']} aria-labelledby="return">
      <h3 id="return">{t('dispatching.return')}</h3>
      <ReturnReview ticket={ticket} />
      {objection?.endsInConsult && (
        <Alert type="warning" role="status" title={t('dispatching.ends-in-consult', { hop: ticket.hop + 1 })} />
      )}
      <Form.Item
        label={t('dispatching.return-reason')}
        htmlFor="return-reason"
        layout="vertical"
        {...(missing ? { validateStatus: 'error' as const, help: t('dispatching.reject-reason') } : {})}
      >
        <Input.TextArea
          id="return-reason"
          rows={2}
          maxLength={2_000}
          value={reason}
          aria-invalid={missing}
          onChange={(event) => {
            setReason(event.target.value)
            setMissing(false)
          }}
        />
      </Form.Item>
      {trouble && <Alert type="error" role="alert" title={trouble} />}
      <div className={styles['buttons']}>
        <Button onClick={() => decide(false)} loading={busy}>
          {t('dispatching.reject')}
        </Button>
        <Button onClick={() => decide(true)} loading={busy}>
          {t(objection?.endsInConsult ? 'dispatching.accept-to-consult' : 'dispatching.accept')}
        </Button>
      </div>
    </section>
  )
}
