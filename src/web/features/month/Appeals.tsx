import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { MonthView } from '../../api/month.ts'
import { useWords } from '../../i18n/words.ts'
import { AppealForm } from './AppealForm.tsx'
import styles from './MonthPage.module.css'
import { StepFault } from './StepFault.tsx'
import { useStep } from './use-step.ts'
import { WordsForm } from './WordsForm.tsx'

/** Appeals of the units: of others one sees that they appealed and the outcome, not their words (P21). */
export function Appeals({ month }: { readonly month: MonthView }) {
  const { t } = useWords()
  const [appealing, setAppealing] = useState(false)
  return (
    <section aria-labelledby="month-appeals" className={styles['section']}>
      <h2 id="month-appeals">{t('month.appeals')}</h2>
      {month.appeals.length === 0 && <p className={styles['hint']}>{t('month.no-appeals')}</p>}
      <ol className={styles['list']}>
        {month.appeals.map((appeal) => (
          <AppealItem key={appeal.number} month={month} appeal={appeal} />
        ))}
      </ol>
      {month.actions.includes('appeal') && !appealing && (
        <p>
          <Button onClick={() => setAppealing(true)}>{t('month.do-appeal')}</Button>
        </p>
      )}
      {appealing && <AppealForm period={month.period} close={() => setAppealing(false)} />}
    </section>
  )
}

type Appeal = MonthView['appeals'][number]

function AppealItem({ month, appeal }: { readonly month: MonthView; readonly appeal: Appeal }) {
  const { t, term, time } = useWords()
  const [verdict, setVerdict] = useState<boolean | null>(null)
  const step = useStep(month.period)
  const { number, name, about, ground, ticketId, ticketNumber, words, decision } = appeal
  const decidable = decision === null && month.actions.includes('decide')
  return (
    <li>
      <p>
        <b>{t('month.appeal-of', { number, unit: name })}</b> {term('month.appeal', about)}
        {ground && ` · ${ground}`}
        {ticketId && (
          <>
            {' · '}
            <Link to="/tickets/$ticketId" params={{ ticketId }}>
              {ticketNumber}
            </Link>
          </>
        )}{' '}
        <time className={styles['hint']}>{time(appeal.at)}</time>
      </p>
      {words && <p className={styles['words']}>{words}</p>}
      {decision && (
        <p>
          <b>{t(decision.upheld ? 'month.upheld' : 'month.dismissed')}</b>{' '}
          <time className={styles['hint']}>{time(decision.at)}</time> {decision.words}
        </p>
      )}
      {decidable && verdict === null && (
        <p className={styles['buttons']}>
          <Button size="small" onClick={() => setVerdict(true)}>
            {t('month.do-uphold')}
          </Button>
          <Button size="small" onClick={() => setVerdict(false)}>
            {t('month.do-dismiss')}
          </Button>
        </p>
      )}
      {decidable && verdict !== null && (
        <WordsForm
          label={t('form.reason')}
          submit={t(verdict ? 'month.do-uphold' : 'month.do-dismiss')}
          pending={step.isPending}
          cancel={() => setVerdict(null)}
          send={(given) => step.mutate({ path: `appeals/${number}/decision`, body: { upheld: verdict, words: given } })}
        />
      )}
      <StepFault error={step.error} />
    </li>
  )
}
