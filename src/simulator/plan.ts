import { dayOf } from '../domain/clock/calendar.ts'
import { toInstant } from '../domain/kernel/instant.ts'
import type { UnitCode } from '../domain/org/unit.ts'
import { findCategory, type LimitClass, type TicketKind } from '../domain/policy/policy.ts'
import type { Channel, Identity } from '../domain/ticket/events.ts'
import { type City, minutes } from './city.ts'
import type { Episode, Fate, Matter } from './matter.ts'
import { KINDS, leavesOn } from './mix.ts'
import { makeId, type Random } from './random.ts'
import { addressIn, drawResident, type Resident, residentOf } from './resident.ts'
import { composeConsult, composePraise, composeSuggestion } from './words/consult.ts'
import { composeEmergency, composeRefused, riskSentence } from './words/special.ts'
import { composeWords } from './words/words.ts'

/**
 * What happens to one caller at `at` (UTC milliseconds): the matter, whom it concerns, what the centre will make of it,
 * and whether the same person calls again or has a second matter. `name` names the streams: the same name, the same plan.
 */
export function planEpisode(city: City, subdistrict: UnitCode, at: number, name: string, relations: boolean): Episode {
  const random = city.random(`matter/${name}`)
  const resident = drawResident(city, subdistrict, random)
  const first = planMatter(city, subdistrict, at, resident, random)
  const alone = { first, repeat: null, split: null, contact: null }
  if (!relations || first.fate.does !== 'dispatch' || first.identity === 'anonymous') return alone
  const others = city.random(`related/${name}`)
  if (others.chance(resident.insistent ? 0.08 : 0.015)) {
    const later = at + minutes(others.around(26 * 60, 2.2))
    return { ...alone, repeat: repeatOf(first, later, others) }
  }
  if (others.chance(0.012)) {
    const second = planMatter(city, subdistrict, at + minutes(4), resident, others)
    if (second.fate.does !== 'dispatch') return alone
    const { channel, identity, behalf, concerned } = first
    return { ...alone, split: { ...second, channel, identity, behalf, concerned }, contact: makeId(at, others) }
  }
  return alone
}

const DEALT_WITH = '到现场核实处理，问题已解决'

function planMatter(city: City, subdistrict: UnitCode, at: number, resident: Resident, random: Random): Matter {
  const ticketId = makeId(at, random)
  const kind = random.weighted(KINDS)
  const district = city.org.getUnit(subdistrict).district ?? subdistrict
  const place = placeOf(city, subdistrict, resident, random)
  const drawn = channelOf(resident, random)
  // Who comes to a community's window says where.
  const channel = drawn === 'window' && place.community === null ? 'phone' : drawn
  const base = {
    ticketId,
    at,
    district,
    resident,
    channel,
    kind,
    concerned: null,
    identity: 'normal' as Identity,
    behalf: channel === 'window' ? ('entered' as const) : ('self' as const),
    enterprise: resident.firm !== null,
    limit: null,
    remedy: DEALT_WITH,
    accuses: null,
    ...place,
  }
  if (kind === 'consult' && random.chance(0.95)) return { ...base, ...composeConsult(resident, random) }
  if (kind === 'praise') return { ...base, ...composePraise(city.org.getUnit(subdistrict).name, random) }
  if (kind === 'suggest' && random.chance(0.5)) return { ...base, ...composeSuggestion(base.address, random) }
  if (random.chance(0.006)) return { ...base, ...composeEmergency(base.address, random) }
  if (random.chance(0.03)) return { ...base, ...composeRefused(random) }
  return dispatchedMatter(city, subdistrict, base, random)
}

