import type { HotspotView } from '../../../contract/http/hotspots.ts'
import { isHiddenFromOthers, shownReporters } from '../../../domain/cluster/together.ts'
import { DAY, HOUR, type Instant, plus, toInstant, toMs } from '../../../domain/kernel/instant.ts'
import { findCategory, type Policy } from '../../../domain/policy/policy.ts'
import { BURST_WEEKS, findBursts } from '../../../intelligence/hotspots/bursts.ts'
import { makeRiskScanner } from '../../../intelligence/risk/risk-words.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { readAs } from '../../../store/database/reader.ts'
import { type InboxText, inboxHours, inboxTexts, repeatCallers } from '../../../store/hotspots/inbox-texts.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import { wordsOf } from '../../../store/similar/words.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { riskName } from '../../view/timeline.ts'
import { topicsOf } from './topics-thread.ts'

/** Compared at once; a large subdistrict has as many in three months. */
const MOST = 3_000
const MOST_TOPICS = 50
const MOST_CALLERS = 50
const CALLER_DAYS = 90
/** domain.md §9.4: repeat = three in 90 days. */
const REPEATED = 3

/**
 * What is hot in one inbox: matters that come again, hours with far more than usual, persons who call again, risk words. Worked out
 * when it is asked for, over the newest tickets up to a bound, and read as that unit may read them.
 */
export async function hotspotsOf(
  unit: string,
  days: number,
  account: Account,
  language: Language,
  deps: ServerDeps,
): Promise<HotspotView> {
  const { readerPool, pool, keys, rulebook, clock } = deps
  const now = clock.now()
  const policy = rulebook.inForce(now)
  const since = plus(now, -days * DAY)
  const read = await readAs(readerPool ?? pool, unit, async (sql) => {
    const quarter = await inboxTexts(sql, unit, plus(now, -Math.max(days, CALLER_DAYS) * DAY), MOST + 1)
    const rows = quarter.slice(0, MOST)
    const titles = await titlesOf(sql, keys.master, idsOf(rows))
    // Of a confidential ticket the unit reads a summary only (P18): its words are compared with nothing.
    const words = await wordsOf(sql, keys.master, idsOf(rows.filter((row) => row.identity !== 'confidential')))
    const hours = await inboxHours(sql, unit, plus(now, -(BURST_WEEKS * 7 + 1) * DAY))
    return { quarter, hours, titles, words }
  })
  const rows = read.quarter.slice(0, MOST)
  const recent = rows.filter((row) => row.registered_at >= since)
  const open = recent.filter((row) => !isHidden(row, policy))
  const listed = (some: readonly InboxText[]) =>
    some.map((row) => ({
      ticketId: row.ticket_id,
      number: row.number,
      title: read.titles.get(row.ticket_id)?.title ?? null,
    }))
  const inOrder = open.toReversed()
  const topics = await topicsOf({ end: toMs(now), messages: inOrder.map((row) => asMessage(row, read)) })
  // A community worker is a neighbour: told nothing of persons (P20).
  const neighbour = account.role === 'community-worker'
  return {
    unit,
    unitName: nameOf(unit, language, deps),
    days,
    now,
    compared: open.length,
    leftOut: recent.length - open.length,
    cut: read.quarter.length > MOST,
    topics: topics.slice(0, MOST_TOPICS).map(({ rank, title, places, from, to, heat, people, members, because }) => ({
      rank,
      title,
      places: [...places],
      from: toInstant(from),
      to: toInstant(to),
      heat,
      messages: members.length,
      people: neighbour ? shownReporters(people) : people,
      quietDays: because.quietDays,
      recency: because.recency,
      tickets: listed(members.flatMap((index) => inOrder[index] ?? [])),
    })),
    bursts: findBursts(read.hours, toMs(now)).map(({ from, ...burst }) => ({
      ...burst,
      from: toInstant(from),
      tickets: listed(rows.filter((row) => isWithinHour(row.registered_at, from))),
    })),
    callers: neighbour
      ? []
      : repeatCallers(
          rows.filter((row) => row.identity === 'normal'),
          REPEATED,
        )
          .slice(0, MOST_CALLERS)
          .map((tickets) => ({ times: tickets.length, tickets: listed(tickets) })),
    risks: risksAmong(recent, read.words, policy).map(({ kind, tickets }) => ({
      kind,
      name: riskName(kind, language),
      tickets: listed(tickets),
    })),
  }
}

const idsOf = (rows: readonly InboxText[]) => rows.map((row) => row.ticket_id)

function nameOf(unit: string, language: Language, { rulebook }: Pick<ServerDeps, 'rulebook'>): string {
  const { name, nameEn } = rulebook.org.getUnit(unit)
  return language === 'en' && nameEn !== '' ? nameEn : name
}

/** P20; a category that can accuse somebody is left out whole, for the inbox does not say who is accused. */
function isHidden(row: InboxText, policy: Policy): boolean {
  const accuses = row.category !== null && findCategory(policy, row.category)?.accuses ? row.category : null
  return isHiddenFromOthers({ ...row, accuses }, policy)
}

interface Texts {
  readonly titles: ReadonlyMap<string, { readonly title: string | null }>
  readonly words: ReadonlyMap<string, { readonly words: string }>
}

function asMessage(row: InboxText, { titles, words }: Texts) {
  return {
    id: row.ticket_id,
    user: row.requester ?? row.ticket_id,
    at: toMs(row.registered_at),
    title: titles.get(row.ticket_id)?.title ?? '',
    text: words.get(row.ticket_id)?.words ?? '',
    support: 0,
    against: 0,
  }
}

function isWithinHour(at: Instant, from: number): boolean {
  const ms = toMs(at)
  return ms >= from && ms < from + HOUR
}

function risksAmong(
  rows: readonly InboxText[],
  words: Texts['words'],
  policy: Policy,
): { kind: string; tickets: InboxText[] }[] {
  const scan = makeRiskScanner(policy)
  const byKind = new Map<string, InboxText[]>()
  for (const row of rows) {
    for (const kind of scan(words.get(row.ticket_id)?.words ?? '')) {
      const known = byKind.get(kind)
      if (known) known.push(row)
      else byKind.set(kind, [row])
    }
  }
  return [...byKind].map(([kind, tickets]) => ({ kind, tickets })).sort((a, b) => b.tickets.length - a.tickets.length)
}
