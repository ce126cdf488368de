import type { MonthView } from '../../api/month.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Steps.module.css'

/** The steps of the month side by side, the one where the month stands marked by a word as well as by its line. */
export function Steps({ month: { steps, step } }: { readonly month: MonthView }) {
  const { t, term } = useWords()
  const here = steps.findIndex((one) => one.step === step)
  return (
    <ol className={styles['steps']} aria-label={t('month.steps')}>
      {steps.map((one, index) => (
        <li
          key={one.step}
          className={styles[index < here ? 'past' : index === here ? 'here' : 'coming']}
          {...(index === here ? { 'aria-current': 'step' as const } : {})}
        >
          <span className={styles['name']}>{term('month.step', one.step)}</span>
          <span className={styles['days']}>{spanOf(one.from, one.to)}</span>
          <span className={styles['mark']}>
            {index < here ? t('month.past') : index === here ? t('month.here') : t('month.coming')}
          </span>
        </li>
      ))}
    </ol>
  )
}

function spanOf(from: string, to: string): string {
  const short = (day: string): string => `${Number(day.slice(5, 7))}-${Number(day.slice(8))}`
  return from === to ? short(from) : `${short(from)} – ${short(to)}`
}
