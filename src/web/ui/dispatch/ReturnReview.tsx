import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { propose, type WhyView, whyQuery } from '../../api/dispatch.ts'
import { isProblem } from '../../api/problem.ts'
import type { TicketView } from '../../api/ticket.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import { UnitPicker } from '../fields/UnitPicker.tsx'
import { Cited } from '../knowledge/Cited.tsx'
import { GroundSource } from '../knowledge/GroundSource.tsx'
import { useSaid } from '../said.tsx'
import { Precedents } from './Precedents.tsx'
import styles from './ReturnReview.module.css'

/** The reviewer sees the unit's ground beside the clause that it must answer, and how earlier cases ended. */
export function ReturnReview({ ticket }: { readonly ticket: TicketView }) {
  const { t, time } = useWords()
  const why = useQuery(whyQuery(ticket.ticketId, ticket.version))
  if (!why.data?.objection) return null
  const { clause, objection, precedents } = why.data
  return (
    <section className={styles['review']} aria-label={t('review.title')}>
      <div className={styles['sides']}>
        <div>
          <h4>{t('review.ground', { unit: objection.unit.name })}</h4>
          <p>
            <b>{objection.ground.name}</b>
          </p>
          {objection.reason !== null && <p>{objection.reason}</p>}
          {objection.legalBasis !== null && (
            <p>
              <Cited text={t('review.basis', { basis: objection.legalBasis })} />
            </p>
          )}
          <p className={styles['quiet']}>
            <GroundSource list="return" code={objection.ground.code} />
          </p>
          {objection.suggested && <p>{t('review.suggested', { unit: objection.suggested.name })}</p>}
          <p className={styles['quiet']}>{t('review.decide-by', { time: time(objection.decideBy) })}</p>
        </div>
        <div>
          <h4>{t('review.clause')}</h4>
          {clause === null ? (
            <p>{t('review.no-clause')}</p>
          ) : (
            <>
              <p>
                <b>{t('why.chosen-row', { row: clause.row })}</b> {clause.sentence}
              </p>
              <p className={styles['quiet']}>
                <Cited text={clause.ground} />
              </p>
            </>
          )}
        </div>
      </div>
      <h4>{t('why.precedents')}</h4>
      {precedents.length === 0 ? (
        <p className={styles['quiet']}>{t('why.no-precedents')}</p>
      ) : (
        <Precedents items={precedents} />
      )}
      <Proposal ticket={ticket} objection={objection} />
    </section>
  )
}

interface ProposalProps {
  readonly ticket: TicketView
  readonly objection: NonNullable<WhyView['objection']>
}

interface Answers {
  readonly lead: string
  readonly reason: string
}

/** A return that shows a fault of the catalogue becomes a proposal. Beside the decision's own form, so that it is no form inside it. */
function Proposal({ ticket, objection }: ProposalProps) {
  const { t } = useWords()
  const said = useSaid()
  const [open, setOpen] = useState(false)
  const [proposalId, setProposalId] = useState(freshId)
  const [form] = Form.useForm<Answers>()
  const sending = useMutation({
    mutationFn: (given: Answers) =>
      propose({ proposalId, ticketId: ticket.ticketId, category: ticket.category?.code ?? '', ...given }),
    onSuccess: () => {
      said(t('review.proposed'))
      setProposalId(freshId())
      setOpen(false)
    },
  })
  if (ticket.category === null) return null
  if (!open) {
    return (
      <p>
        <Button size="small" onClick={() => setOpen(true)}>
          {t('review.propose')}
        </Button>
      </p>
    )
  }
  const needed = (field: string) => [{ required: true, message: t('form.needed', { field }) }]
  return (
    <Form<Answers>
      form={form}
      layout="vertical"
      name="proposal"
      requiredMark={false}
      className={styles['proposal'] ?? ''}
      initialValues={objection.suggested ? { lead: objection.suggested.code } : {}}
      onFinish={(given) => sending.mutate(given)}
    >
      <Form.Item name="lead" label={t('review.propose-lead')} rules={needed(t('review.propose-lead'))}>
        <UnitPicker />
      </Form.Item>
      <Form.Item name="reason" label={t('review.propose-reason')} rules={needed(t('review.propose-reason'))}>
        <Input.TextArea rows={2} maxLength={2_000} />
      </Form.Item>
      {sending.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(sending.error) && sending.error.sentence) || t('error.network')}
        />
      )}
      <Button htmlType="submit" loading={sending.isPending}>
        {t('review.propose-send')}
      </Button>
    </Form>
  )
}
