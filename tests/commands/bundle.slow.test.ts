import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { VERIFIER } from '../bundle/verifier.ts'
import { huying, huyingJson } from './huying.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hy-three-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const here = () => ({ HUYING_DATA: join(root, 'd') })

/** On a machine that has only Node, the verifier and the bundle. */
async function asCitizen(bundle: string, ...more: string[]): Promise<{ code: number; out: string }> {
  const desk = await mkdtemp(join(root, 'desk-'))
  await cp(VERIFIER, join(desk, 'verify.mjs'))
  await cp(bundle, join(desk, 'bundle'), { recursive: true })
  return new Promise((resolve) => {
    execFile(process.execPath, ['verify.mjs', 'bundle', ...more], { cwd: desk, env: {} }, (error, out) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out }),
    )
  })
}

async function json<T>(...args: string[]): Promise<T> {
  const { code, json: outcome } = await huyingJson<T>(args, here())
  expect(code).toBe(0)
  return outcome
}

interface Run {
  readonly facts: number
  readonly units: readonly { readonly unit: string; readonly composite: string | null; readonly rank: number | null }[]
}

test('three months lived, assessed, exported: a stranger with nothing but Node gets OK for each', {
  timeout: 900_000,
}, async () => {
  const lived = '--from 2026-07-19 --days 92 --units 110102009,110102001 --bulk 2500'.split(' ')
  expect(await json<object>('simulate', ...lived)).toMatchObject({ tickets: 2_500 })
  let lines = 0
  for (const period of ['2026-08', '2026-09', '2026-10']) {
    const run = await json<Run>('assess', '--period', period, '--store')
    const out = join(root, period)
    const exported = await json<{ status: string; lines: number; files: number; fingerprint: string }>(
      'export',
      'assessment',
      '--period',
      period,
      '--out',
      out,
    )
    expect(exported).toMatchObject({ status: 'draft', lines: run.facts })
    expect((await readdir(out)).length).toBe(exported.files)
    expect(exported.files).toBeLessThanOrEqual(15)
    lines += exported.lines
    const plain = await asCitizen(out)
    expect(plain).toMatchObject({ code: 0, out: expect.stringMatching(/\nOK \(signer not proved\)\n$/) })
    const known = await asCitizen(out, '--key', exported.fingerprint)
    expect(known).toMatchObject({ code: 0, out: expect.stringMatching(/\nOK\n$/) })
    const published = JSON.parse(await readFile(join(out, 'run.json'), 'utf8')) as Run
    const figures = ({ units }: Run) => units.map(({ unit, composite, rank }) => ({ unit, composite, rank }))
    expect(figures(published)).toEqual(figures(run))
    // Every day that is over was sealed before it was told.
    const seals = (await readFile(join(out, 'seals.jsonl'), 'utf8')).trim().split('\n')
    expect(seals.length).toBeGreaterThan(85)
  }
  expect(lines).toBeGreaterThan(1_500)
  const used = await huying(['export', 'assessment', '--period', '2026-08', '--out', join(root, '2026-08')], here())
  expect(used).toMatchObject({ code: 3, out: '', err: expect.stringContaining('is not empty') })
  const loose = ['export', 'assessment', '--period', '2026-08', '--out', join(root, 'x'), '--smallest-group', '2']
  expect(await huying(loose, here())).toMatchObject({ code: 2, err: expect.stringContaining('from 3 to 1000') })
})
