import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRuledDatabase, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import type { MonthCommand, MonthContext } from '../../domain/month/decide.ts'
import { CENTRE } from '../../domain/org/unit.ts'
import { monthIdOf, readMonth, submitMonth } from './month-log.ts'

let database: RuledDatabase
beforeAll(async () => {
  database = await createRuledDatabase()
})
afterAll(() => database.drop())

const PERIOD = '2026-10'
const submit = (
  command: MonthCommand,
  {
    words = null,
    account = 'assessor',
    unit = CENTRE,
  }: { words?: string | null; account?: string; unit?: string } = {},
  together?: MonthTogether,
) => {
  const { org } = database.rulebook
  const context: MonthContext = { step: 'freeze', account, unit, org, pendingExclusions: 0, overCap: [] }
  return submitMonth(database.writer, database.keys, {
    period: PERIOD,
    command,
    context,
    words,
    actor: { kind: 'person', account, unit, role: 'assessor' },
    policy: 'beijing/2026-01',
    at: '2026-10-20T02:00:00.000Z',
    ...(together ? { together } : {}),
  })
}
type MonthTogether = NonNullable<Parameters<typeof submitMonth>[2]['together']>
const run = (hash: string) => ({ id: `${PERIOD}.${hash}`, hash })
const WORDS = '该件已进入诉讼程序，材料见附件'

describe('the log of a month', () => {
  it('opens once, however many draw it up at the same time', async () => {
    const all = await Promise.all([1, 2, 3].map(() => submit({ type: 'draft', period: PERIOD, run: run('a') })))
    for (const one of all) expect(one).toMatchObject({ ok: true, value: { version: 1, draft: run('a') } })
    expect((await readMonth(database.writer, database.keys.master, PERIOD)).events).toHaveLength(1)
  })

  it('keeps the words of an appeal in the vault, not in the log', async () => {
    const appeal: MonthCommand = {
      type: 'appeal',
      unit: '110102009',
      ticketId: 't-1',
      about: 'exclusion',
      ground: 'E03',
    }
    const officer = { account: 'officer', unit: '110102009', words: WORDS }
    expect(await submit(appeal, officer)).toMatchObject({ ok: true, value: { appeals: [{ number: 1 }] } })
    const { events } = await readMonth(database.writer, database.keys.master, PERIOD)
    expect(events[1]).toMatchObject({ type: 'month.appealed', texts: { words: WORDS } })
    const { rows } = await database.pool.query<{ bytes: string; opening: string }>(
      'select bytes, opening from record_event where record_id = $1',
      [monthIdOf(PERIOD)],
    )
    for (const { bytes, opening } of rows) expect(bytes + opening).not.toContain('诉讼')
    expect(rows[1]?.bytes).not.toContain('t-1')
    expect(await submit(appeal, officer)).toMatchObject({ ok: false, rejection: { code: 'month.appeal-open' } })
  })

  it('freezes together with what belongs to it, or not at all', async () => {
    expect(await submit({ type: 'decide-appeal', number: 1, upheld: false })).toMatchObject({ ok: true })
    const freeze: MonthCommand = { type: 'freeze', run: run('a') }
    const cut = submit(freeze, {}, async () => {
      throw new Error('disk full')
    })
    await expect(cut).rejects.toThrow('disk full')
    expect((await readMonth(database.writer, database.keys.master, PERIOD)).state.frozen).toBeNull()
    let together = 0
    const frozen = await submit(freeze, {}, async () => {
      together++
    })
    expect(frozen).toMatchObject({ ok: true, value: { frozen: run('a') } })
    expect(together).toBe(1)
  })
})
