import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { isProblem } from '../../api/problem.ts'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { type SupervisionOrderView, supervisionQuery } from '../../api/supervision.ts'
import { giveCommand } from '../../api/ticket.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useNow } from '../../app/now.tsx'
import { useWords } from '../../i18n/words.ts'
import { TimeChip } from '../../ui/TimeChip.tsx'
import { instantOf, wallAfter } from './moment.ts'
import styles from './SupervisionPage.module.css'

interface Values {
  readonly text: string
  readonly due?: string
}

const USUAL_HOURS = 48

/** One order: the time left for it, what was wanted, what was answered, and what whoever reads it may do now. */
export function OrderItem({ order }: { readonly order: SupervisionOrderView }) {
  const { t, time } = useWords()
  const { ticket, state, at, due, by, text, answer, sentBack } = order
  const waiting = state === 'open' || state === 'overdue'
  return (
    <li className={styles['order']}>
      <p className={styles['line']}>
        {waiting && <TimeChip dueAt={due} phase="handling" open late={state === 'overdue'} />}
        <Link to="/tickets/$ticketId" params={{ ticketId: ticket.ticketId }} search={{}}>
          {ticket.title ?? ticket.number}
        </Link>
        <span className={styles['quiet']}>{ticket.responsible.name}</span>
        <span className={`figures ${styles['quiet']}`}>{order.order}</span>
      </p>
      <p className={styles['quiet']}>
        {t('supervision.ordered', { by, time: time(at), due: time(due) })}
        {sentBack > 0 && ` · ${t('supervision.sent-back', { count: sentBack })}`}
      </p>
      <p className={styles['text']}>{text ?? t('supervision.text-gone')}</p>
      {answer === null ? (
        <p className={styles['quiet']}>{t('supervision.not-answered')}</p>
      ) : (
        <p className={styles['text']}>
          <span className={styles['quiet']}>{t('supervision.answered', { by: answer.by, time: time(answer.at) })}</span>
          {answer.text ?? t('supervision.text-gone')}
        </p>
      )}
      <Acts order={order} waiting={waiting} />
    </li>
  )
}

function Acts({ order, waiting }: { readonly order: SupervisionOrderView; readonly waiting: boolean }) {
  const { t } = useWords()
  const now = useNow()
  const session = useQuery(sessionQuery)
  const queries = useQueryClient()
  const [form, setForm] = useState<'answer' | 'send-back' | null>(null)
  const [key, setKey] = useState(freshId)
  const { account } = session.data ?? {}
  const send = useMutation({
    mutationFn: ({ command, body }: { command: string; body: object }) =>
      giveCommand(order.ticket.ticketId, command, { order: order.order, ...body }, { key }),
    onSuccess: async () => {
      setKey(freshId())
      setForm(null)
      await queries.invalidateQueries({ queryKey: supervisionQuery.queryKey })
    },
  })
  const mayAnswer = waiting && mayUse(account, 'answer-supervision')
  const mayEnd = order.state === 'answered' && mayUse(account, 'close-supervision')
  if (!mayAnswer && !mayEnd) return null
  const end = () => send.mutate({ command: 'close-supervision', body: { accept: true, due: null, reason: null } })
  const finish = ({ text, due }: Values) =>
    form === 'answer'
      ? send.mutate({ command: 'answer-supervision', body: { text } })
      : send.mutate({ command: 'close-supervision', body: { accept: false, due: instantOf(due), reason: text } })
  const label = t(form === 'answer' ? 'supervision.answer-label' : 'supervision.reason')
  return (
    <>
      {form === null ? (
        <p className={styles['line']}>
          {mayAnswer && (
            <Button type="primary" onClick={() => setForm('answer')}>
              {t('supervision.answer')}
            </Button>
          )}
          {mayEnd && (
            <>
              <Button type="primary" loading={send.isPending} onClick={end}>
                {t('supervision.accept')}
              </Button>
              <Button onClick={() => setForm('send-back')}>{t('supervision.send-back')}</Button>
            </>
          )}
        </p>
      ) : (
        <Form<Values>
          layout="vertical"
          className={styles['form'] ?? ''}
          initialValues={{ due: wallAfter(now, USUAL_HOURS) }}
          onFinish={finish}
        >
          <Form.Item
            name="text"
            label={label}
            rules={[{ required: true, whitespace: true, message: t('supervision.needed', { field: label }) }]}
          >
            <Input.TextArea rows={3} maxLength={2000} />
          </Form.Item>
          {form === 'send-back' && (
            <Form.Item
              name="due"
              label={t('supervision.new-due')}
              rules={[{ required: true, message: t('supervision.needed', { field: t('supervision.new-due') }) }]}
            >
              <Input type="datetime-local" style={{ maxWidth: 240 }} />
            </Form.Item>
          )}
          <p className={styles['line']}>
            <Button type="primary" htmlType="submit" loading={send.isPending}>
              {t(form === 'answer' ? 'supervision.answer' : 'supervision.send-back')}
            </Button>
            <Button onClick={() => setForm(null)}>{t('form.cancel')}</Button>
          </p>
        </Form>
      )}
      {send.isError && (
        <Alert type="error" role="alert" title={(isProblem(send.error) && send.error.sentence) || t('error.network')} />
      )}
    </>
  )
}
