import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type FormInstance, Select } from 'antd'
import { fillTemplate, GAP } from '../../../contract/http/template-blanks.ts'
import type { ReplyTemplate } from '../../../contract/http/templates.ts'
import { replyPreviewQuery, templatesQuery } from '../../api/templates.ts'
import type { TicketView } from '../../api/ticket.ts'
import { useNow } from '../../app/now.tsx'
import { useSettled } from '../../app/settled.ts'
import { type Key, useWords } from '../../i18n/words.ts'
import type { Values } from './forms/field.ts'
import styles from './ReplyDesk.module.css'

interface ReplyDeskProps {
  readonly ticket: TicketView
  readonly form: FormInstance<Values>
  readonly values: Values
}

/** Beside a reply that is being written: a template to begin with, what is still missing, and what the requester will read. */
export function ReplyDesk({ ticket, form, values }: ReplyDeskProps) {
  return (
    <div className={styles['desk']}>
      <Checklist ticket={ticket} values={values} />
      <Preview ticket={ticket} values={values} />
      <Templates ticket={ticket} form={form} />
    </div>
  )
}

/** Those for the category or the one above it come first, then those for every matter. */
function Templates({ ticket, form }: Omit<ReplyDeskProps, 'values'>) {
  const { t, day } = useWords()
  const now = useNow()
  const { data } = useQuery(templatesQuery)
  const own = ticket.category?.code ?? ''
  const fits = (one: ReplyTemplate): boolean =>
    one.state === 'in-use' &&
    (one.category === null || own === one.category.code || own.startsWith(`${one.category.code}-`))
  const fitting = (data?.templates ?? [])
    .filter(fits)
    .toSorted((a, b) => (b.category?.code.length ?? 0) - (a.category?.code.length ?? 0))
  if (fitting.length === 0) return null
  const take = (templateId: string): void => {
    const template = fitting.find((one) => one.templateId === templateId)
    if (!template) return
    const facts = {
      工单号: ticket.number,
      地点: ticket.place.address ?? ticket.place.community?.name ?? ticket.place.subdistrict?.name ?? null,
      分类: ticket.category?.name ?? null,
      单位: ticket.responsible.name,
      今天: day(now),
    }
    for (const [field, text] of [
      ['text', template.reply],
      ['measures', template.measures],
      ['nextStep', template.nextStep],
    ] as const) {
      if (text === '') continue
      const written = String(form.getFieldValue(field) ?? '').trim()
      const filled = fillTemplate(text, facts)
      form.setFieldValue(field, written === '' ? filled : `${written}\n${filled}`)
    }
  }
  return (
    <section aria-labelledby="reply-templates">
      <h4 id="reply-templates">{t('reply.templates')}</h4>
      <Select
        aria-labelledby="reply-templates"
        placeholder={t('reply.choose-template')}
        value={null}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: '100%' }}
        options={fitting.map((one) => ({
          value: one.templateId,
          label: [one.title, one.unit?.name ?? t('reply.of-centre')].join(' · '),
        }))}
        onChange={(value: string | null) => value !== null && take(value)}
      />
    </section>
  )
}

interface Item {
  readonly label: Key
  readonly done: boolean
  /** Refused without it; else only advised. */
  readonly needed: boolean
}

/** What a reply must have (domain.md §7.1), ticked off while it is written. */
function Checklist({ ticket, values }: Pick<ReplyDeskProps, 'ticket' | 'values'>) {
  const { t } = useWords()
  const items = itemsOf(ticket, values)
  const missing = items.filter((one) => one.needed && !one.done).length
  return (
    <section aria-labelledby="reply-list">
      <h4 id="reply-list">{t('reply.checklist')}</h4>
      <p className={styles['quiet']} role="status">
        {missing === 0 ? t('reply.complete') : t('reply.missing', { count: missing })}
      </p>
      <ul className={styles['items']}>
        {items.map(({ label, done, needed }) => (
          <li key={label} data-done={done} data-needed={needed}>
            <span aria-hidden="true">{done ? '✓' : needed ? '○' : '·'}</span> {t(label)}
            <span className={styles['quiet']}>
              {' '}
              {t(done ? 'reply.is-there' : needed ? 'reply.is-needed' : 'reply.is-better')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function itemsOf(ticket: TicketView, values: Values): Item[] {
  const has = (name: string): boolean => {
    const value = values[name]
    return Array.isArray(value)
      ? value.length > 0
      : typeof value === 'string'
        ? value.trim() !== ''
        : value !== undefined
  }
  const written = ['text', 'measures', 'nextStep'].map((name) => String(values[name] ?? '')).join('\n')
  const contacts = ticket.timeline.filter((entry) => entry.type === 'contact-recorded')
  return [
    { label: 'reply.contact', done: contacts.length > 0, needed: ticket.identity !== 'anonymous' },
    { label: 'reply.met', done: values['metInPerson'] === true, needed: false },
    { label: 'reply.found', done: has('found'), needed: true },
    { label: 'reply.text', done: has('text'), needed: true },
    { label: 'reply.measures', done: has('measures'), needed: true },
    { label: 'reply.basis', done: has('legalBasis'), needed: values['found'] !== 'untrue' },
    { label: 'reply.result', done: typeof values['claimsSolved'] === 'boolean', needed: true },
    ...(values['claimsSolved'] === false
      ? [{ label: 'reply.next-step', done: has('nextStep'), needed: true } as const]
      : []),
    { label: 'reply.evidence', done: has('evidence'), needed: false },
    ...(written.includes(GAP) ? [{ label: 'reply.gap', done: false, needed: true } as const] : []),
  ]
}

/** The words of the requester's own page, with the headings that stand there. */
function Preview({ ticket, values }: Pick<ReplyDeskProps, 'ticket' | 'values'>) {
  const { t } = useWords()
  const text = (name: string): string => (typeof values[name] === 'string' ? String(values[name]) : '')
  const draft = useSettled({
    text: text('text'),
    measures: text('measures'),
    nextStep: values['claimsSolved'] === false ? text('nextStep') : '',
    legalBasis: Array.isArray(values['legalBasis']) ? values['legalBasis'].map(String) : [],
  })
  const { data } = useQuery({
    ...replyPreviewQuery(ticket.ticketId, draft),
    enabled: draft.text.trim() !== '',
    placeholderData: keepPreviousData,
  })
  return (
    <section aria-labelledby="reply-preview">
      <h4 id="reply-preview">{t('reply.preview')}</h4>
      {!data || draft.text.trim() === '' ? (
        <p className={styles['quiet']}>{t('reply.preview-empty')}</p>
      ) : (
        <div className={styles['preview']}>
          <p>
            <b>{data.sentence}</b> <span className={styles['quiet']}>{data.unit}</span>
          </p>
          {data.parts.map((part) => (
            <div key={part.title}>
              <h5>{part.title}</h5>
              <p>{part.text}</p>
            </div>
          ))}
        </div>
      )}
    </section>
  )
}