function dispatchedMatter(
  city: City,
  subdistrict: UnitCode,
  base: Omit<Matter, 'category' | 'title' | 'words' | 'fate'>,
  random: Random,
): Matter {
  const leaves = leavesOn(city.moodOf(dayOf(toInstant(base.at), city.policy.calendar)))
  const category = random.weighted(leaves)
  const concerned = base.resident.generation !== 'old' && random.chance(0.06) ? elder(city, subdistrict, random) : null
  const identity = identityOf(base.kind, random)
  const limit = limitOf(city, category, random)
  const isQuick = limit === 'urgent' || limit === 'prompt'
  const composed = composeWords({ ...base, category, concerned, isQuick }, random)
  const accuses = accusedBy(city, subdistrict, base, category, random)
  const risk = random.chance(0.004) ? riskSentence(random) : ''
  const fate: Fate = { does: 'dispatch' }
  return {
    ...base,
    kind: base.kind === 'consult' ? 'help' : base.kind,
    concerned,
    identity,
    channel: identity === 'anonymous' && base.channel === 'window' ? 'phone' : base.channel,
    behalf: base.channel === 'window' && identity !== 'anonymous' ? 'entered' : concerned ? 'proxy' : 'self',
    category,
    limit,
    title: composed.title,
    remedy: composed.remedy,
    words: composed.words + risk,
    accuses,
    fate,
  }
}

/** The class is the category's, but the centre sees one or the other as harder than its kind. */
function limitOf(city: City, category: string, random: Random): LimitClass | null {
  const limit = findCategory(city.policy, category)?.limit ?? null
  return limit === 'general' && random.chance(0.055) ? 'complex' : limit
}

function identityOf(kind: TicketKind, random: Random): Identity {
  if (kind === 'report') return random.weighted({ confidential: 0.7, anonymous: 0.2, normal: 0.1 })
  return random.weighted({ normal: 0.955, confidential: 0.035, anonymous: 0.01 })
}

/** Some complaints of a kind that can accuse are about the unit's own people (P3). */
function accusedBy(
  city: City,
  subdistrict: UnitCode,
  { kind, community }: { kind: TicketKind; community: UnitCode | null },
  category: string,
  random: Random,
): UnitCode | null {
  const leaf = findCategory(city.policy, category)
  const parent = leaf?.parent == null ? undefined : findCategory(city.policy, leaf.parent)
  if (kind !== 'complaint' && kind !== 'report') return null
  if (!leaf?.accuses && !(parent?.accuses && random.chance(0.01))) return null
  if (leaf?.accuses && !random.chance(0.5)) return null
  return community !== null && random.chance(0.4) ? community : subdistrict
}

function elder(city: City, subdistrict: UnitCode, random: Random): Resident {
  return { ...residentOf(city, subdistrict, random.int(100, 19_000)), generation: 'old' }
}

/** Phone 87, WeChat 10, others 3; the old use the telephone, or the window of their community. */
function channelOf(resident: Resident, random: Random): Channel {
  if (resident.generation === 'old') return random.weighted({ phone: 0.975, window: 0.025 })
  return random.weighted({ phone: 0.81, wechat: 0.145, web: 0.02, app: 0.018, window: 0.007 })
}

/** Mostly at home or next to it; a few do not say where, a few know the sub-district only. */
function placeOf(
  city: City,
  subdistrict: UnitCode,
  resident: Resident,
  random: Random,
): Pick<Matter, 'subdistrict' | 'community' | 'address'> {
  if (random.chance(0.012)) return { subdistrict: null, community: null, address: null }
  if (random.chance(0.62)) return { subdistrict, community: resident.community?.code ?? null, address: resident.home }
  const communities = city.communitiesOf(subdistrict)
  const community = communities.length > 0 && random.chance(0.85) ? random.pick(communities) : null
  return { subdistrict, community: community?.code ?? null, address: addressIn(city, subdistrict, community, random) }
}

function repeatOf(first: Matter, at: number, random: Random): Matter {
  const opening = random.pick(['此前已经反映过，', '再次来电：', '上次打过电话，还没有人管，', '同一件事又来反映，'])
  return {
    ...first,
    ticketId: makeId(at, random),
    at,
    channel: 'phone',
    behalf: first.concerned ? 'proxy' : 'self',
    words: opening + first.words,
  }
}
