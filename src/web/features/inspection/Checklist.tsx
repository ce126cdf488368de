import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Checkbox, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { INSPECTION_QUESTIONS, VERDICTS, type Verdicts } from '../../../domain/ticket/terms.ts'
import { type SampleTickets, sampleQuery } from '../../api/inspection.ts'
import { isProblem } from '../../api/problem.ts'
import { giveCommand, type TicketView } from '../../api/ticket.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import { useSaid } from '../../ui/said.tsx'
import styles from './InspectionPage.module.css'

interface Values {
  readonly verdicts: Verdicts
  readonly falselyClosed?: boolean
  readonly note?: string
}

interface ChecklistProps {
  readonly ticket: TicketView
  readonly sampleId: string
  readonly period: string
}

/** Six questions, the mark, and why; saved, the next ticket of the sample that waits is opened. */
export function Checklist({ ticket, sampleId, period }: ChecklistProps) {
  const { t, term } = useWords()
  const said = useSaid()
  const queries = useQueryClient()
  const navigate = useNavigate({ from: '/inspection' })
  const [form] = Form.useForm<Values>()
  const [key, setKey] = useState(freshId)
  const marking = Form.useWatch('falselyClosed', form) === true
  const send = useMutation({
    mutationFn: ({ verdicts, falselyClosed = false, note }: Values) => {
      const body = { sample: sampleId, verdicts, falselyClosed, note: note?.trim() || null }
      return giveCommand(ticket.ticketId, 'inspect', body, { key, version: ticket.version })
    },
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['inspection'] }),
        queries.invalidateQueries({ queryKey: ['ticket', ticket.ticketId] }),
      ])
      const next = nextOf(queries.getQueryData<SampleTickets>(sampleQuery(sampleId).queryKey), ticket.ticketId)
      if (next === undefined) said(t('inspection.all-done'))
      else await navigate({ search: { period, sample: sampleId, ticket: next } })
    },
  })
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className={styles['checklist'] ?? ''}
      onFinish={(values) => send.mutate(values)}
      onValuesChange={() => send.isError && setKey(freshId())}
    >
      <h3>{t('inspection.checklist')}</h3>
      {INSPECTION_QUESTIONS.map((question) => {
        const label = term('inspection-question', question)
        return (
          <Form.Item
            key={question}
            name={['verdicts', question]}
            label={label}
            rules={[{ required: true, message: t('inspection.choose', { question: label }) }]}
          >
            <Radio.Group
              aria-label={label}
              optionType="button"
              options={VERDICTS.map((verdict) => ({ value: verdict, label: term('verdict', verdict) }))}
            />
          </Form.Item>
        )
      })}
      {ticket.phase === 'closed' && (
        <Form.Item name="falselyClosed" valuePropName="checked" extra={t('inspection.falsely-closed-help')}>
          <Checkbox>{t('inspection.falsely-closed')}</Checkbox>
        </Form.Item>
      )}
      <Form.Item
        name="note"
        label={t('inspection.note')}
        extra={t('inspection.note-help')}
        rules={[{ required: marking, whitespace: marking, message: t('inspection.note-needed') }]}
      >
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      {send.isError && (
        <Alert type="error" role="alert" title={(isProblem(send.error) && send.error.sentence) || t('error.network')} />
      )}
      <Button type="primary" danger={marking} htmlType="submit" loading={send.isPending}>
        {t('inspection.save')}
      </Button>
    </Form>
  )
}

/** The next ticket that waits, after this one and around the end. */
function nextOf(sample: SampleTickets | undefined, from: string): string | undefined {
  const items = sample?.items ?? []
  const at = items.findIndex(({ ticket }) => ticket.ticketId === from)
  const onward = [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))]
  return onward.find(({ state }) => !state.inspected)?.ticket.ticketId
}
