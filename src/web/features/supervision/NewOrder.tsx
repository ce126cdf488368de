import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { isProblem } from '../../api/problem.ts'
import { supervisionQuery } from '../../api/supervision.ts'
import { giveCommand } from '../../api/ticket.ts'
import { findByNumber } from '../../api/ticket-list.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useNow } from '../../app/now.tsx'
import { useWords } from '../../i18n/words.ts'
import { instantOf, wallAfter } from './moment.ts'
import styles from './SupervisionPage.module.css'

interface Values {
  readonly number: string
  readonly due: string
  readonly text: string
}

const USUAL_HOURS = 48

/** A new order for a ticket that is told by its number; the order's own number follows from day and chance. */
export function NewOrder() {
  const { t } = useWords()
  const now = useNow()
  const queries = useQueryClient()
  const [form] = Form.useForm<Values>()
  const [open, setOpen] = useState(false)
  const [order, setOrder] = useState(freshId)
  const [unknown, setUnknown] = useState(false)
  const send = useMutation({
    mutationFn: async ({ number, due, text }: Values) => {
      const ticket = await findByNumber(number.trim().toUpperCase())
      setUnknown(ticket === null)
      if (ticket === null) return null
      const name = `DB-${order.slice(-8)}`.toUpperCase()
      return giveCommand(ticket.ticketId, 'supervise', { order: name, due: instantOf(due), text }, { key: order })
    },
    onSuccess: async (given) => {
      if (given === null) return
      setOrder(freshId())
      setOpen(false)
      form.resetFields()
      await queries.invalidateQueries({ queryKey: supervisionQuery.queryKey })
    },
  })
  if (!open) {
    return (
      <div>
        <Button type="primary" onClick={() => setOpen(true)}>
          {t('supervision.new')}
        </Button>
      </div>
    )
  }
  const needed = (field: string) => [{ required: true, whitespace: true, message: t('supervision.needed', { field }) }]
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className={styles['form'] ?? ''}
      initialValues={{ due: wallAfter(now, USUAL_HOURS) }}
      onFinish={(values) => send.mutate(values)}
    >
      <Form.Item name="number" label={t('supervision.number')} rules={needed(t('supervision.number'))}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="due" label={t('supervision.due')} rules={needed(t('supervision.due'))}>
        <Input type="datetime-local" style={{ maxWidth: 240 }} />
      </Form.Item>
      <Form.Item name="text" label={t('supervision.text')} rules={needed(t('supervision.text'))}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      {unknown && <Alert type="warning" role="alert" title={t('supervision.number-unknown')} />}
      {send.isError && (
        <Alert type="error" role="alert" title={(isProblem(send.error) && send.error.sentence) || t('error.network')} />
      )}
      <p className={styles['line']}>
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('supervision.send')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('form.cancel')}</Button>
      </p>
    </Form>
  )
}
