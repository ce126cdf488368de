import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DraftFileView, ReplayView, WholeDraft } from '../../src/contract/http/workshop.ts'
import { setCell, sheetsOf } from '../../src/contract/policy/sheet/sheet.ts'
import type { ReplayResult } from '../../src/domain/workshop/replay-result.ts'
import { createServer } from '../../src/server/app.ts'
import { createAccount } from '../../src/store/account/accounts.ts'
import { openSession } from '../../src/store/account/sessions.ts'
import { sealDay } from '../../src/store/log/daily-seal.ts'
import { loadRules } from '../../src/store/rules/load-rules.ts'
import { verifyDatabase } from '../../src/store/verification/verify-database.ts'
import { copyDays, createRuledDatabase, newKeys, type RuledDatabase } from '../database/lived-database.ts'
import { type CastMember, startTestServer, type TestServer } from './start.ts'

const CITY = new URL('../../policy/beijing', import.meta.url).pathname
const DAY_IN_FORCE = '2026-12-01'
const keys = newKeys()
let lived: RuledDatabase
let server: TestServer

beforeAll(async () => {
  lived = await createRuledDatabase(keys)
  await copyDays(lived, { seed: 3, from: '2026-10-05', days: 6, volume: { '110102009': 20 } })
  server = await startTestServer({ database: lived, keys, at: '2026-11-10T02:00:00.000Z' })
  await createAccount(lived.pool, {
    accountId: 'second-editor',
    login: 'second-editor',
    name: '第二位编辑',
    role: 'policy-editor',
    unit: 'centre',
    passwordHash: null,
  })
})
afterAll(async () => {
  await server.app.close()
  await lived.drop()
})

type Who = CastMember | 'second-editor'

async function ask(who: Who, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const options = { method, url: `/api/${url}`, ...(payload ? { payload } : {}) }
  if (who !== 'second-editor') return server.as(who, options)
  const token = await openSession(lived.pool, who, '2099-01-01T00:00:00.000Z')
  return server.app.inject({ ...options, cookies: { huying: token } })
}

async function start(effectiveFrom = DAY_IN_FORCE): Promise<string> {
  const answer = await ask('editor', 'POST', 'policy-drafts', { base: 'beijing/2026-01', effectiveFrom })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json().draftId
}

async function whole(id: string): Promise<WholeDraft> {
  return (await ask('editor', 'GET', `policy-drafts/${id}`)).json()
}

