import { expect, it } from 'vitest'
import { readVersion } from '../../../tests/policy/shipped.ts'
import { DAY, HOUR, MINUTE } from '../../domain/kernel/instant.ts'
import { DEFAULT_THRESHOLDS, thresholdsOf } from '../../domain/policy/signal-thresholds.ts'
import { monthRuleOf, USUAL_MONTH } from '../../domain/scoring/month-rule.ts'
import { parsePolicy } from './parse-policy.ts'
import { sheetsOf } from './sheet/sheet.ts'

const version = await readVersion()
const scoring = version.get('scoring.yaml') ?? ''
const withLines = (lines: string) => parsePolicy(new Map(version).set('scoring.yaml', `${scoring}\n${lines}\n`))

function policyWith(lines: string) {
  const read = withLines(lines)
  if (!read.ok) throw new Error(JSON.stringify(read))
  return read.value.policy
}

it('a version that says nothing of signals and of the month has the documented values', () => {
  const policy = policyWith('')
  expect(thresholdsOf(policy)).toEqual(DEFAULT_THRESHOLDS)
  expect(monthRuleOf(policy)).toEqual(USUAL_MONTH)
})

it('a version names thresholds of its own in minutes, hours and days, and leaves the others as they are', () => {
  const policy = policyWith(
    'signals:\n  hasty_minutes: 30\n  hasty_tickets: 4\n  pause_hours: 6\n  refiled_days: 45\n  alike_share: 0.8',
  )
  expect(thresholdsOf(policy)).toEqual({
    ...DEFAULT_THRESHOLDS,
    hastyWithin: 30 * MINUTE,
    hastyTickets: 4,
    pauseBefore: 6 * HOUR,
    refiledWithin: 45 * DAY,
    alikeShare: 0.8,
  })
})

it('a version names the days of its month and its cap', () => {
  const policy = policyWith('month:\n  freeze: 8\n  bulletin: 10\n  exclusion_cap: 0.02')
  expect(monthRuleOf(policy)).toEqual({ ...USUAL_MONTH, freeze: 8, bulletin: 10, exclusionCap: 0.02 })
})

it('the tables of the workshop show them once a version names them', () => {
  const values = sheetsOf('scoring.yaml', `${scoring}\nsignals:\n  hasty_minutes: 30\nmonth:\n  freeze: 6\n`).find(
    (one) => one.name === 'values',
  )
  const shown = new Map(values?.rows.map(({ key, cells }) => [key, cells[0]?.text]))
  expect(shown.get('signals.hasty_minutes')).toBe('30')
  expect(shown.get('month.freeze')).toBe('6')
})

it.each([
  ['a step that ends before the one it follows', 'month:\n  freeze: 9\n  bulletin: 8', 'one after the other'],
  ['a step beyond the next period', 'month:\n  bulletin: 40', 'bulletin'],
  ['a cap above the whole', 'month:\n  exclusion_cap: 1.5', 'exclusion_cap'],
  ['a threshold that everything passes', 'signals:\n  hasty_tickets: 0', 'hasty_tickets'],
  ['an unknown threshold', 'signals:\n  hasty: 3', 'hasty'],
])('refuses %s, with its line', (_what, lines, named) => {
  const read = withLines(lines)
  expect(read.ok).toBe(false)
  const said = JSON.stringify(read)
  expect(said).toContain('scoring.yaml')
  expect(said).toContain(named)
})
