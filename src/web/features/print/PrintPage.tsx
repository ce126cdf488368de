import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Alert, Button, Radio } from 'antd'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { isProblem } from '../../api/problem.ts'
import { markPrint, type TicketView, ticketQuery } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './PrintPage.module.css'

type Form = 'ticket' | 'instruction'

/** P29: 工单 and 批示单 on paper, masked as on the screen, with who printed it and when across the page and in the log. */
export function PrintPage() {
  const { t, exactTime } = useWords()
  const { ticketId } = useParams({ from: '/desk/print/$ticketId' })
  const { form: asked } = useSearch({ from: '/desk/print/$ticketId' })
  const [form, setForm] = useState<Form>(asked ?? 'ticket')
  const [mark, setMark] = useState<string | null>(null)
  const ticket = useQuery(ticketQuery(ticketId))
  const printing = useMutation({
    mutationFn: () => markPrint(ticketId, form),
    onSuccess: (given) => {
      flushSync(() => setMark(t('print.mark', { unit: given.unit, name: given.by, time: exactTime(given.at) })))
      window.print()
    },
  })
  if (ticket.isPending) return <WaitingPage />
  if (!ticket.data) return <ErrorState error={ticket.error} retry={() => void ticket.refetch()} />
  return (
    <div className={styles['page']}>
      <div className={styles['tools']}>
        <Link to="/tickets/$ticketId" params={{ ticketId }} search={{}}>
          {t('print.back')}
        </Link>
        <Radio.Group
          aria-label={t('print.form')}
          value={form}
          options={[
            { value: 'ticket', label: t('print.ticket') },
            { value: 'instruction', label: t('print.instruction') },
          ]}
          onChange={(event) => setForm(event.target.value as Form)}
        />
        <Button type="primary" loading={printing.isPending} onClick={() => printing.mutate()}>
          {t('print.print')}
        </Button>
        <span className={styles['hint']}>{t('print.hint')}</span>
        {printing.error && (
          <Alert
            type="error"
            role="alert"
            title={(isProblem(printing.error) && printing.error.sentence) || t('error.network')}
          />
        )}
      </div>
      <Sheet ticket={ticket.data} form={form} mark={mark} />
    </div>
  )
}

/** Until it was logged there is no mark, and the print style sheet prints nothing without one. */
function Sheet({
  ticket,
  form,
  mark,
}: {
  readonly ticket: TicketView
  readonly form: Form
  readonly mark: string | null
}) {
  const { t, term, time } = useWords()
  const { place } = ticket
  const where = [place.district, place.subdistrict, place.community].flatMap((one) => (one ? [one.name] : []))
  const facts = [
    ['fact.category', ticket.category?.name],
    ['fact.limit', term('limit', ticket.limit)],
    ['fact.place', [...where, place.address].filter((one) => one !== null).join(' · ')],
    ['fact.responsible', ticket.responsible.name],
    ['fact.requester', [ticket.requester?.name, ticket.requester?.phone].filter(Boolean).join(' · ')],
    ['fact.registered', time(ticket.registeredAt)],
    ['print.due', ticket.dueAt === null ? '' : time(ticket.dueAt)],
  ] as const
  return (
    <article className={styles['sheet']} data-marked={mark !== null} aria-labelledby="sheet">
      {mark !== null && (
        <div className={styles['mark']} aria-hidden="true">
          {Array.from({ length: 12 }, (_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same line again and again.
            <span key={line} data-mark={mark} />
          ))}
        </div>
      )}
      <h1 id="sheet">{t(form === 'ticket' ? 'print.ticket-title' : 'print.instruction-title')}</h1>
      <p className={styles['number']}>
        <span className="figures">{ticket.number}</span> {term('kind', ticket.kind)} {term('phase', ticket.phase)}
      </p>
      <table>
        <tbody>
          {facts
            .filter(([, value]) => Boolean(value))
            .map(([label, value]) => (
              <tr key={label}>
                <th scope="row">{t(label)}</th>
                <td>{value}</td>
              </tr>
            ))}
          <tr>
            <th scope="row">{t('register.summary')}</th>
            <td>{ticket.title ?? '—'}</td>
          </tr>
          <tr>
            <th scope="row">{t('ticket.words')}</th>
            <td className={styles['words']}>{ticket.withheld ? t('ticket.withheld') : (ticket.words ?? '—')}</td>
          </tr>
          {form === 'instruction' &&
            (['print.opinion', 'print.instruction-by', 'print.result'] as const).map((label) => (
              <tr key={label} className={styles['blank']}>
                <th scope="row">{t(label)}</th>
                <td>{t('print.sign-here')}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {form === 'ticket' && (
        <>
          <h2>{t('timeline.title')}</h2>
          <ol>
            {ticket.timeline.map((entry) => (
              <li key={entry.version}>
                <span className="figures">{entry.at === null ? t('timeline.time-hidden') : time(entry.at)}</span>{' '}
                {entry.actor.unit ?? entry.actor.name} · {entry.sentence}
                {entry.texts.map(({ field, text }) => (
                  <p key={field}>{text}</p>
                ))}
              </li>
            ))}
          </ol>
        </>
      )}
      {mark !== null && <p className={styles['foot']}>{mark}</p>}
    </article>
  )
}
