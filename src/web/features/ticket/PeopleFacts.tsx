import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Popover } from 'antd'
import { useState } from 'react'
import { isProblem } from '../../api/problem.ts'
import { callHref, type People, showPeople, type TicketView, telephonyQuery } from '../../api/ticket.ts'
import { type Key, useWords } from '../../i18n/words.ts'

/** The telephone dials, the number stays hidden, the call is logged. Where there is no telephone there is no button. */
function CallButton({ ticketId, whom }: { readonly ticketId: string; readonly whom: 'requester' | 'concerned' }) {
  const { t } = useWords()
  const dials = useQuery(telephonyQuery)
  const calling = useMutation({
    mutationFn: () => callHref(ticketId, whom),
    onSuccess: (href) => location.assign(href),
  })
  if (dials.data !== true) return null
  return (
    <>
      <Button type="link" size="small" loading={calling.isPending} onClick={() => calling.mutate()}>
        {t('people.call')}
      </Button>
      {calling.error && (
        <span role="alert">{(isProblem(calling.error) && calling.error.sentence) || t('error.network')}</span>
      )}
    </>
  )
}

/** Whom it concerns: a family name and the ends of a number, in full only with a reason that is kept. */
export function PeopleFacts({ ticket, mayAsk }: { readonly ticket: TicketView; readonly mayAsk: boolean }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const asking = useMutation({
    mutationFn: ({ reason }: { readonly reason: string }) => showPeople(ticket.ticketId, reason),
    onSuccess: () => setOpen(false),
  })
  const people: People = asking.data ?? ticket
  const shown: readonly (readonly [Key, People['requester']])[] = [
    ['fact.requester', people.requester],
    ['fact.concerned', people.concerned],
  ]
  const known = shown.flatMap(([label, person]) => (person === null ? [] : [{ label, person }]))
  return known.map(({ label, person }, index) => (
    <div key={label}>
      <dt>{t(label)}</dt>
      <dd className="figures">
        {[person.name, person.phone].filter(Boolean).join(' · ')}{' '}
        {mayAsk && person.phone !== null && (
          <CallButton ticketId={ticket.ticketId} whom={label === 'fact.requester' ? 'requester' : 'concerned'} />
        )}
        {index === 0 && mayAsk && !asking.data && (
          <Popover
            trigger="click"
            open={open}
            onOpenChange={setOpen}
            title={t('people.why')}
            content={
              <Form
                layout="vertical"
                onFinish={(values: { reason: string }) => asking.mutate(values)}
                style={{ width: 240 }}
              >
                <Form.Item
                  name="reason"
                  label={t('people.reason')}
                  extra={t('people.logged')}
                  rules={[{ required: true, min: 2, message: t('people.reason-needed') }]}
                  {...(asking.error
                    ? {
                        validateStatus: 'error' as const,
                        help: (isProblem(asking.error) && asking.error.sentence) || t('error.network'),
                      }
                    : {})}
                >
                  <Input autoFocus />
                </Form.Item>
                <Button htmlType="submit" loading={asking.isPending}>
                  {t('people.show')}
                </Button>
              </Form>
            }
          >
            <Button type="link" size="small">
              {t('people.show')}
            </Button>
          </Popover>
        )}
      </dd>
    </div>
  ))
}
