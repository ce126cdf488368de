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
  const [asking, setAsking] = useState<'publish' | 'rerun' | null>(null)
  const step = useStep(month.period)
  const may = (action: MonthView['actions'][number]) => month.actions.includes(action)
  const plain = (['draft', 'freeze'] as const).filter(may)
  const main = month.draft === null ? 'draft' : 'freeze'
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
        {month.frozen && (
          <Link to="/bulletins/$period" params={{ period: month.period }}>
            {t('month.bulletin')}
          </Link>
        )}
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
        {may('publish') && asking === null && (
          <Button type="primary" onClick={() => setAsking('publish')}>
            {t('month.do-publish')}
          </Button>
        )}
        {may('rerun') && asking === null && <Button onClick={() => setAsking('rerun')}>{t('month.do-rerun')}</Button>}
      </p>
      {asking === 'rerun' && (
        <WordsForm
          label={t('month.rerun-why')}
          submit={t('month.do-rerun')}
          pending={step.isPending}
          cancel={() => setAsking(null)}
          send={(words) => step.mutate({ path: 'reruns', body: { words } }, { onSuccess: () => setAsking(null) })}
        />
      )}
      {asking === 'publish' && (
        <WordsForm
          label={t('month.publish-cases')}
          submit={t('month.do-publish')}
          optional
          pending={step.isPending}
          cancel={() => setAsking(null)}
          send={(words) =>
            step.mutate(
              { path: 'publish', body: { words: words === '' ? null : words } },
              { onSuccess: () => setAsking(null) },
            )
          }
        />
      )}
      <StepFault error={step.error} />
    </div>
  )
}
