import type { BulletinView } from '../../api/bulletin.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Figures.module.css'

const STEPS = ['received', 'dispatched', 'valid', 'solved', 'satisfied'] as const

/** From calls to satisfied people: bars in a list, so that the numbers are there for every reader. */
export function FunnelFigure({ funnel }: { readonly funnel: BulletinView['funnel'] }) {
  const { t } = useWords()
  const widest = Math.max(1, ...STEPS.map((step) => funnel[step]))
  return (
    <section aria-labelledby="bulletin-funnel">
      <h2 id="bulletin-funnel">{t('bulletin.funnel')}</h2>
      <ol className={styles['bars']}>
        {STEPS.map((step) => (
          <li key={step}>
            <span className={styles['label']}>{t(`bulletin.funnel-${step}`)}</span>
            <svg className={styles['bar']} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect width={(funnel[step] / widest) * 100} height="10" />
            </svg>
            <b>{funnel[step]}</b>
          </li>
        ))}
      </ol>
    </section>
  )
}
