import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { type CallView, draftsQuery, historyQuery } from '../../api/calls.ts'
import type { ReceiptView } from '../../api/intake.ts'
import { isProblem } from '../../api/problem.ts'
import type { FoundArticle } from '../../api/search.ts'
import { type Account, mayUse } from '../../api/session.ts'
import { useWords } from '../../i18n/words.ts'
import { opened } from '../../ui/opened.tsx'
import { BeforeSending } from './BeforeSending.tsx'
import { CallerHistory } from './CallerHistory.tsx'
import styles from './Console.module.css'
import { DraftBar } from './DraftBar.tsx'
import { DutySearch } from './DutySearch.tsx'
import { DeskFields, MatterFields, PeopleFields, PhotoField } from './FormFields.tsx'
import { IntakeHelp } from './IntakeHelp.tsx'
import { type Answers, type Ending, finish, type Thread } from './intake.ts'
import { dropHere } from './local-draft.ts'
import { ReadBack } from './ReadBack.tsx'
import { RegisterAdvice } from './RegisterAdvice.tsx'
import { useRegisterKeys } from './register-keys.ts'
import { SignInAgain } from './SignInAgain.tsx'
import { sendThrough, type Waiting } from './send-through.ts'
import { useDraft } from './use-draft.ts'
import { useQuestion } from './use-question.ts'

const Endings = opened(
  () => import('./Endings.tsx').then((module) => module.Endings),
  ({ which }) => which !== null,
)

interface RegisterFormProps {
  readonly account: Account
  readonly thread: Thread
  readonly call: CallView | null
  /** A draft that is taken up again, or what a further matter of the same call keeps. */
  readonly start: Partial<Answers>
  readonly emergency: boolean
  readonly endEmergency: () => void
  readonly touched: (isTouched: boolean) => void
  readonly done: (receipt: ReceiptView, answers: Answers) => void
}

type Panel = 'answer' | 'refuse'

