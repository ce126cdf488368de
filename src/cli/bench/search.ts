import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { CENTRE, type Org } from '../../domain/org/unit.ts'
import { makeId, randomOf } from '../../simulator/random.ts'
import type { Resident } from '../../simulator/resident.ts'
import { leavesWithWords } from '../../simulator/words/groups.ts'
import { composeWords } from '../../simulator/words/words.ts'
import { withTransaction } from '../../store/database/connect.ts'
import { readAs } from '../../store/database/reader.ts'
import { searchBody } from '../../store/search/body.ts'
import { searchTerms, searchTickets } from '../../store/search/search-tickets.ts'
import type { House } from '../house.ts'
import { makeProgress } from '../terminal.ts'
import { describeMachine, percentile, rounded } from './machine.ts'

export interface SearchOptions {
  readonly tickets: number
  readonly seconds: number
}

/** From what half the city writes to what nobody ever did, two characters to a sentence, one word to three. */
const QUESTIONS = [
  '路灯',
  '物业',
  '噪音',
  '暖气不热',
  '垃圾清运',
  '电梯',
  '号楼',
  '3单元',
  '石榴树',
  '麒麟',
  '17号楼4单元',
  '路灯 物业',
  '电梯 物业 投诉',
  '希望尽快处理',
  '不想活',
] as const

const DISTRICT = '110102'
const UNIT = '110102009'
const READERS = [
  { who: 'unit', unit: UNIT },
  { who: 'district', unit: DISTRICT },
  { who: 'city', unit: CENTRE },
] as const

/**
 * Search as the server runs it: the reader's role, row-level security, one unit's rows, the newest 21 with their copies. The copies
 * are made-up messages, stored by COPY, three rows a ticket; tickets themselves are not needed for it.
 */
export async function benchSearch(house: House, options: SearchOptions) {
  const fill = await storeCopies(house, options.tickets)
  const results = []
  for (const { who, unit } of READERS) {
    const byQuestion = []
    for (const question of QUESTIONS) {
      const times: number[] = []
      const terms = searchTerms(question)
      const until = performance.now() + (options.seconds * 1000) / (QUESTIONS.length * READERS.length)
      let found = 0
      while (times.length < 5 || performance.now() < until) {
        const started = performance.now()
        const hits = await readAs(house.pool, unit, (sql) => searchTickets(sql, { terms, size: 21 }))
        times.push(performance.now() - started)
        found = hits.length
      }
      byQuestion.push({ question, found, p50: percentile(times, 0.5), p95: percentile(times, 0.95), times })
    }
    const all = byQuestion.flatMap((one) => one.times)
    results.push({
      who,
      searches: all.length,
      p50Ms: rounded(percentile(all, 0.5), 1),
      p95Ms: rounded(percentile(all, 0.95), 1),
      worstP95Ms: rounded(Math.max(...byQuestion.map((one) => one.p95)), 1),
      questions: byQuestion.map(({ question, found, p50, p95 }) => ({
        question,
        found,
        p50Ms: rounded(p50, 1),
        p95Ms: rounded(p95, 1),
      })),
    })
  }
  return {
    bench: 'search',
    machine: await describeMachine(house.ownerPool),
    tickets: options.tickets,
    fill,
    readers: results,
    plan: await planOf(house),
    aims: { unitP95Ms: 50, cityP95Ms: 300 },
  }
}

