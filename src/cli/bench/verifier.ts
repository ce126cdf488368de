import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { frameOf } from '../../analytics/assessment-frame.ts'
import { exportAssessment } from '../../analytics/bundle/export-assessment.ts'
import { SMALLEST_GROUP } from '../../analytics/bundle/write-bundle.ts'
import { isValidOn } from '../../domain/org/unit.ts'
import type { Sql } from '../../store/database/connect.ts'
import type { House } from '../house.ts'
import { makeProgress } from '../terminal.ts'
import { storeMonthOfFacts } from './fact-rows.ts'
import { describeMachine, median, rounded } from './machine.ts'

export interface VerifierOptions {
  readonly tickets: number
  readonly rounds: number
}

const PERIOD = '2026-10'
const UNITS = 400
const VERIFIER = join(import.meta.dirname, '..', '..', '..', 'verifier', 'verify.mjs')
/** Tells the most memory that the verifier ever had, in KiB, without the verifier knowing. */
const WATCH = 'data:text/javascript,process.on("exit",()=>process.stderr.write(String(process.resourceUsage().maxRSS)))'

/** The bundle of one month exported, then checked by the verifier in a process of its own, as a citizen runs it. */
export async function benchVerifier(house: House, options: VerifierOptions) {
  const { ownerPool, rulebook, keys } = house
  const { span, policy } = frameOf(rulebook, PERIOD)
  const units = [...rulebook.org.units()]
    .filter((unit) => policy.rankedKinds.includes(unit.kind) && isValidOn(unit, span.lastDay))
    .map(({ code }) => code)
    .slice(0, UNITS)
  const bar = makeProgress(`storing ${options.tickets} facts`)
  await storeMonthOfFacts(ownerPool, { tickets: options.tickets, units, span, judgedUnder: policy.id }).finally(() =>
    bar.stop(),
  )
  await storeTheirTickets(ownerPool)
  const root = await mkdtemp(join(tmpdir(), 'huying-bundle-'))
  const folder = join(root, PERIOD)
  try {
    const started = performance.now()
    const exported = await exportAssessment(ownerPool, rulebook, {
      period: PERIOD,
      folder,
      smallestGroup: SMALLEST_GROUP,
      seal: keys.seal,
    })
    if (!exported.ok) throw new Error(exported.rejection.code)
    const exportSeconds = (performance.now() - started) / 1000
    const exportPeakMebibytes = Math.round(process.resourceUsage().maxRSS / 1024)
    const seconds: number[] = []
    let peak = 0
    for (let round = 0; round < options.rounds; round++) {
      const checked = await check(folder)
      seconds.push(checked.seconds)
      peak = Math.max(peak, checked.kibibytes)
    }
    return {
      bench: 'verifier',
      machine: await describeMachine(ownerPool),
      tickets: options.tickets,
      units: units.length,
      lines: exported.value.lines,
      withheld: exported.value.withheld,
      bundleMebibytes: rounded((await sizeOf(folder)) / 2 ** 20),
      exportSeconds: rounded(exportSeconds, 2),
      exportPeakMebibytes,
      verifySeconds: rounded(median(seconds), 2),
      verifyRounds: seconds.map((one) => rounded(one, 2)),
      verifyPeakMebibytes: Math.round(peak / 1024),
      aims: { verifySeconds: 60, verifyPeakMebibytes: 1024, exportPeakMebibytes: 1024 },
    }
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

/** What a bundle needs of each ticket besides its facts: a seed, and the head of its log. */
async function storeTheirTickets(sql: Sql): Promise<void> {
  await sql.query(
    `insert into ticket_secret (ticket_id, seed)
     select distinct ticket_id, sha256(ticket_id::text::bytea) from assessment_fact on conflict do nothing`,
  )
  await sql.query(
    `insert into ticket (ticket_id, version, head, number, phase, kind, channel, identity, limit_class, responsible, hop, contact,
       registered_at)
     select ticket_id, 9, encode(sha256(seed), 'hex'), ticket_id::text, 'closed', 'complaint', 'phone', 'normal', 'general', 'centre',
       1, ticket_id, '2026-10-01T00:00:00Z'
     from ticket_secret on conflict do nothing`,
  )
  await sql.query('analyze ticket, ticket_secret, assessment_fact')
}

function check(folder: string): Promise<{ readonly seconds: number; readonly kibibytes: number }> {
  const started = performance.now()
  const child = spawn(process.execPath, ['--import', WATCH, VERIFIER, folder], { env: {}, cwd: '/' })
  let out = ''
  let told = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve({ seconds: (performance.now() - started) / 1000, kibibytes: Number(told) })
      else reject(new Error(`the verifier found a fault: ${out.slice(0, 2_000)}`))
    })
  })
}

async function sizeOf(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name))))
  return sizes.reduce((sum, { size }) => sum + size, 0)
}
