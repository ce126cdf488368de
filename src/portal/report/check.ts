import type { RequestBody } from '../../contract/ticket/request.ts'
import type { Org, Unit } from '../../domain/org/unit.ts'
import type { Word } from '../words/word.ts'
import { type Draft, identityOf, STEPS, type Step } from './draft.ts'

/** Something on a page that has to be looked at again: which field, and what to say. */
export interface Fault {
  readonly field: keyof Draft
  readonly word: Word
  readonly facts?: Readonly<Record<string, string | number>>
}

export interface Checks {
  readonly org: Org
  readonly isPhone: (text: string) => boolean
}

const MOST_WORDS = 10_000
const MOST_ADDRESS = 500
const MOST_NAME = 60

/** What is wrong on one page; nothing is required but the words. */
export function faultsOf(draft: Draft, step: Step, checks: Checks): Fault[] {
  switch (step) {
    case 'words':
      if (draft.words === '') return [{ field: 'words', word: 'fault.words-missing' }]
      // Signs and faces alone tell nobody where to send it.
      if (!/[\p{L}\p{N}\0\p{Surrogate}]/u.test(draft.words)) return [{ field: 'words', word: 'fault.words-signs' }]
      return textFaults(draft, 'words', MOST_WORDS, 'fault.words-long')
    case 'place':
      return [...placeFaults(draft, checks.org), ...textFaults(draft, 'address', MOST_ADDRESS, 'fault.address-long')]
    case 'contact':
      return draft.identity === 'anonymous' ? [] : contactFaults(draft, checks)
    case 'review':
      return []
  }
}

/** The first page with a fault, for a draft that is to be sent. */
export function firstFault(draft: Draft, checks: Checks): { readonly step: Step; readonly faults: Fault[] } | null {
  for (const step of STEPS) {
    const faults = faultsOf(draft, step, checks)
    if (faults.length > 0) return { step, faults }
  }
  return null
}

function textFaults(
  draft: Draft,
  field: 'words' | 'address' | 'name' | 'concernedName',
  most: number,
  long: Word,
): Fault[] {
  const text = draft[field]
  if (text.includes('\0')) return [{ field, word: 'fault.words-nul' }]
  if (/\p{Surrogate}/u.test(text)) return [{ field, word: 'fault.words-broken' }]
  return text.length > most ? [{ field, word: long, facts: { count: text.length } }] : []
}

function placeFaults(draft: Draft, org: Org): Fault[] {
  if (draft.area === '') return []
  const area = findArea(draft.area, org)
  if (!area) return [{ field: 'area', word: 'fault.area' }]
  if (draft.community === '') return []
  return org.findUnit(draft.community)?.superior === area.code ? [] : [{ field: 'community', word: 'fault.community' }]
}

export function findArea(code: string, org: Org): Unit | null {
  const unit = org.findUnit(code)
  return unit && (unit.kind === 'subdistrict' || unit.kind === 'district') ? unit : null
}

function contactFaults(draft: Draft, { isPhone }: Checks): Fault[] {
  const phone = (field: 'phone' | 'concernedPhone'): Fault[] =>
    draft[field] === '' || isPhone(draft[field]) ? [] : [{ field, word: 'fault.phone' }]
  const own = [...textFaults(draft, 'name', MOST_NAME, 'fault.name-long'), ...phone('phone')]
  if (draft.behalf === 'self') return own
  return [...own, ...textFaults(draft, 'concernedName', MOST_NAME, 'fault.name-long'), ...phone('concernedPhone')]
}

/** The request that a checked draft makes. P19: what is anonymous carries no name and no number, whatever was typed. */
export function registerOf(draft: Draft, org: Org): RequestBody<'register'> {
  const identity = identityOf(draft)
  const isNamed = identity !== 'anonymous'
  const area = findArea(draft.area, org)
  return {
    contact: null,
    channel: 'web',
    source: null,
    kind: draft.kind,
    identity,
    behalf: draft.behalf,
    requester: isNamed ? person(draft.name, draft.phone) : null,
    concerned: isNamed && draft.behalf === 'proxy' ? person(draft.concernedName, draft.concernedPhone) : null,
    enterprise: false,
    words: draft.words,
    title: null,
    place: {
      district: area && (area.kind === 'district' ? area.code : area.superior),
      subdistrict: area?.kind === 'subdistrict' ? area.code : null,
      community: draft.community || null,
      address: draft.address || null,
    },
    accuses: null,
    saidAt: null,
    splitFrom: null,
    ...(draft.photos.length === 0 ? {} : { photos: draft.photos.map((upload) => ({ upload, role: null })) }),
  }
}

function person(name: string, phone: string): { name: string; phone: string | null } | null {
  return name === '' && phone === '' ? null : { name, phone: phone || null }
}