/** In the order in which people talk: what, where, who; history at the left, what the machine proposes at the right. */
export function RegisterForm({
  account,
  thread,
  call,
  start,
  emergency,
  endEmergency,
  touched,
  done,
}: RegisterFormProps) {
  const { t } = useWords()
  const queries = useQueryClient()
  const [form] = Form.useForm<Answers>()
  const values = Form.useWatch([], form) as Partial<Answers> | undefined
  const question = useQuestion(values)
  const [panel, setPanel] = useState<Panel | null>(null)
  const [article, setArticle] = useState<FoundArticle | null>(null)
  const [reading, setReading] = useState<Answers | null>(null)
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const takeAll = useRef<(() => void) | null>(null)
  const words = values?.words?.trim() ?? ''
  const begun = words !== '' || Boolean(values?.title?.trim() || values?.place?.address?.trim())
  const finishing = useMutation({
    networkMode: 'always',
    mutationFn: ({ answers, ending }: { answers: Answers; ending: Ending }) =>
      sendThrough(() => finish(account.id, thread, answers, ending), setWaiting),
    onSuccess: async (receipt, { answers }) => {
      await dropHere(account.id, thread.ticketId).catch(() => undefined)
      void queries.invalidateQueries({ queryKey: draftsQuery.queryKey })
      void queries.invalidateQueries({ queryKey: ['calls'] })
      done(receipt, answers)
    },
  })
  const kept = begun && !finishing.isSuccess ? { thread, answers: values } : null
  const draft = useDraft(account.id, thread.ticketId, kept, values?.requester?.phone ?? null)
  useEffect(() => touched(begun), [begun, touched])
  useCaller(call, form)

  const answers = (): Answers => form.getFieldsValue(true) as Answers
  const end = (ending: Ending): void => finishing.mutate({ answers: answers(), ending })
  const open =
    (which: Panel, found: FoundArticle | null = null) =>
    (): void => {
      setArticle(found)
      void form.validateFields(['words']).then(
        () => setPanel(which),
        () => form.getFieldInstance('words')?.focus(),
      )
    }
  const focus = (id: string) => (): void => document.getElementById(id)?.focus()
  const busy = finishing.isPending
  const ends = (which: Panel): boolean => mayUse(account, which) && !busy
  useRegisterKeys({
    words: focus('words'),
    place: focus('place_address'),
    who: focus('requester_name'),
    duty: focus('duty'),
    accept: () => takeAll.current?.(),
    history: () => document.querySelector<HTMLElement>('[data-history]')?.focus(),
    ...(ends('answer') ? { 'answer-now': open('answer') } : {}),
    ...(ends('refuse') ? { refuse: open('refuse') } : {}),
    ...(busy ? {} : { dispatch: () => form.submit() }),
  })
  const atWindow = account.role === 'community-worker'
  return (
    <>
      <Form<Answers>
        form={form}
        layout="vertical"
        className={styles['form'] ?? ''}
        data-sides={mayUse(account, 'take-calls')}
        requiredMark={false}
        initialValues={{
          kind: 'help',
          identity: 'normal',
          behalf: atWindow ? 'entered' : 'self',
          channel: atWindow ? 'window' : 'phone',
          ...start,
        }}
        // At once, before the watched values come round: a call that arrives in between must not take the form away.
        onValuesChange={() => touched(true)}
        onFinish={(given) => setReading({ ...answers(), ...given })}
        scrollToFirstError={{ focus: true }}
      >
        {mayUse(account, 'take-calls') && <CallerHistory call={call} />}
        <div className={styles['middle']}>
          <MatterFields />
          <PeopleFields />
          <PhotoField />
        </div>
        <div className={styles['right']}>
          <RegisterAdvice takeAll={takeAll} />
          <Form.Item label={t('console.duty')} htmlFor="duty">
            <DutySearch id="duty" choose={(category) => form.setFieldValue('category', category)} />
          </Form.Item>
          <IntakeHelp {...(mayUse(account, 'answer') ? { answer: (found) => open('answer', found)() } : {})} />
          <DeskFields />
        </div>
        <BeforeSending question={question} />
        <div className={styles['bar']}>
          <DraftBar draft={draft} sending={waiting} />
          {finishing.error && (
            <Alert
              type="error"
              role="alert"
              title={t('form.failed')}
              description={`${(isProblem(finishing.error) && finishing.error.sentence) || t('error.network')} ${t('form.kept')}`}
            />
          )}
          <div className={styles['acts']}>
            {mayUse(account, 'answer') && (
              <Button onClick={open('answer')} disabled={busy}>
                {t('console.answer-now')} <kbd>F2</kbd>
              </Button>
            )}
            {mayUse(account, 'refuse') && (
              <Button onClick={open('refuse')} disabled={busy}>
                {t('console.refuse')} <kbd>F4</kbd>
              </Button>
            )}
            <Button type="primary" htmlType="submit" loading={busy} disabled={busy}>
              {t('register.send')} <kbd>F8</kbd>
            </Button>
          </div>
        </div>
      </Form>
      <ReadBack
        answers={reading}
        back={() => setReading(null)}
        confirmed={() => {
          setReading(null)
          if (!busy) end({ kind: 'dispatch' })
        }}
      />
      <Endings
        which={emergency ? 'hand-over' : panel}
        words={words}
        article={article}
        busy={busy}
        close={() => {
          setPanel(null)
          endEmergency()
        }}
        end={(ending) => {
          setPanel(null)
          endEmergency()
          // P1: nobody writes a report while a house burns; what was said so far is kept, if anything was.
          if (words === '') form.setFieldValue('words', t('console.emergency-words'))
          end(ending)
        }}
      />
      <SignInAgain account={account} open={waiting === 'session' || draft.why === 'session'} />
    </>
  )
}

/** The caller's number, and the name where only one person is known behind it, fill themselves in; nothing typed is replaced. */
function useCaller(call: CallView | null, form: ReturnType<typeof Form.useForm<Answers>>[0]): void {
  const queries = useQueryClient()
  const callId = call?.state === 'talking' ? call.callId : null
  useEffect(() => {
    if (callId === null) return
    let over = false
    void queries.fetchQuery(historyQuery(callId)).then(
      ({ phone, people }) => {
        const given = form.getFieldValue('requester') as Answers['requester']
        if (over || given?.phone || given?.name) return
        const [only] = people
        form.setFieldValue('requester', {
          ...(phone === null ? {} : { phone }),
          ...(people.length === 1 && only ? { name: only.name } : {}),
        })
      },
      () => undefined,
    )
    return () => {
      over = true
    }
  }, [callId, form, queries])
}
