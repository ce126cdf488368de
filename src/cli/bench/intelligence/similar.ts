import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { CENTRE, type Unit } from '../../../domain/org/unit.ts'
import { compareMatters, type Matter, readMatter } from '../../../intelligence/similar/compare.ts'
import { signatureOf } from '../../../intelligence/similar/signature.ts'
import { estimateShared, makeSketcher, type Sketcher } from '../../../intelligence/similar/sketch.ts'
import { makeId, type Random, randomOf } from '../../../simulator/random.ts'
import type { Resident } from '../../../simulator/resident.ts'
import { leavesWithWords } from '../../../simulator/words/groups.ts'
import { composeWords } from '../../../simulator/words/words.ts'
import { withTransaction } from '../../../store/database/connect.ts'
import { FIND, findCandidates, type Neighbour } from '../../../store/similar/candidates.ts'
import { askedKeys, sketchBytes, sketchSecret, storedKeys } from '../../../store/similar/signature-row.ts'
import type { House } from '../../house.ts'
import { makeProgress } from '../../terminal.ts'
import { describeMachine, percentile, rounded } from '../machine.ts'

export interface SimilarOptions {
  readonly tickets: number
  readonly seconds: number
}

/** All of them within the three months that a question reaches: nothing is left out for its age. */
const LAST = Date.UTC(2026, 5, 30)
const DAYS = 90
const COMPARED = 24

/**
 * Candidates for one new matter among so many tickets, as the server asks for them: two questions by keys, the centre's inbox and a
 * subdistrict's. Texts are made up, and more alike than people's: every one of them follows a pattern.
 */
export async function benchSimilar(house: House, options: SimilarOptions) {
  const fill = await storeSignatures(house, options.tickets)
  const sketcher = makeSketcher(sketchSecret(house.keys.master))
  const subdistricts = subdistrictsOf(house)
  const results = []
  for (const who of ['centre', 'subdistrict'] as const) {
    const random = randomOf(7, `similar-question-${who}`)
    const times: number[] = []
    const found: number[] = []
    const until = performance.now() + (options.seconds * 1000) / 2
    for (let warm = 0; times.length < 20 || performance.now() < until; warm++) {
      const matter = compose(random, subdistricts)
      const at = new Date(LAST - random.int(0, DAYS) * 86_400_000).toISOString()
      const unit = who === 'centre' ? CENTRE : (matter.subdistrict ?? CENTRE)
      const started = performance.now()
      const signature = signatureOf(matter, sketcher)
      const nearness = (one: Neighbour) => estimateShared(signature.sketch, one.sketch) + one.names.length * 0.2
      const question = { unit, signature, at, ticketId: null, nearness }
      const candidates = await findCandidates(house.pool, house.keys.master, question)
      if (warm < 20) continue
      times.push(performance.now() - started)
      found.push(candidates.length)
    }
    results.push({
      who,
      questions: times.length,
      p50Ms: rounded(percentile(times, 0.5), 1),
      p95Ms: rounded(percentile(times, 0.95), 1),
      medianCandidates: percentile(found, 0.5),
    })
  }
  return {
    bench: 'similar',
    machine: await describeMachine(house.ownerPool),
    tickets: options.tickets,
    fill,
    candidates: results,
    compareMs: rounded(timeComparing(subdistricts), 2),
    plan: await planOf(house, sketcher),
    aims: { p95Ms: 50 },
  }
}

/** What the full comparison of a new text with 24 candidates costs besides. */
function timeComparing(subdistricts: readonly Unit[]): number {
  const random = randomOf(9, 'similar-compare')
  const rounds = 50
  const started = performance.now()
  for (let round = 0; round < rounds; round++) {
    const read = readMatter(compose(random, subdistricts))
    for (let other = 0; other < COMPARED; other++) compareMatters(read, readMatter(compose(random, subdistricts)))
  }
  return (performance.now() - started) / rounds
}

function subdistrictsOf({ rulebook }: House): Unit[] {
  return [...rulebook.org.units()].filter((unit) => unit.kind === 'subdistrict' && unit.district !== null)
}

const SOMEBODY: Resident = {
  name: '',
  phone: '',
  generation: 'middle',
  community: null,
  home: '',
  temper: 0.5,
  reach: 0.5,
  insistent: false,
  firm: null,
}
const LEAVES = leavesWithWords()

function compose(random: Random, subdistricts: readonly Unit[]): Matter & { readonly address: string } {
  const place = random.pick(subdistricts)
  const category = random.pick(LEAVES)
  const area = `${place.name.replace(/街道|地区|镇|乡/, '')}${random.pick(['东里', '西里', '南里', '家园', '胡同', '佳苑'])}`
  const address = `${area}${random.int(1, 60)}号楼${random.int(1, 8)}单元`
  const told = { category, resident: SOMEBODY, concerned: null, channel: 'phone' as const, address, isQuick: false }
  const { title, words } = composeWords(told, random)
  return { title, words, category, community: null, subdistrict: place.code, address }
}

