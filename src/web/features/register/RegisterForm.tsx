import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input, Radio } from 'antd'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import type { SimilarQuestion } from '../../../contract/http/clusters.ts'
import { TICKET_KINDS } from '../../../domain/policy/policy.ts'
import { BEHALVES, CHANNELS, IDENTITIES } from '../../../domain/ticket/terms.ts'
import { type Intake, type ReceiptView, registerTicket } from '../../api/intake.ts'
import { isProblem } from '../../api/problem.ts'
import type { FoundArticle } from '../../api/search.ts'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { giveCommand } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import { CategoryPicker } from '../../pieces/fields/CategoryPicker.tsx'
import { PlaceFields } from '../../pieces/fields/PlaceFields.tsx'
import { UnitPicker } from '../../pieces/fields/UnitPicker.tsx'
import { BeforeSending } from './BeforeSending.tsx'
import { IntakeHelp } from './IntakeHelp.tsx'
import { RegisterAdvice } from './RegisterAdvice.tsx'
import styles from './RegisterPage.module.css'

interface Answers {
  readonly words: string
  readonly title?: string
  readonly place?: Intake['place']
  readonly kind: NonNullable<Intake['kind']>
  readonly identity: NonNullable<Intake['identity']>
  readonly behalf: NonNullable<Intake['behalf']>
  readonly channel: Intake['channel']
  readonly requester?: { readonly name?: string; readonly phone?: string }
  readonly concerned?: { readonly name?: string; readonly phone?: string }
  readonly category?: string
  readonly accuses?: string
  readonly hold?: boolean
}

const DESK_CHANNELS = CHANNELS.filter((channel) => channel !== 'import')

/** In the order in which people talk: what, where, who; then what the desk adds. */
export function RegisterForm({
  ticketId,
  done,
}: {
  readonly ticketId: string
  readonly done: (receipt: ReceiptView) => void
}) {
  const { t, term } = useWords()
  const [form] = Form.useForm<Answers>()
  const session = useQuery(sessionQuery)
  const identity = Form.useWatch('identity', form)
  const behalf = Form.useWatch('behalf', form)
  const question = useQuestion(Form.useWatch([], form))
  const answering = useRef<FoundArticle | null>(null)
  const registering = useMutation({
    mutationFn: async (answers: Answers) => {
      const receipt = await registerTicket(intakeOf(ticketId, answers))
      return answering.current ? answerAtOnce(receipt, answering.current) : receipt
    },
    onSuccess: done,
  })
  const choices = (prefix: string, codes: readonly string[]) =>
    codes.map((code) => ({ value: code, label: term(prefix, code) }))
  const mayAnswer = mayUse(session.data?.account, 'answer')
  // Held back from dispatch: what is answered at once goes to nobody.
  const answerWith = (article: FoundArticle): void => {
    answering.current = article
    form.setFieldValue('hold', true)
    form.submit()
  }
  const atWindow = session.data?.account?.role === 'community-worker'
  return (
    <Form<Answers>
      form={form}
      layout="vertical"
      className={styles['form'] ?? ''}
      requiredMark={false}
      initialValues={{
        kind: 'help',
        identity: 'normal',
        behalf: atWindow ? 'entered' : 'self',
        channel: atWindow ? 'window' : 'phone',
      }}
      onFinish={(answers) => registering.mutate(answers)}
      onFinishFailed={() => {
        answering.current = null
      }}
      scrollToFirstError
    >
      <div>
        <Form.Item
          name="words"
          label={t('register.words')}
          extra={t('register.words-help')}
          rules={[{ required: true, whitespace: true, message: t('form.needed', { field: t('register.words') }) }]}
        >
          <Input.TextArea rows={5} maxLength={10_000} autoFocus />
        </Form.Item>
        <Form.Item name="title" label={t('register.summary')} extra={t('register.summary-help')}>
          <Input maxLength={200} />
        </Form.Item>
        <PlaceFields name="place" label={t('register.place')} />
        <IntakeHelp {...(mayAnswer ? { answer: answerWith } : {})} />
      </div>
      <div>
        <fieldset className={styles['group']}>
          <legend>{t('register.who')}</legend>
          <Form.Item
            name="identity"
            label={t('register.identity')}
            extra={t(identity === 'anonymous' ? 'register.anonymous-help' : 'register.identity-help')}
          >
            <Radio.Group options={choices('identity', IDENTITIES)} />
          </Form.Item>
          <Form.Item name="behalf" label={t('register.behalf')}>
            <Radio.Group options={choices('behalf', BEHALVES)} />
          </Form.Item>
          {identity !== 'anonymous' && <PersonLine name="requester" />}
          {identity !== 'anonymous' && behalf === 'proxy' && (
            <>
              <p>{t('register.concerned')}</p>
              <PersonLine name="concerned" />
            </>
          )}
        </fieldset>
        <fieldset className={styles['group']}>
          <legend>{t('register.desk')}</legend>
          <RegisterAdvice />
          <Form.Item name="kind" label={t('form.kind')}>
            <Radio.Group options={choices('kind', TICKET_KINDS)} />
          </Form.Item>
          <Form.Item name="channel" label={t('fact.channel')}>
            <Radio.Group options={choices('channel', DESK_CHANNELS)} />
          </Form.Item>
          <Form.Item name="category" label={t('form.category')} extra={t('register.category-help')}>
            <CategoryPicker />
          </Form.Item>
          <Form.Item name="accuses" label={t('form.accuses')} extra={t('form.accuses-help')}>
            <UnitPicker />
          </Form.Item>
          <Form.Item name="hold" valuePropName="checked" extra={t('register.hold-help')}>
            <Checkbox>{t('register.hold')}</Checkbox>
          </Form.Item>
        </fieldset>
      </div>
      <BeforeSending question={question} />
      <div className={styles['send']}>
        {registering.error && (
          <Alert
            type="error"
            role="alert"
            className={styles['trouble'] ?? ''}
            title={t('form.failed')}
            description={`${(isProblem(registering.error) && registering.error.sentence) || t('error.network')} ${t('form.kept')}`}
          />
        )}
        <Button type="primary" size="large" htmlType="submit" loading={registering.isPending}>
          {t('register.send')}
        </Button>
      </div>
    </Form>
  )
}

