import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { type GroundList, nameIn, policyQuery } from '../../../api/reference.ts'
import type { TicketView } from '../../../api/ticket.ts'
import { findByNumber } from '../../../api/ticket-list.ts'
import { useWords } from '../../../i18n/words.ts'

/** What Form.Item gives its control. */
interface Bound<T> {
  readonly id?: string
  readonly value?: T
  readonly onChange?: (value: T | undefined) => void
}

export function GroundPicker({ list, ...bound }: Bound<string> & { readonly list: GroundList }) {
  const policy = useQuery(policyQuery)
  const { language } = useWords()
  const grounds = policy.data?.[`${list}Grounds`] ?? []
  const options = grounds.map((ground) => ({ value: ground.code, label: nameIn(language, ground) }))
  return <Select {...bound} loading={policy.isLoading} options={options} />
}

export function ManyPicker(
  props: Bound<string[]> & { readonly free?: boolean; readonly options?: { value: string; label: string }[] },
) {
  const { free, ...bound } = props
  return (
    <Select
      {...bound}
      mode={free ? 'tags' : 'multiple'}
      tokenSeparators={[',', '，', '、', ';', '；']}
      {...(free ? { open: false } : {})}
    />
  )
}

/** The alerts that nobody has acknowledged yet. */
export function AlertPicker({ ticket, ...bound }: Bound<string> & { readonly ticket: TicketView }) {
  const { term, between } = useWords()
  const options = ticket.alerts
    .filter((one) => !one.acknowledged)
    .map(({ alert, risks }) => ({ value: alert, label: risks.map((risk) => term('risk', risk)).join(between) }))
  return <Select {...bound} options={options} />
}

/** Orders that still want an answer, or those whose answer wants to be looked at. */
export function OrderPicker({
  ticket,
  answered,
  ...bound
}: Bound<string> & { readonly ticket: TicketView; readonly answered: boolean }) {
  const options = ticket.supervision
    .filter((one) => !one.closed && one.answered === answered)
    .map(({ order }) => ({ value: order, label: order }))
  return <Select {...bound} options={options} />
}

/** A day and an hour on the city's wall clock; Beijing keeps one offset all year. */
export function MomentInput({ id, value, onChange }: Bound<string>) {
  const wall = value === undefined ? '' : new Date(Date.parse(value) + 8 * 3_600_000).toISOString().slice(0, 16)
  return (
    <Input
      {...(id === undefined ? {} : { id })}
      type="datetime-local"
      style={{ maxWidth: 240 }}
      defaultValue={wall}
      onChange={(event) => {
        const at = Date.parse(`${event.target.value}:00+08:00`)
        onChange?.(Number.isNaN(at) ? undefined : new Date(at).toISOString())
      }}
    />
  )
}

/** A public number, which becomes the ticket's id. */
export function TicketInput({ id, onChange }: Bound<string>) {
  const { t } = useWords()
  const [unknown, setUnknown] = useState(false)
  const look = async (text: string): Promise<void> => {
    const found = text === '' ? null : await findByNumber(text).catch(() => null)
    setUnknown(text !== '' && found === null)
    onChange?.(found?.ticketId)
  }
  return (
    <>
      <Input
        {...(id === undefined ? {} : { id })}
        status={unknown ? 'error' : ''}
        onBlur={(event) => void look(event.target.value.trim().toUpperCase())}
      />
      {unknown && <span role="alert">{t('form.ticket-unknown')}</span>}
    </>
  )
}

export function PersonFields({ name }: { readonly name: string }) {
  const { t } = useWords()
  return (
    <>
      <Form.Item
        name={[name, 'name']}
        label={t('form.person-name')}
        rules={[{ required: true, message: t('form.needed', { field: t('form.person-name') }) }]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name={[name, 'phone']} label={t('form.person-phone')}>
        <Input maxLength={40} inputMode="tel" autoComplete="off" />
      </Form.Item>
    </>
  )
}
