import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { MonthView } from '../../api/month.ts'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './MonthPage.module.css'
import { StepFault } from './StepFault.tsx'
import { useStep } from './use-step.ts'
import { WordsForm } from './WordsForm.tsx'

/** Whose turn it is, in a sentence, and the steps that this person can take. */
export function Turn({ month }: { readonly month: MonthView }) {
  const { t, term, time } = useWords()
  const session = useQuery(sessionQuery)
  const [ordering, setOrdering] = useState(false)
  const step = useStep(month.period)
  const may = (action: MonthView['actions'][number]) => month.actions.includes(action)
  const plain = (['draft', 'freeze', 'publish'] as const).filter(may)
  const main = month.draft === null ? 'draft' : month.frozen === null ? 'freeze' : 'publish'
  return (
    <div className={styles['turn']} role="status">
      <p className={styles['sentence']}>
        {t('month.stands', { step: term('month.step', month.step), turn: term('month.turn', month.turn) })}
      </p>
      <p className={styles['facts']}>
        {month.draft && <span>{t('month.drafted-at', { time: time(month.draft.at) })}</span>}
        {month.frozen && <span>{t('month.frozen-at', { time: time(month.frozen.at) })}</span>}
        {month.frozen && <code title={month.frozen.hash}>{month.frozen.hash.slice(0, 19)}…</code>}
        {month.published && <span>{t('month.published-at', { time: time(month.published.at) })}</span>}
        {mayUse(session.data?.account ?? null, 'read-rates') && (
          <Link to="/rates" search={{ period: month.period }}>
            {t('month.figures')}
          </Link>
        )}
      </p>
      <p className={styles['buttons']}>
        {plain.map((action) => (
          <Button
            key={action}
            type={action === main ? 'primary' : 'default'}
            loading={step.isPending && step.variables?.path === action}
            onClick={() => step.mutate({ path: action })}
          >
            {t(`month.do-${action}`)}
          </Button>
        ))}
        {may('rerun') && !ordering && <Button onClick={() => setOrdering(true)}>{t('month.do-rerun')}</Button>}
      </p>
      {ordering && (
        <WordsForm
          label={t('month.rerun-why')}
          submit={t('month.do-rerun')}
          pending={step.isPending}
          cancel={() => setOrdering(false)}
          send={(words) => step.mutate({ path: 'reruns', body: { words } }, { onSuccess: () => setOrdering(false) })}
        />
      )}
      <StepFault error={step.error} />
    </div>
  )
}
