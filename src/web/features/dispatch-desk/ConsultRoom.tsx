import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input } from 'antd'
import { type ConsultView, consultQuery } from '../../api/dispatch-desk.ts'
import type { TicketView } from '../../api/ticket.ts'
import { useNow } from '../../app/now.tsx'
import { useWords } from '../../i18n/words.ts'
import { Precedents } from '../../ui/dispatch/Precedents.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { UnitPicker } from '../../ui/fields/UnitPicker.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './ConsultRoom.module.css'
import { useDecide } from './use-decide.ts'

interface RoomProps {
  readonly ticket: TicketView
  readonly decided: () => void
}

type Part = RoomProps & { readonly room: ConsultView }

/** 会商: how it came here, who is asked and what each says, and the ruling that binds. */
export function ConsultRoom({ ticket, decided }: RoomProps) {
  const { t, time } = useWords()
  const room = useQuery(consultQuery(ticket.ticketId, ticket.version))
  if (room.isPending) return <WaitingPage />
  if (!room.data) return <ErrorState error={room.error} retry={() => void room.refetch()} />
  const { concludeBy, precedents } = room.data
  const part = { ticket, decided, room: room.data }
  return (
    <section className={styles['room']} aria-labelledby="consult">
      <h3 id="consult">{t('dispatching.consult')}</h3>
      {concludeBy !== null && <p>{t('dispatching.conclude-by', { time: time(concludeBy) })}</p>}
      <Hops room={room.data} />
      <Opinions {...part} />
      {ticket.actions.includes('ask-opinion') && <Ask {...part} />}
      <h4>{t('why.precedents')}</h4>
      {precedents.length === 0 ? <p>{t('why.no-precedents')}</p> : <Precedents items={precedents} />}
      {ticket.actions.includes('conclude-consult') && <Conclude {...part} />}
    </section>
  )
}

function Hops({ room }: Pick<Part, 'room'>) {
  const { t, time } = useWords()
  return (
    <ol className={styles['hops']} aria-label={t('dispatching.hops')}>
      {room.hops.map((one) => (
        <li key={one.hop}>
          <p>
            <b>{t('fact.hop-count', { count: one.hop })}</b> <span>{one.unit.name}</span>{' '}
            <span className={styles['quiet']}>
              {one.row === null ? t('dispatching.by-person') : t('why.chosen-row', { row: one.row })} · {time(one.at)}
            </span>
          </p>
          {one.ground && (
            <p>
              {t('dispatching.gave-back-for', { ground: one.ground.name })}
              {one.reason !== null && <> {one.reason}</>}
              {one.suggested && <> {t('review.suggested', { unit: one.suggested.name })}</>}
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}

function Opinions({ room }: Pick<Part, 'room'>) {
  const { t, term, time, span } = useWords()
  const now = useNow()
  if (room.asked.length === 0) return <p className={styles['quiet']}>{t('dispatching.nobody-asked')}</p>
  return (
    <ul className={styles['opinions']} aria-label={t('dispatching.opinions')}>
      {room.asked.map(({ unit, at, opinion }) => (
        <li key={unit.code} data-given={opinion !== null}>
          <p>
            <b>{unit.name}</b>{' '}
            {opinion === null ? (
              <span>{t('dispatching.waits', { span: span(Math.max(0, Date.parse(now) - Date.parse(at))) })}</span>
            ) : (
              <span>{term('stance', opinion.stance)}</span>
            )}
          </p>
          {opinion && (
            <>
              <p>{opinion.text}</p>
              <p className={styles['quiet']}>
                {opinion.by} · {time(opinion.at)}
              </p>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

interface AskAnswers {
  readonly concerned?: string[]
  readonly others?: string[]
}

function Ask({ ticket, room }: Part) {
  const { t } = useWords()
  const [form] = Form.useForm<AskAnswers>()
  const { concerned = [], others = [] } = Form.useWatch((values: AskAnswers) => values, form) ?? {}
  const { give, busy, trouble } = useDecide(ticket, () => form.resetFields())
  const units = [...new Set([...concerned, ...others])]
  return (
    <Form<AskAnswers>
      form={form}
      name="ask"
      layout="vertical"
      className={styles['ask'] ?? ''}
      initialValues={{ concerned: room.concerned.map((one) => one.code) }}
      onFinish={() => give({ command: 'ask-opinion', body: { units }, said: t('dispatching.asked') })}
    >
      {room.concerned.length > 0 && (
        <Form.Item name="concerned" label={t('dispatching.concerned')}>
          <Checkbox.Group options={room.concerned.map((one) => ({ value: one.code, label: one.name }))} />
        </Form.Item>
      )}
      <Form.Item name="others" label={t('dispatching.ask-others')}>
        <UnitPicker many />
      </Form.Item>
      {trouble && <Alert type="error" role="alert" title={trouble} style={{ marginBottom: 12 }} />}
      <Button htmlType="submit" loading={busy} disabled={units.length === 0}>
        {t('dispatching.ask')}
      </Button>
    </Form>
  )
}

interface Ruling {
  readonly lead: string
  readonly assisting?: string[]
  readonly minutes: string
  readonly proposesCatalogue?: boolean
}

function Conclude({ ticket, room, decided }: Part) {
  const { t, between } = useWords()
  const { give, busy, trouble } = useDecide(ticket, decided)
  const waiting = room.asked.filter((one) => one.opinion === null)
  const ready = room.asked.filter(({ opinion }) => opinion?.stance === 'lead')
  return (
    <Form<Ruling>
      name="ruling"
      layout="vertical"
      requiredMark={false}
      className={styles['ruling'] ?? ''}
      initialValues={{
        ...(ready.length === 1 ? { lead: ready[0]?.unit.code } : {}),
        assisting: room.asked.flatMap(({ unit, opinion }) => (opinion?.stance === 'assist' ? [unit.code] : [])),
        proposesCatalogue: true,
      }}
      onFinish={({ assisting = [], proposesCatalogue = false, ...given }) =>
        give({
          command: 'conclude-consult',
          body: { ...given, assisting, proposesCatalogue },
          said: t('dispatching.concluded'),
        })
      }
    >
      <h4>{t('dispatching.ruling')}</h4>
      <p className={styles['quiet']}>{t('dispatching.ruling-hint')}</p>
      {waiting.length > 0 && (
        <p className={styles['waits']}>
          {t('dispatching.still-waits', { units: waiting.map((one) => one.unit.name).join(between) })}
        </p>
      )}
      <Form.Item
        name="lead"
        label={t('form.lead')}
        rules={[{ required: true, message: t('form.choose', { field: t('form.lead') }) }]}
      >
        <UnitPicker />
      </Form.Item>
      <Form.Item name="assisting" label={t('form.assisting')}>
        <UnitPicker many />
      </Form.Item>
      <Form.Item
        name="minutes"
        label={t('form.minutes')}
        rules={[{ required: true, whitespace: true, message: t('form.needed', { field: t('form.minutes') }) }]}
      >
        <Input.TextArea rows={3} maxLength={10_000} />
      </Form.Item>
      <Form.Item name="proposesCatalogue" valuePropName="checked" extra={t('dispatching.proposes-hint')}>
        <Checkbox>{t('form.proposes-catalogue')}</Checkbox>
      </Form.Item>
      {trouble && <Alert type="error" role="alert" title={trouble} style={{ marginBottom: 12 }} />}
      <div>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('dispatching.conclude')}
        </Button>
      </div>
    </Form>
  )
}
