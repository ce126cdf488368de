import { Link } from '@tanstack/react-router'
import type { BulletinView } from '../../api/bulletin.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './BulletinPage.module.css'

type Class = BulletinView['classes'][number]
type Line = Class['lines'][number]

const RATES = [
  { rate: 'response', count: 'contacted' },
  { rate: 'resolution', count: 'solved' },
  { rate: 'satisfaction', count: 'satisfied' },
] as const

interface ClassTableProps {
  readonly one: Class
  readonly period: string
  readonly previous: string | null
}

/** Units of one class by rank: rates with their intervals, what the composite is made of, and how it moved. */
export function ClassTable({ one, period, previous }: ClassTableProps) {
  const { t, term } = useWords()
  const title = `bulletin-${one.class}`
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>{t('bulletin.class', { class: term('unit-kind', one.class), ranked: one.ranked })}</h2>
      <div className={styles['scroll']}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than its frame must scroll by keyboard (WCAG 2.1.1) */}
        <section tabIndex={0} aria-label={t('bulletin.table', { class: term('unit-kind', one.class) })}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('rates.rank')}</th>
                <th scope="col">{t('rates.unit')}</th>
                <th scope="col">{t('rates.volume')}</th>
                <th scope="col">{t('bulletin.valid')}</th>
                <th scope="col">{t('rates.response')}</th>
                <th scope="col">{t('rates.resolution')}</th>
                <th scope="col">{t('rates.satisfaction')}</th>
                <th scope="col">{t('rates.composite')}</th>
                <th scope="col">{t('bulletin.change', { period: previous ?? '—' })}</th>
                <th scope="col">{t('bulletin.classes')}</th>
              </tr>
            </thead>
            <tbody>
              {one.lines.map((line) => (
                <UnitLine key={line.unit} line={line} period={period} />
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </section>
  )
}

function UnitLine({ line, period }: { readonly line: Line; readonly period: string }) {
  const { t } = useWords()
  const { composite, intervals, rankRange, parts } = line
  return (
    <tr>
      <td>
        {line.rank ?? '—'}
        {rankRange && (
          <span className={styles['small']}>{t('bulletin.range', { from: rankRange.from, to: rankRange.to })}</span>
        )}
      </td>
      <th scope="row">{line.name}</th>
      <td>
        <Opened line={line} period={period} count="volume" text={String(line.volume)} />
      </td>
      <td>
        <Opened line={line} period={period} count="valid" text={line.valid} />
      </td>
      {RATES.map(({ rate, count }) => (
        <td key={rate}>
          <Opened line={line} period={period} count={count} text={line.rates[rate].percent ?? t('rates.no-sample')} />
          <Range interval={intervals[rate]} />
        </td>
      ))}
      <td>
        <b>{composite ?? t('rates.no-sample')}</b>
        <Range interval={intervals.composite} />
        {parts && (
          <span className={styles['small']}>{parts.map(({ name, points }) => `${name} ${points}`).join(' + ')}</span>
        )}
      </td>
      <td>
        {line.change === null ? '—' : t(changeWord(line.change), { points: line.change.replace('-', '') })}
        {line.rankBefore !== null && (
          <span className={styles['small']}>{t('bulletin.rank-before', { rank: line.rankBefore })}</span>
        )}
      </td>
      <td className={styles['words']}>
        {line.classes.map(({ name, why }) => (
          <span key={name} title={why}>
            {name}{' '}
          </span>
        ))}
        {line.reason && <span className={styles['small']}>{t(reasonOf(line.reason))}</span>}
      </td>
    </tr>
  )
}

function changeWord(change: string) {
  return Number(change) > 0 ? 'bulletin.up' : Number(change) < 0 ? 'bulletin.down' : 'bulletin.same'
}

function reasonOf(reason: string) {
  return reason === 'no-sample'
    ? 'rates.no-sample'
    : reason === 'small-sample'
      ? 'rates.small-sample'
      : 'rates.not-ranked'
}

function Range({ interval }: { readonly interval: Line['intervals']['composite'] }) {
  if (interval === null) return null
  return (
    <span className={styles['small']}>
      {interval.low}–{interval.high}
    </span>
  )
}

/** A number opens to its tickets for whoever may see them; of peers it is a figure only (P21). */
function Opened(props: {
  readonly line: Line
  readonly period: string
  readonly count: string
  readonly text: string
}) {
  const { line, period, count, text } = props
  if (!line.openable) return <>{text}</>
  return (
    <Link to="/rates/$unit/tickets" params={{ unit: line.unit }} search={{ period, count }}>
      {text}
    </Link>
  )
}
