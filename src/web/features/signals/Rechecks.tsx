import { useQuery } from '@tanstack/react-query'
import { type RecheckComparison, recheckQuery } from '../../api/callbacks.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './SignalsPage.module.css'

const QUESTIONS = ['contacted', 'solved', 'satisfied', 'all'] as const

/** First answers against those of a second, random call: how far they can be relied on (P23). */
export function Rechecks({ period }: { readonly period: string }) {
  const { t } = useWords()
  const { data } = useQuery(recheckQuery(period))
  if (!data) return null
  return (
    <details className={styles['signal']} open={data.reached > 0}>
      <summary>
        {t('rechecks.title')} · {t('rechecks.reached', { drawn: data.drawn, reached: data.reached })}
      </summary>
      <p className={styles['quiet']}>{t('rechecks.lead')}</p>
      <Plan plan={data.plan} />
      {data.reached === 0 ? <p>{t('rechecks.none')}</p> : <Table compared={data} />}
    </details>
  )
}

function Plan({ plan }: Pick<RecheckComparison, 'plan'>) {
  const { t, time, percent } = useWords()
  if (!plan) return <p className={styles['quiet']}>{t('rechecks.no-plan')}</p>
  return (
    <p className={styles['quiet']}>
      {t('rechecks.plan', {
        at: time(plan.storedAt),
        when: t(plan.late ? 'rechecks.late' : 'rechecks.before'),
        share: percent(plan.share),
        recheck: percent(plan.recheckShare),
      })}
    </p>
  )
}

function Table({ compared }: { readonly compared: RecheckComparison }) {
  const { t, percent } = useWords()
  return (
    <table className={styles['rechecks']}>
      <thead>
        <tr>
          <th scope="col">{t('rechecks.question')}</th>
          <th scope="col">{t('rechecks.same')}</th>
          <th scope="col">{t('rechecks.interval')}</th>
        </tr>
      </thead>
      <tbody>
        {QUESTIONS.map((question) => {
          const { same, of, interval } = compared[question]
          return (
            <tr key={question}>
              <th scope="row">{t(`rechecks.on-${question}`)}</th>
              <td className="figures">
                {same} / {of}
              </td>
              <td className="figures">{interval && `${percent(interval[0])} – ${percent(interval[1])}`}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
