import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { isProblem } from '../../api/problem.ts'
import { makeHandOver } from '../../api/roster.ts'
import { ticketListQuery } from '../../api/ticket-list.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import { TimeChip } from '../../ui/TimeChip.tsx'
import styles from './RosterPage.module.css'

interface Answers {
  readonly note: string
  readonly tickets?: string[]
}

const SHOWN = 20

/** The end of a shift: a note, and the tickets that the next one must look at first. */
export function HandOverForm() {
  const { t } = useWords()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [handOverId, setId] = useState(freshId)
  const pressing = useInfiniteQuery({ ...ticketListQuery({}), enabled: open })
  const tickets = (pressing.data?.pages[0]?.items ?? []).slice(0, SHOWN)
  const giving = useMutation({
    mutationFn: ({ note, tickets = [] }: Answers) => makeHandOver({ handOverId, note, tickets }),
    onSuccess: async () => {
      setId(freshId())
      setOpen(false)
      await queries.invalidateQueries({ queryKey: ['roster'] })
    },
  })
  if (!open)
    return (
      <p>
        <Button onClick={() => setOpen(true)}>{t('roster.hand-over')}</Button>
      </p>
    )
  return (
    <Form<Answers>
      layout="vertical"
      requiredMark={false}
      className={styles['form'] ?? ''}
      onFinish={(given) => giving.mutate(given)}
    >
      <Form.Item
        name="note"
        label={t('roster.note')}
        extra={t('roster.note-help')}
        rules={[{ required: true, whitespace: true, message: t('form.needed', { field: t('roster.note') }) }]}
      >
        <Input.TextArea rows={4} maxLength={4_000} />
      </Form.Item>
      <Form.Item name="tickets" label={t('roster.to-look-after')}>
        <Checkbox.Group
          style={{ display: 'grid', gap: 4 }}
          options={tickets.map((one) => ({
            value: one.ticketId,
            label: (
              <>
                {one.title ?? one.number}{' '}
                <TimeChip dueAt={one.dueAt} phase={one.phase} open={one.open} late={one.late} />
              </>
            ),
          }))}
        />
      </Form.Item>
      {giving.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(giving.error) && giving.error.sentence) || t('error.network')}
        />
      )}
      <p className={styles['line']}>
        <Button type="primary" htmlType="submit" loading={giving.isPending}>
          {t('roster.hand-over')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('form.cancel')}</Button>
      </p>
    </Form>
  )
}
