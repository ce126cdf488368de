import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { overviewQuery, watchTicket } from '../api/overview.ts'
import { isProblem } from '../api/problem.ts'
import { useNow } from '../app/now.tsx'
import { useWords } from '../i18n/words.ts'

interface WatchButtonProps {
  readonly ticketId: string
  /** What the list calls the ticket. */
  readonly name: string
  readonly note?: string | null
  readonly lookOn?: string
}

const DAY = 86_400_000
const FIRST_LOOK_DAYS = 3

/** The city's day, some days on. */
function dayAfter(now: string, days: number): string {
  return new Date(Date.parse(now) + 8 * 3_600_000 + days * DAY).toISOString().slice(0, 10)
}

/** 盯办: pins a ticket with a note and the day on which to look again; on the list already, changes both. */
export function WatchButton({ ticketId, name, note, lookOn }: WatchButtonProps) {
  const { t } = useWords()
  const now = useNow()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const send = useMutation({
    mutationFn: (values: { readonly note?: string; readonly lookOn: string }) =>
      watchTicket(ticketId, { note: values.note ?? null, lookOn: values.lookOn }),
    onSuccess: async () => {
      setOpen(false)
      await queries.invalidateQueries({ queryKey: overviewQuery.queryKey })
    },
  })
  const title = t(lookOn === undefined ? 'watch.pin' : 'watch.change')
  return (
    <>
      <Button size="small" aria-label={`${title} ${name}`} onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Modal
        open={open}
        title={t('watch.title', { name })}
        onCancel={() => setOpen(false)}
        footer={null}
        destroyOnHidden
      >
        <Form
          layout="vertical"
          initialValues={{ note: note ?? '', lookOn: lookOn ?? dayAfter(now, FIRST_LOOK_DAYS) }}
          onFinish={(values: { note?: string; lookOn: string }) => send.mutate(values)}
        >
          <Form.Item name="note" label={t('watch.note')} extra={t('watch.note-help')}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
          <Form.Item name="lookOn" label={t('watch.day')} rules={[{ required: true, message: t('watch.day-needed') }]}>
            <Input type="date" style={{ maxWidth: 200 }} />
          </Form.Item>
          {send.isError && (
            <Alert
              type="error"
              role="alert"
              title={(isProblem(send.error) && send.error.sentence) || t('error.network')}
              style={{ marginBottom: 12 }}
            />
          )}
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t('watch.save')}
          </Button>
        </Form>
      </Modal>
    </>
  )
}
