import { access, constants, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { SettingsOutcome } from '../../server/config.ts'
import { lastEventAt, readFact } from '../../store/installation.ts'
import { explainFailure } from '../failure.ts'
import { type House, openHouse } from '../house.ts'

export interface Finding {
  /** `fault` makes the command end with 1. */
  readonly grade: 'fine' | 'notice' | 'fault'
  readonly what: string
  readonly advice?: string
}

/** Type stripping without a flag came with 22.18. */
const LEAST_NODE = [22, 18] as const
const LEAST_FREE_GIB = 2
const STEPS = 4

/** Looks at everything a start depends on, in the order in which it would fail. Changes nothing but an old schema. */
export async function examine(
  outcome: SettingsOutcome,
  progress: (done: number, total: number) => void,
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  findings.push(checkNode(), ...outcome.unknownVariables.map(unknownVariable))
  progress(1, STEPS)
  findings.push(...(await checkFolder(outcome.settings.data)))
  progress(2, STEPS)
  let house: House | null = null
  try {
    house = await openHouse(outcome.settings, 'command')
    progress(3, STEPS)
    findings.push(...(await checkHouse(house)))
  } catch (error) {
    findings.push({
      grade: 'fault',
      what: 'the database, the rules or the keys could not be opened',
      advice: explainFailure(error),
    })
  } finally {
    await house?.close()
  }
  progress(STEPS, STEPS)
  return findings
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const enough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])
  if (enough) return { grade: 'fine', what: `Node ${process.versions.node}` }
  return {
    grade: 'fault',
    what: `Node ${process.versions.node} is too old`,
    advice: 'run `npm ci` again: it brings Node 24',
  }
}

function unknownVariable(name: string): Finding {
  return {
    grade: 'notice',
    what: `${name} is set but means nothing here`,
    advice: 'check its spelling with `huying --help`',
  }
}

async function checkFolder(folder: string): Promise<Finding[]> {
  const place = await nearestExisting(folder)
  const findings: Finding[] = []
  try {
    await access(place, constants.W_OK)
    findings.push({ grade: 'fine', what: `data folder ${folder}` })
  } catch {
    findings.push({
      grade: 'fault',
      what: `${place} cannot be written to`,
      advice: 'give another folder with --data or HUYING_DATA',
    })
  }
  const { bavail, bsize } = await statfs(place)
  const free = (bavail * bsize) / 2 ** 30
  const what = `${free.toFixed(1)} GiB free`
  findings.push(
    free >= LEAST_FREE_GIB
      ? { grade: 'fine', what }
      : { grade: 'notice', what, advice: `keep ${LEAST_FREE_GIB} GiB free` },
  )
  return findings
}

async function nearestExisting(folder: string): Promise<string> {
  try {
    await access(folder)
    return folder
  } catch {
    return dirname(folder) === folder ? folder : nearestExisting(dirname(folder))
  }
}

async function checkHouse(house: House): Promise<Finding[]> {
  const { ownerPool, rulebook, keys, clock, database } = house
  const { rows } = await ownerPool.query<{
    version: string
    schema: number
    events: boolean
    accounts: boolean
    unsealed: boolean
  }>(
    `select version() as version, (select max(number) from migration) as schema,
       exists (select from event) as events, exists (select from account where active) as accounts,
       exists (select from event where at < $1::timestamptz - interval '3 days') and not exists (select from seal) as unsealed`,
    [clock.now()],
  )
  const row = rows[0]
  const last = await lastEventAt(ownerPool)
  const findings: Finding[] = [
    {
      grade: 'fine',
      what: `${row?.version.split(' on ')[0]}, ${database.embedded ? 'embedded' : 'by DATABASE_URL'}, schema ${row?.schema}`,
    },
    { grade: 'fine', what: `rules: ${rulebook.versions.map((policy) => policy.id).join(', ')}` },
    { grade: 'fine', what: `seal key ${keys.seal.fingerprint}` },
  ]
  if (keys.notices.some((notice) => notice.code === 'keys.open-to-others')) {
    findings.push({
      grade: 'fault',
      what: 'the master key file can be read by others',
      advice: 'chmod 600 it, and consider it known',
    })
  }
  if (!row?.accounts) {
    findings.push({
      grade: 'notice',
      what: 'nobody can sign in yet',
      advice: 'run `huying serve` and open the one-time link it prints, or `huying user add`',
    })
  }
  if (row?.unsealed)
    findings.push({
      grade: 'fault',
      what: 'events lie unsealed for days',
      advice: 'keep `huying serve` running: it seals every day',
    })
  if (last !== null && last > clock.now()) {
    findings.push({
      grade: 'fault',
      what: `the newest event (${last}) lies in the future`,
      advice: "set this machine's clock",
    })
  }
  const calendarEnd = rulebook.inForce(clock.now()).calendar.lastYear
  if (Number(clock.now().slice(0, 4)) >= calendarEnd) {
    findings.push({
      grade: 'notice',
      what: `the published calendar ends with ${calendarEnd}`,
      advice:
        'due times in working days beyond it are provisional until holidays are published and the program is updated',
    })
  }
  if (await readFact(ownerPool, 'simulated'))
    findings.push({ grade: 'notice', what: 'this database is simulated; its clock is its own' })
  return findings
}
