import type { Org, UnitCode } from '../domain/org/unit.ts'
import { type Random, randomOf } from './random.ts'

/** How a unit works. Probabilities from 0 to 1; times are medians in minutes of the unit's duty. */
export interface Character {
  readonly kind: 'good' | 'quick' | 'ordinary' | 'slow' | 'evasive'
  readonly signMinutes: number
  /** From signing to the first attempt to reach the requester. */
  readonly contactMinutes: number
  /** Share of the limit that a reply takes. */
  readonly pace: number
  /** How often it solves what can be solved. */
  readonly skill: number
  readonly manners: number
  readonly returns: number
  readonly extends: number
  readonly suspends: number
  /** How often it contacts nobody before a deadline forces it to. */
  readonly neglects: number
  /** How often its own reviewer sends a reply back. */
  readonly sendsBack: number
  /** How often the reply is a formula. */
  readonly template: number
}

const KINDS: Readonly<Record<Character['kind'], Omit<Character, 'kind'>>> = {
  good: {
    signMinutes: 12,
    contactMinutes: 50,
    pace: 0.38,
    skill: 0.955,
    manners: 0.97,
    returns: 0.02,
    extends: 0.02,
    suspends: 0.004,
    neglects: 0.004,
    sendsBack: 0.06,
    template: 0.05,
  },
  quick: {
    signMinutes: 6,
    contactMinutes: 25,
    pace: 0.22,
    skill: 0.9,
    manners: 0.94,
    returns: 0.03,
    extends: 0.01,
    suspends: 0.003,
    neglects: 0.006,
    sendsBack: 0.09,
    template: 0.15,
  },
  ordinary: {
    signMinutes: 28,
    contactMinutes: 110,
    pace: 0.5,
    skill: 0.92,
    manners: 0.94,
    returns: 0.04,
    extends: 0.05,
    suspends: 0.006,
    neglects: 0.014,
    sendsBack: 0.07,
    template: 0.15,
  },
  slow: {
    signMinutes: 75,
    contactMinutes: 260,
    pace: 0.78,
    skill: 0.88,
    manners: 0.92,
    returns: 0.04,
    extends: 0.12,
    suspends: 0.01,
    neglects: 0.03,
    sendsBack: 0.06,
    template: 0.2,
  },
  evasive: {
    signMinutes: 60,
    contactMinutes: 400,
    pace: 0.72,
    skill: 0.78,
    manners: 0.86,
    returns: 0.18,
    extends: 0.1,
    suspends: 0.02,
    neglects: 0.05,
    sendsBack: 0.03,
    template: 0.6,
  },
}

const SHARES: Readonly<Record<Character['kind'], number>> = {
  good: 0.2,
  quick: 0.2,
  ordinary: 0.36,
  slow: 0.14,
  evasive: 0.1,
}

/** The subdistrict whose desk the demo shows is an ordinary one that does its work well. */
const KNOWN: Readonly<Record<UnitCode, Character['kind']>> = { '110102009': 'good' }

/** A unit's character: seeded, so that it is the same through the whole simulation, and a little different for each. */
export function characterOf(unit: UnitCode, seed: number, org: Org): Character {
  const random = randomOf(seed, `unit/${unit}`)
  const drawn = random.weighted(SHARES)
  const kind = KNOWN[unit] ?? (org.getUnit(unit).kind === 'enterprise' && drawn === 'evasive' ? 'quick' : drawn)
  const base = KINDS[kind]
  return {
    kind,
    signMinutes: base.signMinutes * shade(random),
    contactMinutes: base.contactMinutes * shade(random),
    pace: Math.min(0.95, base.pace * shade(random)),
    skill: 1 - (1 - base.skill) * shade(random),
    manners: 1 - (1 - base.manners) * shade(random),
    returns: base.returns * shade(random),
    extends: base.extends * shade(random),
    suspends: base.suspends * shade(random),
    neglects: base.neglects * shade(random),
    sendsBack: base.sendsBack * shade(random),
    template: Math.min(1, base.template * shade(random)),
  }
}

function shade(random: Random): number {
  return 0.75 + random.next() * 0.5
}
