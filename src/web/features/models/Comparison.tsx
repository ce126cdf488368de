import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { comparisonQuery, type ModelComparison } from '../../api/models.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './ModelsPage.module.css'

/** Two models on the same messages: as a whole, by category, what is taken for what, and whether confidence keeps its word. */
export function Comparison({ file, active }: { readonly file: string; readonly active: string | null }) {
  const { t } = useWords()
  const comparison = useQuery(comparisonQuery(file, active))
  if (comparison.isPending) return <WaitingPage />
  if (!comparison.data) return <ErrorState error={comparison.error} retry={() => void comparison.refetch()} />
  const { messages, source, old, mended, broken } = comparison.data
  return (
    <section aria-labelledby="beside" className={styles['beside']}>
      <h2 id="beside">{t('models.beside')}</h2>
      <p>
        {t(`models.on-${source}`, { messages })} {old !== null && t('models.moved', { mended, broken })}
      </p>
      <Whole found={comparison.data} />
      <div className={styles['pair']}>
        <Labels found={comparison.data} />
        <Confusions found={comparison.data} />
      </div>
      <Calibration found={comparison.data} />
    </section>
  )
}

interface Found {
  readonly found: ModelComparison
}

function Whole({ found }: Found) {
  const { t, percent } = useWords()
  const rows = [
    ['models.accuracy', 'accuracy'],
    ['models.f1', 'macroF1'],
    ['models.calibration-error', 'calibrationError'],
    ['models.coverage', 'coverage'],
    ['models.right-above', 'rightAboveThreshold'],
  ] as const
  const share = (value: number | null | undefined): string => (value == null ? '—' : percent(value))
  return (
    <Sides caption={t('models.whole')} first={t('models.figure')} found={found}>
      {rows.map(([label, field]) => (
        <tr key={field}>
          <th scope="row">{t(label)}</th>
          <td>{share(found.old?.[field])}</td>
          <td>{share(found.new[field])}</td>
        </tr>
      ))}
    </Sides>
  )
}

function Labels({ found }: Found) {
  const { t, percent } = useWords()
  const share = (value: number | null): string => (value === null ? '—' : percent(value))
  return (
    <Sides caption={t('models.by-category')} first={t('form.category')} found={found}>
      {found.labels.map((one) => (
        <tr key={one.label}>
          <th scope="row">
            {one.name} <span className={styles['small']}>{t('models.count', { count: one.messages })}</span>
          </th>
          <td>{share(one.f1.old)}</td>
          <td data-worse={one.f1.old !== null && (one.f1.new ?? 0) < one.f1.old}>{share(one.f1.new)}</td>
        </tr>
      ))}
    </Sides>
  )
}

function Confusions({ found }: Found) {
  const { t } = useWords()
  if (found.confusions.length === 0) return <p>{t('models.no-confusion')}</p>
  return (
    <Sides caption={t('models.confusion')} first={t('models.taken-for')} found={found}>
      {found.confusions.map((one) => (
        <tr key={`${one.truth} ${one.said}`}>
          <th scope="row">{t('models.confused', { truth: one.truth, said: one.said })}</th>
          <td>{one.old}</td>
          <td data-worse={found.old !== null && one.new > one.old}>{one.new}</td>
        </tr>
      ))}
    </Sides>
  )
}

function Calibration({ found }: Found) {
  const { t, percent } = useWords()
  const bins = [...new Set([...(found.old?.calibration ?? []), ...found.new.calibration].map((row) => row.from))].sort(
    (a, b) => a - b,
  )
  const told = (side: ModelComparison['old'], from: number): string => {
    const row = side?.calibration.find((one) => one.from === from)
    return row ? t('models.kept', { right: percent(row.right), count: row.messages }) : '—'
  }
  return (
    <Sides caption={t('models.calibration')} first={t('models.confidence')} found={found}>
      {bins.map((from) => (
        <tr key={from}>
          <th scope="row">
            {percent(from)}–{percent(from + 1 / 15)}
          </th>
          <td>{told(found.old, from)}</td>
          <td>{told(found.new, from)}</td>
        </tr>
      ))}
    </Sides>
  )
}

interface SidesProps extends Found {
  readonly caption: string
  readonly first: string
  readonly children: ReactNode
}

function Sides({ caption, first, found, children }: SidesProps) {
  const { t } = useWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen is scrolled by keyboard too.
    <section className={styles['scroll']} tabIndex={0} aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <th scope="col">{t('models.old', { name: found.old?.name ?? t('models.keywords') })}</th>
            <th scope="col">{t('models.new', { name: found.new.name })}</th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}
