import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyDays, createRuledDatabase, type RuledDatabase } from '../../tests/database/lived-database.ts'
import { planAhead, readPlan, storePlan } from '../store/callback/plans.ts'
import { checkCallbackPlan } from './callback-check.ts'

let lived: RuledDatabase
beforeAll(async () => {
  lived = await createRuledDatabase()
  await copyDays(lived, { seed: 5, from: '2026-10-05', days: 10, volume: { '110102009': 6 } })
}, 120_000)
afterAll(() => lived.drop())

const BEFORE = '2026-09-18T02:00:00.000Z'
const store = (more: object = {}) =>
  storePlan(lived.pool, lived.keys, lived.rulebook, {
    period: '2026-10',
    now: BEFORE,
    seed: 'drawn in public',
    ...more,
  })

describe('a plan', () => {
  it('is stored once, sealed, without its seed in the clear; the same period again is refused', async () => {
    const [one, other] = await Promise.all([store(), store({ seed: 'another seed' })])
    expect([one.ok, other.ok].sort()).toEqual([false, true])
    const { rows } = await lived.pool.query<{ bytes: string }>(
      `select bytes from record_event join record using (record_id) where kind = 'callback-plan'`,
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.bytes).toContain('"period":"2026-10"')
    expect(rows[0]?.bytes).not.toMatch(/drawn in public|another seed/)
    expect(await store()).toMatchObject({ ok: false, rejection: { code: 'callback-plan.exists' } })
  })

  it('is refused for a period that has begun', async () => {
    const late = await store({ period: '2026-09' })
    expect(late).toMatchObject({ ok: false, rejection: { code: 'callback-plan.too-late' } })
  })

  it('is made ahead of the month’s turn by itself, once, whoever comes first', async () => {
    const ahead = (now: string) => planAhead(lived.pool, lived.keys, lived.rulebook, now)
    await ahead('2026-10-14T16:00:00.000Z')
    expect(await readPlan(lived.pool, lived.keys.master, '2026-11')).toBeNull()
    await Promise.all([ahead('2026-10-15T16:00:00.000Z'), ahead('2026-10-15T16:00:00.000Z')])
    const next = await readPlan(lived.pool, lived.keys.master, '2026-11')
    expect(next).toMatchObject({ period: '2026-11', late: false, share: 1, recheckShare: 0.02 })
    expect(next?.seed).toMatch(/^[0-9a-f]{64}$/)
  })

  it('is checked against the log: each first call that came in another part of the day is named', async () => {
    const plan = await readPlan(lived.pool, lived.keys.master, '2026-10')
    if (!plan) throw new Error('no plan')
    const check = (seed: string, share = 1) =>
      checkCallbackPlan(lived.pool, lived.rulebook, { ...plan, seed, share }, '2026-10-16T02:00:00.000Z')
    const found = await check(plan.seed)
    expect(found).toMatchObject({ callbacks: 12, called: 10, drawn: 12 })
    expect(found.drawn).toBeGreaterThanOrEqual(found.called)
    expect(await check(plan.seed)).toEqual(found)
    // The simulated agents know of no plan: about two in three call in another part of the day.
    const others = found.deviations.filter((one) => one.kind === 'other-part').length
    expect(others).toBeGreaterThan(0)
    expect(found.deviations.some((one) => one.kind === 'called-undrawn')).toBe(false)
    const nobody = await check(plan.seed, 0)
    expect(nobody.deviations.filter((one) => one.kind === 'called-undrawn').length).toBeGreaterThan(0)
  })
})
