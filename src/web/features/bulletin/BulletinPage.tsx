import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { bulletinQuery } from '../../api/bulletin.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ExclusionRows } from '../../ui/month/ExclusionRows.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './BulletinPage.module.css'
import { ClassTable } from './ClassTable.tsx'
import { FunnelFigure } from './FunnelFigure.tsx'
import { VolumeFigure } from './VolumeFigure.tsx'

/** 通报: what a frozen month says, every number open to its tickets for whoever may see them. */
export function BulletinPage() {
  const { t, term, time } = useWords()
  const { period } = useParams({ from: '/desk/bulletins/$period' })
  const bulletin = useQuery(bulletinQuery(period))
  if (bulletin.isError) return <ErrorState error={bulletin.error} retry={() => void bulletin.refetch()} />
  if (!bulletin.data) return <WaitingPage />
  const view = bulletin.data
  const { exclusions } = view
  return (
    <article aria-labelledby="bulletin-title" className={styles['page']}>
      <header className={styles['head']}>
        <h1 id="bulletin-title">{t('bulletin.title', { period })}</h1>
        <p>{t('bulletin.span', { first: view.firstDay, last: view.lastDay, policy: view.policy.name })}</p>
        <p className={styles['hint']}>
          {t(view.published ? 'bulletin.is-published' : 'bulletin.not-published', {
            time: time(view.run.frozenAt),
            number: view.run.number,
          })}{' '}
          <code>{view.run.hash}</code>
        </p>
        <p className={styles['buttons']}>
          <Button onClick={() => window.print()}>{t('bulletin.print')}</Button>
          {['docx', 'xlsx'].map((kind) => (
            <Button key={kind} href={`/api/bulletins/${period}/bulletin.${kind}`}>
              {t('bulletin.download', { kind: `.${kind}` })}
            </Button>
          ))}
        </p>
      </header>
      <FunnelFigure funnel={view.funnel} />
      <VolumeFigure days={view.volume} />
      {view.classes.map((one) => (
        <ClassTable key={one.class} one={one} period={period} previous={view.previousPeriod} />
      ))}
      <section aria-labelledby="bulletin-exclusions">
        <h2 id="bulletin-exclusions">{t('month.exclusions')}</h2>
        <table className={styles['table']}>
          <ExclusionRows exclusions={exclusions} />
        </table>
      </section>
      {view.cases !== null && (
        <section aria-labelledby="bulletin-cases">
          <h2 id="bulletin-cases">{t('bulletin.cases')}</h2>
          <p className={styles['words']}>{view.cases}</p>
        </section>
      )}
      <section aria-labelledby="bulletin-method">
        <h2 id="bulletin-method">{t('bulletin.method')}</h2>
        <ul className={styles['method']}>
          {view.classes.map((one) => (
            <li key={one.class}>
              {term('unit-kind', one.class)} <code>{one.formula}</code>{' '}
              {t('bulletin.least', { count: one.minimumSample })}
            </li>
          ))}
        </ul>
        <p className={styles['hint']}>{t('bulletin.method-text')}</p>
      </section>
    </article>
  )
}
