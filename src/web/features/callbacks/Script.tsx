import { Button, Input } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import type { CallAnswer, CallItem } from '../../api/callbacks.ts'
import { useWords } from '../../i18n/words.ts'
import { type Answers, answerOf, asksWhy, type Choice, QUESTIONS } from './answers.ts'
import styles from './CallbacksPage.module.css'
import { type DeskKeys, useDeskKeys } from './desk-keys.ts'

const REASONS = ['no-contact', 'slow', 'not-done', 'came-back', 'not-as-said', 'unclear', 'rude'] as const

interface ScriptProps {
  readonly item: CallItem
  readonly sending: boolean
  readonly send: (answer: CallAnswer) => void
}

/** The questions about one ticket, one at a time in large type; each answer is one key. */
export function Script({ item, sending, send }: ScriptProps) {
  return item.kind === 'withdrawal' ? (
    <Withdrawal sending={sending} send={send} />
  ) : (
    <Questions item={item} sending={sending} send={send} />
  )
}

function Questions({ item, sending, send }: ScriptProps) {
  const { t, term } = useWords()
  const [step, setStep] = useState(0)
  const [answers, setAnswers] = useState<Answers>({})
  const [reasons, setReasons] = useState<readonly string[]>([])
  const [why, setWhy] = useState('')
  const [missing, setMissing] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next question is read out when it comes.
  useEffect(() => heading.current?.focus(), [step])
  const choices = QUESTIONS[step]
  const script = item.script[step]
  const back = () => setStep(Math.max(0, step - 1))
  const choose = ({ answer }: Choice) => {
    setAnswers({ ...answers, ...answer })
    setStep(step + 1)
  }
  const record = () => {
    const answer = answerOf(item.kind, answers, { reasons, why, missing })
    if (answer && !sending) send(answer)
  }
  const toggle = (reason: string) =>
    setReasons(reasons.includes(reason) ? reasons.filter((one) => one !== reason) : [...reasons, reason])
  const labelled = REASONS.map((code) => t(`callbacks.reason-${code}`))
  useDeskKeys({
    Backspace: back,
    ...(choices
      ? Object.fromEntries(choices.flatMap((one) => one.keys.map((key) => [key, () => choose(one)] as const)))
      : {
          Enter: record,
          ...(asksWhy(answers)
            ? Object.fromEntries(labelled.map((label, index) => [String(index + 1), () => toggle(label)] as const))
            : {}),
        }),
  })
  if (choices && script) {
    return (
      <div className={styles['script']}>
        <p className={styles['step']}>{t('callbacks.question-of', { step: step + 1, of: QUESTIONS.length })}</p>
        <h2 ref={heading} tabIndex={-1} className={styles['question']}>
          {script.question}
        </h2>
        <p className={styles['why']}>{script.why}</p>
        <div className={styles['choices']}>
          {choices.map((one) => (
            <button key={one.code} type="button" className={styles['choice']} onClick={() => choose(one)}>
              <kbd>{one.keys.join(' / ')}</kbd>
              {term(one.prefix, one.code)}
            </button>
          ))}
        </div>
        {step > 0 && <BackButton back={back} />}
      </div>
    )
  }
  return (
    <div className={styles['script']}>
      <p className={styles['step']}>{t('callbacks.check')}</p>
      <h2 ref={heading} tabIndex={-1} className={styles['question']}>
        {asksWhy(answers) ? t('callbacks.ask-why') : t('callbacks.thank')}
      </h2>
      <ul className={styles['said']}>
        {QUESTIONS.flatMap((question) => question.filter((one) => isChosen(one, answers))).map((one) => (
          <li key={one.prefix}>{term(one.prefix, one.code)}</li>
        ))}
      </ul>
      {asksWhy(answers) && <Reasons labels={labelled} chosen={reasons} toggle={toggle} />}
      {answers.solved !== undefined && answers.solved !== 'yes' && item.kind === 'callback' && (
        <Words label={t('callbacks.missing')} value={missing} change={setMissing} send={record} />
      )}
      <Words label={t('callbacks.own-words')} value={why} change={setWhy} send={record} />
      <p className={styles['row']}>
        <Button type="primary" size="large" loading={sending} onClick={record}>
          {t('callbacks.record')} <kbd>Enter</kbd>
        </Button>
        <BackButton back={back} />
      </p>
    </div>
  )
}

function isChosen({ answer }: Choice, answers: Answers): boolean {
  return Object.entries(answer).every(([name, value]) => answers[name as keyof Answers] === value)
}

function BackButton({ back }: { readonly back: () => void }) {
  const { t } = useWords()
  return (
    <Button type="text" onClick={back}>
      {t('callbacks.back')} <kbd>⌫</kbd>
    </Button>
  )
}

function Reasons(props: {
  readonly labels: readonly string[]
  readonly chosen: readonly string[]
  readonly toggle: (label: string) => void
}) {
  const { t } = useWords()
  return (
    <fieldset className={styles['reasons']}>
      <legend className="unseen">{t('callbacks.ask-why')}</legend>
      {props.labels.map((label, index) => (
        <button
          key={label}
          type="button"
          aria-pressed={props.chosen.includes(label)}
          className={styles['reason']}
          onClick={() => props.toggle(label)}
        >
          <kbd>{index + 1}</kbd>
          {label}
        </button>
      ))}
    </fieldset>
  )
}

function Words(props: {
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
  readonly send: () => void
}) {
  const id = useId()
  return (
    <div className={styles['words']}>
      <label htmlFor={id}>{props.label}</label>
      <Input.TextArea
        id={id}
        rows={2}
        maxLength={1000}
        value={props.value}
        onChange={(event) => props.change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) props.send()
        }}
      />
    </div>
  )
}

/** P6: an independent call confirms that the person, and nobody else, wishes to withdraw. */
function Withdrawal({ sending, send }: Pick<ScriptProps, 'sending' | 'send'>) {
  const { t } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const say = (confirmed: boolean) => {
    if (!sending) send({ command: 'confirm-withdrawal', body: { confirmed } })
  }
  const keys: DeskKeys = { '1': () => say(true), y: () => say(true), '2': () => say(false), n: () => say(false) }
  useDeskKeys(keys)
  return (
    <div className={styles['script']}>
      <p className={styles['step']}>{t('callbacks.withdrawal')}</p>
      <h2 ref={heading} tabIndex={-1} className={styles['question']}>
        {t('callbacks.withdrawal-question')}
      </h2>
      <p className={styles['why']}>{t('callbacks.withdrawal-why')}</p>
      <div className={styles['choices']}>
        <button type="button" className={styles['choice']} onClick={() => say(true)}>
          <kbd>1 / y</kbd>
          {t('callbacks.withdrawal-yes')}
        </button>
        <button type="button" className={styles['choice']} onClick={() => say(false)}>
          <kbd>2 / n</kbd>
          {t('callbacks.withdrawal-no')}
        </button>
      </div>
    </div>
  )
}