/** Fills signatures and the inbox rows that they are joined with by COPY; the index is built at the end. */
async function storeSignatures(house: House, tickets: number) {
  const { ownerPool, keys } = house
  // Another bench may have put rows of its own into the inbox of a folder that stays.
  const { rows: there } = await ownerPool.query<{ count: number }>(
    'select count(*) as count from ticket_signature join inbox using (ticket_id) where unit_id = $1',
    [CENTRE],
  )
  if (there[0]?.count === tickets) return { already: tickets, ...(await sizesOf(house)) }
  const started = performance.now()
  const { rows } = await ownerPool.query<{ made: string }>(
    `select pg_get_indexdef('ticket_signature_keys'::regclass) as made`,
  )
  await ownerPool.query('truncate ticket_signature, inbox; drop index ticket_signature_keys')
  const subdistricts = subdistrictsOf(house)
  const sketcher = makeSketcher(sketchSecret(keys.master))
  const bar = makeProgress(`signing ${tickets} made-up tickets`)
  let signing = 0
  try {
    await withTransaction(ownerPool, async (client) => {
      const batch = 10_000
      for (let from = 0; from < tickets; from += batch) {
        const before = performance.now()
        const made = signatures(from, Math.min(batch, tickets - from), tickets, subdistricts, sketcher, keys.master)
        signing += performance.now() - before
        for (const [table, lines] of [
          ['ticket_signature', made.signatures],
          [`inbox (${INBOX_CELLS})`, made.inbox],
        ] as const) {
          const stream = client.query(copyFrom(`copy ${table} from stdin`))
          for (const line of lines) if (!stream.write(line)) await once(stream, 'drain')
          stream.end()
          await finished(stream)
        }
        bar.update(from + batch, tickets)
      }
    })
  } finally {
    bar.stop()
  }
  const stored = performance.now()
  await ownerPool.query(rows[0]?.made ?? '')
  for (const table of ['ticket_signature', 'inbox']) await ownerPool.query(`vacuum analyze ${table}`)
  return {
    signMsEach: rounded(signing / tickets, 3),
    copySeconds: rounded((stored - started) / 1000),
    indexSeconds: rounded((performance.now() - stored) / 1000),
    ...(await sizesOf(house)),
  }
}

/** The cells that `signatures` makes of an inbox row; the others stay empty. */
const INBOX_CELLS = `unit_id, ticket_id, number, phase, kind, category, limit_class, responsible, subdistrict, community,
  open, late, marks, registered_at, due_at`

async function sizesOf({ ownerPool }: House) {
  const { rows } = await ownerPool.query<{ table: number; index: number }>(
    `select pg_relation_size('ticket_signature') / 1048576 as table,
       pg_relation_size('ticket_signature_keys') / 1048576 as index`,
  )
  return { tableMiB: rows[0]?.table ?? 0, indexMiB: rows[0]?.index ?? 0 }
}

function signatures(
  from: number,
  count: number,
  total: number,
  subdistricts: readonly Unit[],
  sketcher: Sketcher,
  master: Buffer,
): { signatures: string[]; inbox: string[] } {
  const random = randomOf(from, 'similar-bench')
  const lines: string[] = []
  const inbox: string[] = []
  for (let index = from; index < from + count; index++) {
    const at = LAST - Math.floor(((total - index) / total) * DAYS * 86_400_000)
    const id = makeId(at, random)
    const when = new Date(at).toISOString()
    const matter = compose(random, subdistricts)
    const signature = signatureOf(matter, sketcher)
    const stored = storedKeys(master, signature, when).join(',')
    lines.push(
      `${id}\t${when}\t1\t\\\\x${sketchBytes(signature.sketch).toString('hex')}\t${signature.sketch.size}\t{${stored}}\n`,
    )
    for (const unit of [matter.subdistrict, CENTRE]) {
      inbox.push(
        `${unit}\t${id}\tJS-${index}\thandling\thelp\t${matter.category}\tgeneral\t${matter.subdistrict}\t${matter.subdistrict}\t\\N\tt\tf\t{}\t${when}\t\\N\n`,
      )
    }
  }
  return { signatures: lines, inbox }
}

/** How candidates are found by text, as the database says it; the plan is the same for every value. */
async function planOf({ ownerPool, keys }: House, sketcher: Sketcher): Promise<string[]> {
  const signature = signatureOf(
    { words: '楼道灯坏了三天没人修', subdistrict: '110102009', category: '01-03' },
    sketcher,
  )
  const asked = [...askedKeys(keys.master, signature.textKeys, new Date(LAST).toISOString()).keys()].map(String)
  const { rows } = await ownerPool.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${FIND}`, [[], asked, null])
  return rows.map((row) => row['QUERY PLAN'].replace(/\{[-\d,]*\}/, '{…}'))
}
