import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { LIMIT_CLASSES } from '../../../domain/policy/policy.ts'
import { type DecisionView, decisionQuery } from '../../api/dispatch-desk.ts'
import type { TicketView } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { UnitPicker } from '../../ui/fields/UnitPicker.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { Candidates } from './Candidates.tsx'
import styles from './Decision.module.css'
import { useDecide } from './use-decide.ts'

interface DecisionProps {
  readonly ticket: TicketView
  readonly decided: () => void
}

/** The decision record before it is one: who could have the ticket, the catalogue's choice filled in, a reason only against it. */
export function Decision({ ticket, decided }: DecisionProps) {
  const decision = useQuery(decisionQuery(ticket.ticketId, ticket.version))
  if (decision.isPending) return <WaitingPage />
  if (!decision.data) return <ErrorState error={decision.error} retry={() => void decision.refetch()} />
  return <DecisionForm key={ticket.version} ticket={ticket} decided={decided} decision={decision.data} />
}

interface Answers {
  readonly lead?: string
  readonly assisting?: string[]
  readonly limit?: string
  readonly reason?: string
}

function DecisionForm({ ticket, decided, decision }: DecisionProps & { readonly decision: DecisionView }) {
  const { t, term } = useWords()
  const { suggestion, candidates, held } = decision
  const own = candidates.find((one) => one.chosen) ?? null
  // Who gave it back is never filled in: a person says who else, or why that unit again.
  const filled = own === null || own.gaveBack ? undefined : own.unit.code
  const [form] = Form.useForm<Answers>()
  const lead = Form.useWatch('lead', form)
  const [name, setName] = useState<string | null>(own?.unit.name ?? null)
  const { give, busy, trouble } = useDecide(ticket, decided)
  const overrules = lead !== undefined && own !== null && lead !== own.unit.code
  const first = ticket.judgedUnder === null
  const choose = (code: string, unitName: string | null): void => {
    form.setFieldsValue({
      lead: code,
      assisting: code === own?.unit.code ? suggestion.assisting.map((one) => one.code) : [],
    })
    setName(unitName)
  }
  const send = ({ lead: to, assisting = [], limit, reason }: Answers): void => {
    const asProposed = to === own?.unit.code && sameUnits(assisting, suggestion.assisting)
    give({
      command: 'dispatch',
      body: {
        lead: to,
        assisting,
        mode: (asProposed ? suggestion.mode : null) ?? (assisting.length > 0 ? 'joint' : 'direct'),
        ...(limit === undefined || !first ? {} : { limit }),
        ...(reason?.trim() ? { reason: reason.trim() } : {}),
      },
      said: t('dispatching.sent', { title: ticket.title ?? ticket.number, unit: name ?? to ?? '' }),
    })
  }
  return (
    <section className={styles['decision']} aria-labelledby="decision">
      <h3 id="decision">{t('dispatching.who')}</h3>
      {held.length > 0 && (
        <ul className={styles['held']} aria-label={t('dispatching.look')}>
          {held.map((one) => (
            <li key={one.code}>{one.sentence}</li>
          ))}
        </ul>
      )}
      {suggestion.question && (
        <p className={styles['held']}>
          <b>{t('advice.ask')}</b> {suggestion.question.sentence}
        </p>
      )}
      <Form<Answers>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          lead: filled,
          assisting: filled === undefined ? [] : suggestion.assisting.map((one) => one.code),
          ...(first && suggestion.limit !== null ? { limit: suggestion.limit } : {}),
        }}
        onFinish={send}
        scrollToFirstError
      >
        <Candidates candidates={candidates} chosen={lead ?? null} choose={choose} />
        <Form.Item
          name="lead"
          label={t('dispatching.other-unit')}
          rules={[{ required: true, message: t('form.choose', { field: t('form.lead') }) }]}
        >
          <UnitPicker named={setName} />
        </Form.Item>
        {overrules && (
          <Form.Item
            name="reason"
            label={t('dispatching.reason', { unit: own.unit.name })}
            extra={t('form.dispatch-reason-help')}
            rules={[
              { required: true, whitespace: true, message: t('form.needed', { field: t('form.dispatch-reason') }) },
            ]}
          >
            <Input.TextArea rows={2} maxLength={2_000} />
          </Form.Item>
        )}
        <div className={styles['pair']}>
          <Form.Item name="assisting" label={t('form.assisting')}>
            <UnitPicker many />
          </Form.Item>
          {first && (
            <Form.Item name="limit" label={t('form.limit')}>
              <Select options={LIMIT_CLASSES.map((code) => ({ value: code, label: term('limit', code) }))} />
            </Form.Item>
          )}
        </div>
        {trouble && <Alert type="error" role="alert" title={trouble} className={styles['trouble'] ?? ''} />}
        <div className={styles['send']}>
          <Button type="primary" htmlType="submit" loading={busy}>
            {name === null ? t('dispatching.send') : t('dispatching.send-to', { unit: name })}
          </Button>
        </div>
      </Form>
      <details className={styles['why']}>
        <summary>{t('advice.why')}</summary>
        <ul>
          {suggestion.reasons.map(({ code, sentence, open }) => (
            <li key={`${code} ${sentence}`} data-open={open}>
              {sentence}
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}

function sameUnits(codes: readonly string[], units: readonly { readonly code: string }[]): boolean {
  return (
    codes.toSorted().join() ===
    units
      .map((one) => one.code)
      .toSorted()
      .join()
  )
}
