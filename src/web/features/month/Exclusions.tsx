import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { MonthView } from '../../api/month.ts'
import { useWords } from '../../i18n/words.ts'
import { ExclusionRows } from '../../ui/month/ExclusionRows.tsx'
import styles from './MonthPage.module.css'
import { StepFault } from './StepFault.tsx'
import { useStep } from './use-step.ts'
import { WordsForm } from './WordsForm.tsx'

/** What does not count, by ground, beside the rates (P4); and the units that passed the cap. */
export function Exclusions({ month }: { readonly month: MonthView }) {
  const { t, percent } = useWords()
  const { exclusions } = month
  return (
    <section aria-labelledby="month-exclusions" className={styles['section']}>
      <h2 id="month-exclusions">{t('month.exclusions')}</h2>
      {month.openExclusions > 0 && (
        <p>
          {t('month.open-exclusions', { count: month.openExclusions })}{' '}
          <Link to="/tickets" search={{ mark: 'exclusion-pending', all: true }}>
            {t('month.open-list')}
          </Link>
        </p>
      )}
      {exclusions === null ? (
        <p className={styles['hint']}>{t('month.no-draft-yet')}</p>
      ) : exclusions.grounds.length + exclusions.suspended.length + exclusions.withdrawn === 0 ? (
        <p className={styles['hint']}>{t('month.none-excluded')}</p>
      ) : (
        <table className={styles['table']}>
          <caption className="unseen">{t('month.exclusions')}</caption>
          <ExclusionRows exclusions={exclusions} />
        </table>
      )}
      {month.overCap.length > 0 && (
        <>
          <h3>{t('month.over-cap', { cap: percent(month.exclusionCap) })}</h3>
          <ul className={styles['list']}>
            {month.overCap.map((one) => (
              <OverCap key={one.unit} month={month} over={one} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function OverCap({ month, over }: { readonly month: MonthView; readonly over: MonthView['overCap'][number] }) {
  const { t, time } = useWords()
  const [auditing, setAuditing] = useState(false)
  const step = useStep(month.period)
  return (
    <li>
      <b>{over.name}</b> {t('month.over-cap-of', { excluded: over.excluded, of: over.of })}{' '}
      {over.audited === null ? (
        month.actions.includes('audit') &&
        !auditing && (
          <Button size="small" onClick={() => setAuditing(true)}>
            {t('month.do-audit')}
          </Button>
        )
      ) : (
        <span>
          {t('month.audited-at', { time: time(over.audited) })} {over.words}
        </span>
      )}
      {auditing && (
        <WordsForm
          label={t('month.audit-finding', { unit: over.name })}
          submit={t('month.do-audit')}
          pending={step.isPending}
          cancel={() => setAuditing(false)}
          send={(words) => step.mutate({ path: 'audits', body: { unit: over.unit, words } })}
        />
      )}
      <StepFault error={step.error} />
    </li>
  )
}
