import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { READ_KINDS } from '../../../contract/http/read-kinds.ts'
import { type AccessQuestion, askAccessLog } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import styles from './Administration.module.css'
import { Field } from './Field.tsx'
import { ReaderName } from './ReaderName.tsx'
import { Trouble } from './Trouble.tsx'

type Kind = (typeof READ_KINDS)[number]

interface Asked {
  readonly ticket: string
  readonly phone: string
  readonly requesterOf: string
  readonly account: string
  readonly firstDay: string
  readonly lastDay: string
  readonly kind: Kind | null
  readonly reason: string
}

const filled = (text: string): string | null => (text.trim() === '' ? null : text.trim())

function questionOf(asked: Asked, after: string | null): AccessQuestion {
  const phone = filled(asked.phone)
  const requesterOf = filled(asked.requesterOf)
  return {
    ticket: filled(asked.ticket),
    person: phone !== null ? { phone } : requesterOf !== null ? { requesterOf } : null,
    account: filled(asked.account),
    firstDay: filled(asked.firstDay),
    lastDay: filled(asked.lastDay),
    kind: asked.kind,
    reason: filled(asked.reason),
    after,
  }
}

/** Who read whose data, when and why. Asking leaves a line too, so nothing is asked before somebody presses the button. */
export function AccessLogSection() {
  const { t, term, time, exactTime } = useWords()
  const from = useSearch({ from: '/desk/administration/$section' })
  const [asked, setAsked] = useState<Asked>({
    ticket: '',
    phone: '',
    requesterOf: '',
    account: from.account ?? '',
    firstDay: from.firstDay ?? '',
    lastDay: from.lastDay ?? '',
    kind: null,
    reason: '',
  })
  const [sent, setSent] = useState<{ readonly asked: Asked; readonly turn: number } | null>(null)
  const found = useInfiniteQuery({
    queryKey: ['access-log', 'lines', sent?.turn],
    queryFn: ({ pageParam }) => askAccessLog(questionOf(sent?.asked ?? asked, pageParam)),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: sent !== null,
    retry: false,
    // A second look is a second line in the log: nothing is fetched again by itself.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  const lines = found.data?.pages.flatMap((page) => page.lines) ?? []
  const aboutPerson = filled(asked.phone) !== null || filled(asked.requesterOf) !== null
  const text = (name: 'ticket' | 'phone' | 'requesterOf' | 'account' | 'reason', type = 'text') => (
    <Input
      id={`log-${name}`}
      type={type}
      value={asked[name]}
      maxLength={300}
      autoComplete="off"
      onChange={(event) => setAsked({ ...asked, [name]: event.target.value })}
    />
  )
  const day = (name: 'firstDay' | 'lastDay') => (
    <Input
      id={`log-${name}`}
      type="date"
      value={asked[name]}
      onChange={(event) => setAsked({ ...asked, [name]: event.target.value })}
    />
  )
  return (
    <section className={styles['page']} aria-labelledby="log-title">
      <h1 id="log-title">{t('admin.access-log')}</h1>
      <p className={styles['quiet']}>{t('admin.log-hint')}</p>
      <form
        className={styles['row']}
        aria-label={t('admin.log-ask')}
        onSubmit={(event) => {
          event.preventDefault()
          setSent({ asked, turn: (sent?.turn ?? 0) + 1 })
        }}
      >
        <Field id="log-ticket" label={t('admin.log-ticket')}>
          {text('ticket')}
        </Field>
        <Field id="log-phone" label={t('admin.log-phone')}>
          {text('phone', 'tel')}
        </Field>
        <Field id="log-requesterOf" label={t('admin.log-requester-of')}>
          {text('requesterOf')}
        </Field>
        <Field id="log-account" label={t('admin.log-account')}>
          {text('account')}
        </Field>
        <Field id="log-firstDay" label={t('admin.log-from')}>
          {day('firstDay')}
        </Field>
        <Field id="log-lastDay" label={t('admin.log-to')}>
          {day('lastDay')}
        </Field>
        <Field id="log-kind" label={t('admin.log-kind')}>
          <Select<Kind>
            id="log-kind"
            allowClear
            value={asked.kind}
            style={{ minWidth: 160 }}
            options={READ_KINDS.map((value) => ({ value, label: term('read-kind', value) }))}
            onChange={(kind) => setAsked({ ...asked, kind: kind ?? null })}
          />
        </Field>
        <Field id="log-reason" label={t('admin.log-reason')}>
          {text('reason')}
        </Field>
        <Button
          type="primary"
          htmlType="submit"
          loading={found.isFetching}
          disabled={aboutPerson && filled(asked.reason) === null}
        >
          {t('admin.log-ask')}
        </Button>
        {lines.length > 0 && <Button onClick={() => window.print()}>{t('admin.print')}</Button>}
      </form>
      {aboutPerson && filled(asked.reason) === null && (
        <p className={styles['quiet']}>{t('admin.log-reason-needed')}</p>
      )}
      <Trouble error={found.error} />
      {found.data && lines.length === 0 && <EmptyState title={t('admin.log-none')} hint={t('admin.log-none-hint')} />}
      {lines.length > 0 && (
        <div className={styles['scroll']}>
          <table className={styles['table']} aria-label={t('admin.access-log')}>
            <thead>
              <tr>
                <th scope="col">{t('admin.log-when')}</th>
                <th scope="col">{t('admin.log-who')}</th>
                <th scope="col">{t('admin.log-what')}</th>
                <th scope="col">{t('admin.log-ticket')}</th>
                <th scope="col">{t('admin.log-why')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ id, at, reader, kindName, ticket, reason }) => (
                <tr key={id}>
                  <td className={styles['stamp']}>
                    <time dateTime={at} title={exactTime(at)}>
                      {time(at)}
                    </time>
                  </td>
                  <td>
                    <ReaderName reader={reader} />
                  </td>
                  <td>{kindName}</td>
                  <td className="figures">
                    {ticket === null ? (
                      '—'
                    ) : (
                      <Link to="/tickets/$ticketId" params={{ ticketId: ticket.ticketId }}>
                        {ticket.number}
                      </Link>
                    )}
                  </td>
                  <td>{reason ?? '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.hasNextPage && (
        <div>
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('admin.log-more')}
          </Button>
        </div>
      )}
    </section>
  )
}
