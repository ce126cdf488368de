import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { type ApiProblem, isProblem } from '../../api/problem.ts'
import { giveCommand, type TicketView, ticketQuery } from '../../api/ticket.ts'
import { announceChanged } from '../../app/changed.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import { ReturnReview } from '../../ui/dispatch/ReturnReview.tsx'
import { useSaid } from '../../ui/said.tsx'
import styles from './Actions.module.css'
import { Conflict } from './Conflict.tsx'
import { DispatchAdvice } from './DispatchAdvice.tsx'
import { FieldItem } from './fields/FieldItem.tsx'
import { COMMAND_FORMS } from './forms/command-forms.ts'
import { bodyOf, isAsked, type Values } from './forms/field.ts'
import { usePresence } from './Presence.tsx'
import { ReplyDesk } from './ReplyDesk.tsx'
import { ReplyHelp } from './ReplyHelp.tsx'

/** Commands by which words go out to the requester. */
const REPLIES: ReadonlySet<string> = new Set(['reply', 'replace-reply'])

interface CommandPanelProps {
  readonly ticket: TicketView
  readonly command: string
  /** False once the ticket has moved on so that this can no longer be done; the text stays for copying. */
  readonly possible: boolean
  readonly close: () => void
}

/** One command as a small form: one key for its whole life, the version that was seen, and no text ever lost. */
export function CommandPanel({ ticket, command, possible, close }: CommandPanelProps) {
  const { t, term } = useWords()
  const said = useSaid()
  const queries = useQueryClient()
  const [form] = Form.useForm<Values>()
  const values = Form.useWatch([], form) ?? {}
  const [attempt, setAttempt] = useState(() => ({ key: freshId(), version: ticket.version }))
  const heading = useRef<HTMLHeadingElement>(null)
  const asked = COMMAND_FORMS[command] ?? { fields: [] }
  const label = term('command', command)
  const refresh = () =>
    Promise.all(
      [['ticket', ticket.ticketId], ['board'], ['alerts']].map((queryKey) => queries.invalidateQueries({ queryKey })),
    )

  const giving = useMutation({
    mutationFn: (given: Values) =>
      giveCommand(ticket.ticketId, command, { ...asked.ofTicket?.(ticket), ...bodyOf(asked, given, freshId) }, attempt),
    onSuccess: async () => {
      await refresh()
      announceChanged([ticket.ticketId])
      said(t('form.done', { command: label }))
      close()
    },
    onError: async (error) => {
      if (isProblem(error) && error.code === 'ticket.changed')
        await queries.fetchQuery({ ...ticketQuery(ticket.ticketId), staleTime: 0 })
    },
  })
  useEffect(() => {
    heading.current?.focus()
  }, [])

  usePresence(ticket.ticketId, command)
  const conflict = isProblem(giving.error) && giving.error.code === 'ticket.changed'
  const goOn = (): void => {
    setAttempt({ key: freshId(), version: ticket.version })
    giving.reset()
  }
  return (
    <section className={styles['panel']} aria-labelledby="command">
      <h3 id="command" tabIndex={-1} ref={heading}>
        {label}
      </h3>
      {asked.intro && <p className={styles['intro']}>{t(asked.intro)}</p>}
      {!possible && !giving.isPending && (
        <Alert type="warning" className={styles['trouble'] ?? ''} title={t('form.not-possible', { command: label })} />
      )}
      {command === 'decide-return' && <ReturnReview ticket={ticket} />}
      <Form<Values>
        form={form}
        layout="vertical"
        className={styles['fields'] ?? ''}
        requiredMark={(node, { required }) => (
          <>
            {node} {!required && <span className={styles['none']}>{t('form.optional')}</span>}
          </>
        )}
        onFinish={(given) => giving.mutate(given)}
        onValuesChange={() => {
          // What is sent after a change is another request: it needs a key of its own.
          if (giving.isError && !conflict) setAttempt(({ version }) => ({ key: freshId(), version }))
        }}
        scrollToFirstError
      >
        {command === 'dispatch' && <DispatchAdvice ticket={ticket} />}
        {asked.fields
          .filter((field) => isAsked(field, values))
          .map((field) => (
            <FieldItem key={field.name} field={field} ticket={ticket} />
          ))}
        {REPLIES.has(command) && (
          <>
            <ReplyDesk ticket={ticket} form={form} values={values} />
            <ReplyHelp ticket={ticket} form={form} values={values} />
          </>
        )}
        {/* Beside the button that was pressed: above a long form nobody would see it. */}
        {conflict ? (
          <Conflict ticket={ticket} seen={attempt.version} goOn={goOn} />
        ) : (
          giving.error && <Trouble error={giving.error} />
        )}
        <div className={styles['buttons']}>
          <Button
            type="primary"
            danger={asked.grave ?? false}
            htmlType="submit"
            loading={giving.isPending}
            disabled={conflict || !possible}
          >
            {label}
          </Button>
          <Button onClick={close}>{t('form.cancel')}</Button>
        </div>
      </Form>
    </section>
  )
}

function Trouble({ error }: { readonly error: ApiProblem | Error }) {
  const { t } = useWords()
  const sentence = isProblem(error) ? error.sentence : null
  return (
    <Alert
      type="error"
      role="alert"
      className={styles['trouble'] ?? ''}
      title={t('form.failed')}
      description={`${sentence ?? t('error.network')} ${t('form.kept')}`}
      // The page stays, and with it the text: another window signs in for both.
      {...(isProblem(error) && error.code === 'session.needed'
        ? {
            action: (
              <Button href="/desk/sign-in" target="_blank">
                {t('form.sign-in-beside')}
              </Button>
            ),
          }
        : {})}
    />
  )
}