/** Fills `ticket_search` and the inbox rows that it is held against; the big index is built at the end, as a restore would. */
async function storeCopies({ ownerPool, rulebook }: House, tickets: number) {
  const { org } = rulebook
  const leaves = leavesWithWords()
  const { rows: there } = await ownerPool.query<{ count: number }>(
    // Another bench may have put rows of its own into the inbox of a folder that stays.
    `select count(*) as count from ticket_search join inbox using (ticket_id, unit_id) where unit_id = $1`,
    [CENTRE],
  )
  if ((there[0]?.count ?? 0) >= tickets) return { already: there[0]?.count ?? 0, ...(await sizes({ ownerPool })) }
  const { rows } = await ownerPool.query<{ made: string }>(
    `select pg_get_indexdef('ticket_search_keys'::regclass) as made`,
  )
  const started = performance.now()
  let stored = started
  const bar = makeProgress(`storing ${tickets} search copies`)
  try {
    // The index goes and comes back with the rows, or everything stays as it was.
    await withTransaction(ownerPool, async (client) => {
      await client.query('truncate ticket_search, inbox; drop index ticket_search_keys')
      const batch = 20_000
      for (let from = 0; from < tickets; from += batch) {
        const made = copies(from, Math.min(tickets, from + batch), org, leaves)
        for (const [table, lines] of [
          ['ticket_search (ticket_id, unit_id, registered_at, body)', made.search],
          [`inbox (${INBOX_CELLS})`, made.inbox],
        ] as const) {
          const stream = client.query(copyFrom(`copy ${table} from stdin`))
          for (const line of lines) if (!stream.write(line)) await once(stream, 'drain')
          stream.end()
          await finished(stream)
        }
        bar.update(from + batch, tickets)
      }
      stored = performance.now()
      await client.query(rows[0]?.made ?? '')
    })
  } finally {
    bar.stop()
  }
  for (const table of ['ticket_search', 'inbox']) await ownerPool.query(`vacuum analyze ${table}`)
  return {
    copySeconds: rounded((stored - started) / 1000),
    indexSeconds: rounded((performance.now() - stored) / 1000),
    ...(await sizes({ ownerPool })),
  }
}

/** The cells that `copies` makes of an inbox row; the others stay empty. */
const INBOX_CELLS = `unit_id, ticket_id, number, phase, kind, category, limit_class, responsible, subdistrict, community,
  open, late, marks, registered_at, due_at`

async function sizes({ ownerPool }: Pick<House, 'ownerPool'>) {
  const { rows } = await ownerPool.query<{ rows: number; table: number; index: number }>(
    `select reltuples::bigint as rows, pg_relation_size('ticket_search') / 1048576 as table,
       pg_relation_size('ticket_search_keys') / 1048576 as index from pg_class where oid = 'ticket_search'::regclass`,
  )
  return { searchRows: rows[0]?.rows ?? 0, tableMiB: rows[0]?.table ?? 0, indexMiB: rows[0]?.index ?? 0 }
}

/** One person for all: search copies hold no names. */
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
const FIRST = Date.UTC(2025, 0, 1)
const EVERY_MS = 30_000

function copies(from: number, to: number, org: Org, leaves: readonly string[]): { search: string[]; inbox: string[] } {
  const random = randomOf(from, 'search-bench')
  const subdistricts = [...org.units()].filter((unit) => unit.kind === 'subdistrict' && unit.district !== null)
  const search: string[] = []
  const inbox: string[] = []
  for (let index = from; index < to; index++) {
    const at = FIRST + index * EVERY_MS
    const id = makeId(at, random)
    const when = new Date(at).toISOString()
    const category = random.pick(leaves)
    const place = random.pick(subdistricts)
    const address = `${place.name.replace(/街道|地区|镇|乡/, '')}${random.pick(['大街', '胡同', '小区', '里', '园'])}${random.int(1, 200)}号院${random.int(1, 30)}号楼${random.int(1, 8)}单元`
    const { title, words, remedy } = composeWords(
      {
        category,
        resident: SOMEBODY,
        concerned: null,
        channel: 'phone',
        address,
        isQuick: false,
      },
      random,
    )
    const body = searchBody([title, words, address, remedy]).replace(/[\\\t\n]/g, (one) => (one === '\n' ? '\\n' : ' '))
    const open = random.chance(0.1)
    for (const unit of [place.code, place.district ?? DISTRICT, CENTRE]) {
      search.push(`${id}\t${unit}\t${when}\t${body}\n`)
      inbox.push(
        `${unit}\t${id}\tJS-${index}\t${open ? 'handling' : 'closed'}\thelp\t${category}\tgeneral\t${place.code}\t${place.code}\t\\N\t${open}\tf\t{}\t${when}\t\\N\n`,
      )
    }
  }
  return { search, inbox }
}

/** How the rare word is found: the statement inside `search_tickets`, for the whole city. */
async function planOf({ ownerPool }: House): Promise<string[]> {
  const { rows } = await ownerPool.query<{ 'QUERY PLAN': string }>(
    `explain (analyze, costs off, timing off) select ticket_id from ticket_search
     where search_keys(unit_id, body) @> search_keys('centre', '石榴树') and unit_id = 'centre'
       and lower(body collate "C") like '%石榴树%'`,
  )
  return rows.map((row) => row['QUERY PLAN'])
}