async function fileOf(id: string, name: string): Promise<DraftFileView> {
  const found = (await whole(id)).files.find((file) => file.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}

async function setLimit(who: Who, id: string, value: string) {
  const { text, revision } = await fileOf(id, 'limits.yaml')
  const sheet = sheetsOf('limits.yaml', text)[0]
  const row = sheet?.rows.findIndex((one) => one.key === 'general') ?? -1
  const column = sheet?.columns.indexOf('limit') ?? -1
  const changed = setCell('limits.yaml', text, { sheet: 'limits', row, column }, value)
  return ask(who, 'PUT', `policy-drafts/${id}/files/limits.yaml`, { text: changed, revision })
}

async function replay(id: string): Promise<ReplayView> {
  const begun = await ask('editor', 'POST', `policy-drafts/${id}/replays`, {
    firstDay: '2026-10-05',
    lastDay: '2026-10-10',
  })
  expect(begun.statusCode, begun.body).toBe(201)
  for (let tries = 0; tries < 300; tries++) {
    const view: ReplayView = (await ask('editor', 'GET', `policy-replays/${begun.json().replayId}`)).json()
    if (view.run.status !== 'running') return view
    await sleep(100)
  }
  throw new Error('the replay did not end')
}

const codeOf = (answer: { json(): { code?: string } }) => answer.json().code

describe('a draft', () => {
  it('begins as a copy of a released version, with an id of its own', async () => {
    const id = await start()
    const { draft, files } = await whole(id)
    expect(draft).toMatchObject({ status: 'editing', id: 'beijing/2026-12', base: 'beijing/2026-01', editors: [] })
    expect(files).toHaveLength(15)
    const { text } = await fileOf(id, 'manifest.yaml')
    expect(text).toContain(`effective_from: ${DAY_IN_FORCE}`)
    expect(text).toContain('name: 北京市接诉即办办理规则（2026年12月）')
    const diff = await ask('editor', 'GET', `policy-differences?before=beijing/2026-01&after=${id}`)
    expect(diff.json().sheets.map((sheet: { file: string }) => sheet.file)).toEqual(['manifest.yaml'])
    await ask('editor', 'DELETE', `policy-drafts/${id}`)
  })

  it('is refused on a day that has come, from a version that is not there, and by who may not', async () => {
    const body = { base: 'beijing/2026-01', effectiveFrom: '2026-11-10' }
    expect(codeOf(await ask('editor', 'POST', 'policy-drafts', body))).toBe('draft.day-past')
    expect(codeOf(await ask('editor', 'POST', 'policy-drafts', { ...body, base: 'x/1' }))).toBe(
      'policy.unknown-version',
    )
    expect(codeOf(await ask('assessor', 'POST', 'policy-drafts', body))).toBe('rights.no-grant')
    expect(codeOf(await ask('officer', 'GET', 'policy-drafts'))).toBe('rights.no-grant')
    const foreign = { accountId: 'far', login: 'far', name: '外', role: 'policy-editor', unit: '110102009' }
    await createAccount(lived.pool, { ...foreign, passwordHash: null })
    const token = await openSession(lived.pool, 'far', '2099-01-01T00:00:00.000Z')
    const request = { method: 'POST', url: '/api/policy-drafts', payload: body, cookies: { huying: token } } as const
    expect(codeOf(await server.app.inject(request))).toBe('rights.other-unit')
  })

  it('tells the second of two who change one table what happened, and keeps both who change different ones', async () => {
    const id = await start()
    const before = await fileOf(id, 'limits.yaml')
    expect((await setLimit('editor', id, '6 natural-days')).json()).toEqual({ revision: 2 })
    const late = { text: `${before.text}\n`, revision: before.revision }
    const answer = await ask('second-editor', 'PUT', `policy-drafts/${id}/files/limits.yaml`, late)
    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({ code: 'draft.table-changed', facts: { by: '测试editor', revision: 2 } })
    expect(answer.json().sentence).toContain('测试editor')
    const [risk, duty] = [await fileOf(id, 'risk-words.yaml'), await fileOf(id, 'duty-hours.yaml')]
    const both = await Promise.all([
      ask('editor', 'PUT', `policy-drafts/${id}/files/${risk.name}`, { text: `${risk.text}# a\n`, revision: 1 }),
      ask('second-editor', 'PUT', `policy-drafts/${id}/files/${duty.name}`, { text: `${duty.text}# b\n`, revision: 1 }),
    ])
    expect(both.map((one) => one.statusCode)).toEqual([200, 200])
    expect((await whole(id)).draft.editors.map((one) => one.account).toSorted()).toEqual(['editor', 'second-editor'])
    await ask('editor', 'DELETE', `policy-drafts/${id}`)
    expect(codeOf(await setLimit('editor', id, '5 natural-days'))).toBe('draft.not-now')
  })

  it('cannot be replayed or proposed with a fault, a category without a unit, or a failing case', async () => {
    const id = await start()
    const check = async () => (await ask('editor', 'GET', `policy-drafts/${id}/check`)).json()
    expect(await check()).toMatchObject({ errors: 0, failures: [] })
    await setLimit('editor', id, '5 moons')
    expect(await check()).toMatchObject({ errors: 1, faults: [{ file: 'limits.yaml' }] })
    expect(codeOf(await ask('editor', 'POST', `policy-drafts/${id}/proposal`))).toBe('draft.errors')
    const range = { firstDay: '2026-10-05', lastDay: '2026-10-06' }
    expect(codeOf(await ask('editor', 'POST', `policy-drafts/${id}/replays`, range))).toBe('draft.errors')
    await setLimit('editor', id, '7 natural-days')
    const catalogue = await fileOf(id, 'catalogue.csv')
    const gap = catalogue.text.split('\n').filter((line) => !line.startsWith('12'))
    const save = (text: string, revision: number) =>
      ask('editor', 'PUT', `policy-drafts/${id}/files/catalogue.csv`, { text, revision })
    await save(gap.join('\n'), 1)
    const gaps = await check()
    expect(gaps.findings.map((one: { code: string }) => one.code)).toContain('catalogue.gap')
    expect(codeOf(await ask('editor', 'POST', `policy-drafts/${id}/proposal`))).toBe('draft.errors')
    await save(catalogue.text.replaceAll('beijing-water', 'beijing-gas'), 2)
    const moved = await check()
    expect(moved).toMatchObject({ errors: 0 })
    expect(moved.failures.length).toBeGreaterThan(0)
    expect(codeOf(await ask('editor', 'POST', `policy-drafts/${id}/proposal`))).toBe('draft.cases-fail')
    await ask('editor', 'DELETE', `policy-drafts/${id}`)
  })
})

describe('from draft to version', () => {
  let id = ''
  let result: ReplayResult

  it('needs a replay of just these tables', async () => {
    id = await start()
    await setLimit('editor', id, '3 natural-days')
    expect(codeOf(await ask('editor', 'POST', `policy-drafts/${id}/proposal`))).toBe('draft.replay-needed')
    const view = await replay(id)
    expect(view.run).toMatchObject({ status: 'done' })
    result = view.result as unknown as ReplayResult
    expect(result.changes.deadline).toBeGreaterThan(0)
    expect(Object.keys(view.numbers).length).toBeGreaterThan(0)
    expect(view.units['110102009']).toBe('展览路街道')
    await setLimit('editor', id, '2 natural-days')
    expect(codeOf(await ask('editor', 'POST', `policy-drafts/${id}/proposal`))).toBe('draft.replay-outdated')
    await replay(id)
  })

  it('is proposed, sent back with a reason, and proposed again; nothing is edited meanwhile', async () => {
    expect((await ask('second-editor', 'POST', `policy-drafts/${id}/proposal`)).statusCode).toBe(200)
    expect(codeOf(await setLimit('editor', id, '4 natural-days'))).toBe('draft.not-now')
    const back = await ask('assessor', 'DELETE', `policy-drafts/${id}/proposal`, { reason: '依据不足' })
    expect(back.statusCode, back.body).toBe(200)
    expect((await whole(id)).draft).toMatchObject({ status: 'editing', sentBack: { reason: '依据不足' } })
    expect((await ask('second-editor', 'POST', `policy-drafts/${id}/proposal`)).statusCode).toBe(200)
  })

  it('is approved by two people: not the applicant, not the only editor, nobody twice', async () => {
    const approve = (who: Who) => ask(who, 'POST', `policy-drafts/${id}/approvals`)
    expect(codeOf(await approve('second-editor'))).toBe('draft.applicant-approves')
    expect(codeOf(await approve('editor'))).toBe('draft.only-editor')
    expect(codeOf(await approve('agent'))).toBe('rights.no-grant')
    expect((await approve('assessor')).json()).toEqual({ released: false })
    expect(codeOf(await approve('assessor'))).toBe('draft.approved-already')
    expect(server.deps.rulebook.versions.map((one) => one.id)).not.toContain('beijing/2026-12')
    expect((await approve('supervisor')).json()).toEqual({ released: true })
    expect(codeOf(await approve('supervisor'))).toBe('draft.not-now')
    const { versions } = (await ask('editor', 'GET', 'policy-versions')).json()
    expect(versions.at(-1)).toMatchObject({ id: 'beijing/2026-12', standing: 'coming', origin: 'workshop' })
  })

  it('is in the rulebook of every process, at once or at its next start', async () => {
    const policy = server.deps.rulebook.getVersion('beijing/2026-12')
    expect(policy.limits.general.limit).toEqual({ amount: 2, unit: 'natural-days' })
    const again = await loadRules(lived.pool, CITY)
    expect(again.inForce('2026-11-30T15:59:59.999Z').id).toBe('beijing/2026-01')
    expect(again.inForce('2026-11-30T16:00:00.000Z').id).toBe('beijing/2026-12')
  })

  it('judges a ticket by the version of its dispatch, on both sides of the switch', async () => {
    const dispatchedAt = async (at: string) => {
      server.clock.at = at
      const payload = {
        channel: 'phone',
        words: '楼道灯坏了三天。',
        title: '楼道灯不亮',
        requester: { name: '赵一鸣', phone: '13800000009' },
        place: { district: '110102', subdistrict: '110102009', community: null, address: null },
        classify: { category: '01-03' },
      }
      const answer = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
      expect(answer.statusCode, answer.body).toBe(201)
      const { rows } = await lived.pool.query<{ judged_under: string; due_at: string }>(
        'select judged_under, due_at from ticket where ticket_id = $1',
        [answer.json().ticketId],
      )
      return rows[0]
    }
    expect(await dispatchedAt('2026-11-30T15:59:59.999Z')).toEqual({
      judged_under: 'beijing/2026-01',
      due_at: '2026-12-07T15:59:59.999Z',
    })
    expect(await dispatchedAt('2026-11-30T16:00:00.000Z')).toEqual({
      judged_under: 'beijing/2026-12',
      due_at: '2026-12-02T16:00:00.000Z',
    })
  })

  it('cannot be changed by whoever serves requests, and verification says when somebody else did', async () => {
    const change = `update policy_release_file set text = text || '#' where name = 'limits.yaml'`
    await expect(lived.writer.query(change)).rejects.toThrow(/permission denied/)
    await expect(lived.writer.query('delete from policy_release')).rejects.toThrow(/permission denied/)
    const verify = () => verifyDatabase(lived.pool, keys, { rulebook: server.deps.rulebook })
    await sealDay(
      lived.pool,
      keys,
      '2026-12-02T00:00:00.000Z',
      server.deps.rulebook.inForce('2026-12-02T00:00:00.000Z').calendar,
    )
    expect((await verify()).faults).toEqual([])
    await lived.pool.query(change)
    expect((await verify()).faults).toEqual([
      { code: 'release.differs', facts: { release: 'beijing/2026-12', field: 'files' } },
    ])
    await expect(loadRules(lived.pool, CITY)).rejects.toMatchObject({ code: 'policy.version-changed' })
    await lived.pool.query(`update policy_release_file set text = left(text, -1) where name = 'limits.yaml'`)
    expect((await verify()).faultCount).toBe(0)
  })
})

it('another node hears of a release while it runs', async () => {
  server.clock.at = '2026-12-03T02:00:00.000Z'
  const rulebook = await loadRules(lived.pool, CITY)
  const other = await createServer({ ...server.deps, rulebook })
  await other.ready()
  try {
    const id = await start('2027-01-01')
    await setLimit('editor', id, '6 natural-days')
    await replay(id)
    await ask('second-editor', 'POST', `policy-drafts/${id}/proposal`)
    for (const who of ['assessor', 'supervisor'] as const) await ask(who, 'POST', `policy-drafts/${id}/approvals`)
    await expect.poll(() => rulebook.versions.map((one) => one.id), { timeout: 30_000 }).toContain('beijing/2027-01')
  } finally {
    await other.close()
  }
})

describe('a replay', () => {
  it('is cancelled, and not started twice for one draft', async () => {
    const id = await start('2027-02-01')
    const range = { firstDay: '2026-10-05', lastDay: '2026-10-10' }
    const begun = await ask('assessor', 'POST', `policy-drafts/${id}/replays`, range)
    const replayId = begun.json().replayId
    expect(codeOf(await ask('assessor', 'POST', `policy-drafts/${id}/replays`, range))).toBe('replay.running')
    expect((await ask('assessor', 'DELETE', `policy-replays/${replayId}`)).statusCode).toBe(200)
    const view: ReplayView = (await ask('assessor', 'GET', `policy-replays/${replayId}`)).json()
    expect(view).toMatchObject({ run: { status: 'cancelled' }, result: null })
    expect(codeOf(await ask('assessor', 'DELETE', `policy-replays/${replayId}`))).toBe('replay.not-running')
    const wrong = { firstDay: '2026-10-06', lastDay: '2026-10-05' }
    expect(codeOf(await ask('assessor', 'POST', `policy-drafts/${id}/replays`, wrong))).toBe('replay.range')
  })
})
