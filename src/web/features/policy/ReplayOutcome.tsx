import { Segmented } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { REPLAY_CHANGES, type ReplayChange } from '../../../domain/workshop/replay.ts'
import type { ReplayResult, ReplayUnit } from '../../../domain/workshop/replay-result.ts'
import { useWords } from '../../i18n/words.ts'
import type { SlopeLine } from '../../ui/rates/slope-option.ts'
import styles from './DraftPage.module.css'

const SlopeChart = lazy(() => import('../../ui/rates/SlopeChart.tsx').then((file) => ({ default: file.SlopeChart })))

interface Props {
  readonly result: ReplayResult
  readonly units: Readonly<Record<string, string>>
  readonly numbers: Readonly<Record<string, string>>
  readonly hash: string
}

/** What the draft would have changed: in numbers, unit by unit, ticket by ticket. */
export function ReplayOutcome({ result, units, numbers, hash }: Props) {
  const { t, term, between } = useWords()
  const { tickets, changed, changes, verdicts, unitChanges, flows, notReplayed } = result
  const nameOf = (code: string) => units[code] ?? code
  const figures: readonly (readonly [string, number])[] = [
    [t('policy.sum-tickets'), tickets],
    [t('policy.sum-changed'), changed],
    ...REPLAY_CHANGES.map((change) => [t(`policy.change-${change}`), changes[change]] as const),
    [t('policy.became-late'), verdicts.becameLate],
    [t('policy.became-on-time'), verdicts.becameOnTime],
    [t('policy.units-score'), unitChanges.score],
    [t('policy.units-rank'), unitChanges.rank],
    [t('policy.units-class'), unitChanges.class],
  ]
  return (
    <div className={styles['stack']}>
      <h2>{t('policy.replay-of', { from: result.firstDay, to: result.lastDay, base: result.base })}</h2>
      <dl className={styles['figures']}>
        {figures.map(([label, count]) => (
          <Pair key={label} label={label} count={count} />
        ))}
      </dl>
      {notReplayed.length > 0 && (
        <p>
          {t('policy.not-replayed', { tables: notReplayed.map((file) => term('policy-sheet', file)).join(between) })}
        </p>
      )}
      <Ranks result={result} />
      {flows.length > 0 && (
        <div className={styles['wide']}>
          <table>
            <caption>{t('policy.flows')}</caption>
            <tbody>
              {flows.slice(0, 20).map((flow) => (
                <tr key={`${flow.from} ${flow.to}`}>
                  <td>{nameOf(flow.from)}</td>
                  <td>→ {nameOf(flow.to)}</td>
                  <td className="figures">{flow.tickets}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Examples result={result} nameOf={nameOf} numbers={numbers} />
      <p className={styles['hash']}>{hash}</p>
    </div>
  )
}

function Pair({ label, count }: { readonly label: string; readonly count: number }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{count}</dd>
    </>
  )
}

/** Units that would stand elsewhere, as lines and as a table. */
function Ranks({ result }: { readonly result: ReplayResult }) {
  const { t, term } = useWords()
  const classes = [...new Set(result.units.map((unit) => unit.class))]
  const [chosen, setChosen] = useState(classes[0] ?? '')
  const moved = result.units.filter(
    ({ class: kind, before, after }) =>
      kind === chosen &&
      (before?.composite !== after?.composite ||
        before?.rank !== after?.rank ||
        before?.classes.join() !== after?.classes.join()),
  )
  if (classes.length === 0) return null
  return (
    <>
      <Segmented
        options={classes.map((kind) => ({ value: kind, label: term('unit-kind', kind) }))}
        value={chosen}
        onChange={(kind: string) => setChosen(kind)}
      />
      {moved.length === 0 && <p>{t('policy.no-unit-changes')}</p>}
      {moved.some((unit) => unit.before?.rank != null && unit.after?.rank != null) && (
        <Suspense fallback={null}>
          <SlopeChart labels={[t('policy.before'), t('policy.after')]} lines={slopesOf(moved)} />
        </Suspense>
      )}
      {moved.length > 0 && (
        <div className={styles['wide']}>
          <table>
            <caption>{t('policy.unit-changes')}</caption>
            <thead>
              <tr>
                <th>{t('rates.unit')}</th>
                <th>{t('rates.composite')}</th>
                <th>{t('rates.rank')}</th>
                <th>{t('policy.on-time')}</th>
              </tr>
            </thead>
            <tbody>
              {moved.slice(0, 60).map(({ unit, name, before, after }) => (
                <tr key={unit} className="figures">
                  <td>{name}</td>
                  <td>
                    {before?.composite ?? '—'} → {after?.composite ?? '—'}
                  </td>
                  <td>
                    {before?.rank ?? '—'} → {after?.rank ?? '—'}
                  </td>
                  <td>
                    {before?.onTime ?? '—'} → {after?.onTime ?? '—'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

interface ExamplesProps {
  readonly result: ReplayResult
  readonly nameOf: (code: string) => string
  readonly numbers: Readonly<Record<string, string>>
}

function Examples({ result, nameOf, numbers }: ExamplesProps) {
  const { t, term, time, between } = useWords()
  const kinds = REPLAY_CHANGES.filter((change) => result.examples[change].length > 0)
  const [chosen, setChosen] = useState<ReplayChange | undefined>(kinds[0])
  const kind = chosen && kinds.includes(chosen) ? chosen : kinds[0]
  if (!kind) return null
  const said = (onTime: boolean | null) => term('verdict', onTime === null ? 'open' : onTime ? 'on-time' : 'late')
  const show = (side: ReplayResult['examples'][ReplayChange][number]['before']): string => {
    if (kind === 'unit') return nameOf(side.lead)
    if (kind === 'assisting') return side.assisting.map(nameOf).join(between) || '—'
    if (kind === 'limit') return term('limit', side.limit)
    return kind === 'verdict' ? said(side.onTime) : side.dueAt ? time(side.dueAt) : '—'
  }
  return (
    <>
      <Segmented
        options={kinds.map((one) => ({ value: one, label: t(`policy.change-${one}`) }))}
        value={kind}
        onChange={(value: ReplayChange) => setChosen(value)}
      />
      <div className={styles['wide']}>
        <table>
          <caption>{t('policy.examples')}</caption>
          <tbody>
            {result.examples[kind].slice(0, 15).map((one) => (
              <tr key={one.ticketId} className="figures">
                <td>{numbers[one.ticketId] ?? one.ticketId.slice(0, 8)}</td>
                <td>{one.category}</td>
                <td>
                  {show(one.before)} → {show(one.after)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** More lines than these are no picture any more. */
const MOST_SLOPES = 24

/** The units whose rank moved most. */
function slopesOf(units: readonly ReplayUnit[]): SlopeLine[] {
  return units
    .flatMap(({ name, before, after }) =>
      before?.rank != null && after?.rank != null ? [{ name, from: before.rank, to: after.rank }] : [],
    )
    .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
    .slice(0, MOST_SLOPES)
    .map(({ name, from, to }) => ({ name, ranks: [{ rank: from }, { rank: to }] }))
}