const PAUSE_MS = 700
/** Fewer characters say too little to compare. */
const LEAST_WORDS = 8

/** What is asked of the tickets that exist, once the typing pauses; nothing while there is little to ask with. */
function useQuestion(answers: Partial<Answers> | undefined): SimilarQuestion | null {
  const words = answers?.words?.trim() ?? ''
  const hidden = answers?.identity !== undefined && answers.identity !== 'normal'
  const asked: SimilarQuestion | null =
    words.length < LEAST_WORDS || hidden || answers?.kind === 'report'
      ? null
      : {
          words,
          title: answers?.title?.trim() || null,
          category: answers?.category ?? null,
          place: placeOf(answers?.place),
          requester: answers?.requester?.phone ? { name: '', phone: answers.requester.phone } : null,
        }
  const wanted = useDeferredValue(JSON.stringify(asked))
  const [settled, setSettled] = useState(wanted)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [wanted])
  return JSON.parse(settled) as SimilarQuestion | null
}

/** 答复即结: registered, then answered with the article's own words, which stay readable in the version that was used. */
async function answerAtOnce(receipt: ReceiptView, article: FoundArticle): Promise<ReceiptView> {
  const body = { text: article.answer, article: `${article.id}-v${article.version}` }
  const { phase } = await giveCommand(receipt.ticketId, 'answer', body, { key: `${receipt.ticketId}/answer` })
  return { ...receipt, phase }
}

function PersonLine({ name }: { readonly name: 'requester' | 'concerned' }) {
  const { t } = useWords()
  return (
    <div className={styles['person']}>
      <Form.Item name={[name, 'name']} label={t('form.person-name')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name={[name, 'phone']} label={t('form.person-phone')}>
        <Input maxLength={40} inputMode="tel" autoComplete="off" />
      </Form.Item>
    </div>
  )
}

function intakeOf(ticketId: string, answers: Answers): Intake {
  const { category, hold, requester, concerned, ...given } = answers
  const person = (one: Answers['requester']) =>
    one?.name || one?.phone ? { name: one.name ?? '', phone: one.phone || null } : null
  const anonymous = given.identity === 'anonymous'
  return {
    ...given,
    title: given.title?.trim() || null,
    accuses: given.accuses ?? null,
    place: placeOf(given.place),
    ticketId,
    requester: anonymous ? null : person(requester),
    concerned: anonymous || given.behalf !== 'proxy' ? null : person(concerned),
    classify: category === undefined ? null : { category, accuses: given.accuses ?? null },
    dispatch: hold ? 'hold' : 'auto',
  }
}

/** What was left open is not sent as an empty text. */
function placeOf(place: Intake['place']): SimilarQuestion['place'] {
  const { district, subdistrict, community, address } = place ?? {}
  return {
    district: district ?? null,
    subdistrict: subdistrict ?? null,
    community: community ?? null,
    address: address?.trim() || null,
  }
}
