import { expect, test } from 'vitest'
import { assessCells } from '../../src/domain/scoring/assess-run.ts'
import type { AssessmentRun } from '../../src/domain/scoring/run.ts'
import { digest } from '../../src/store/assessment/runs.ts'
import { PERIODS, readReplay } from './replay.ts'

test('three stored months never move: every figure, interval, rank range and class, to the byte', () => {
  const previous: AssessmentRun[] = []
  for (const period of PERIODS) {
    const { frame, cells, hash, figures } = readReplay(period)
    const counts = new Map(Object.entries(cells).map(([unit, own]) => [unit, new Map(Object.entries(own))]))
    const assessed = assessCells(counts, { ...frame, previous, digest })
    if (!assessed.ok) throw new Error(assessed.rejection.code)
    const { units } = assessed.value
    const found = units
      .filter(({ composite }) => composite !== null)
      .map(({ unit, composite, rank, rankRange, intervals }) => ({
        unit,
        composite,
        rank,
        rankRange,
        interval: intervals.composite,
      }))
    expect({ period, figures: found }).toEqual({ period, figures })
    expect({ period, hash: digest(assessed.value) }).toEqual({ period, hash })
    expect(units.filter(({ rank }) => rank !== null).length).toBeGreaterThan(3)
    previous.unshift(assessed.value)
  }
  // The months are rich enough to hold the rules of the year's list and of rises to their word.
  const marks = previous.flatMap(({ units }) => units.flatMap(({ classes }) => classes.map(({ code }) => code)))
  expect(marks).toEqual(expect.arrayContaining(['ranking.bottom', 'ranking.rise-score']))
})
