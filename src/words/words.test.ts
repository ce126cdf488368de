import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { HEALTH_CHECKS } from '../contract/http/operation.ts'
import { READ_KINDS } from '../contract/http/read-kinds.ts'
import { restedOn } from '../domain/integrity/rested-on.ts'
import { REVIEW_FINDINGS, SIGNAL_CODES } from '../domain/integrity/signal.ts'
import { PERMISSIONS } from '../domain/policy/grantable.ts'
import { DUTY_KINDS, LIMIT_CLASSES, TICKET_KINDS } from '../domain/policy/policy.ts'
import { DEFAULT_THRESHOLDS } from '../domain/policy/signal-thresholds.ts'
import { BASES, FACT_CODES } from '../domain/scoring/facts.ts'
import { RANKING_REASONS } from '../domain/scoring/run.ts'
import { COMMAND_TYPES } from '../domain/ticket/decide.ts'
import {
  BEHALVES,
  CHANNELS,
  CONTACT_OUTCOMES,
  CORRECTABLE_FACTS,
  DISPATCH_MODES,
  EMERGENCY_LINES,
  FINDINGS,
  IDENTITIES,
  OUTCOMES,
  PHASES,
  SATISFACTION_ANSWERS,
  SOLVED_ANSWERS,
} from '../domain/ticket/events.ts'
import { EVENT_TYPES } from '../domain/ticket/evolve.ts'
import { MARKS } from '../domain/ticket/marks.ts'
import { AUTOMATIC_GROUNDS } from '../domain/ticket/standing.ts'
import { DESKS } from '../domain/ticket/terms.ts'
import { EN } from './en.ts'
import { hasSentence, say, sayToCitizen } from './say.ts'
import { ZH } from './zh.ts'

const LISTS: Readonly<Record<string, readonly string[]>> = {
  phase: PHASES,
  outcome: OUTCOMES,
  kind: TICKET_KINDS,
  limit: LIMIT_CLASSES,
  channel: CHANNELS,
  identity: IDENTITIES,
  behalf: BEHALVES,
  duty: DUTY_KINDS,
  mode: DISPATCH_MODES,
  found: FINDINGS,
  contact: CONTACT_OUTCOMES,
  solved: SOLVED_ANSWERS,
  satisfied: SATISFACTION_ANSWERS,
  fact: [...CORRECTABLE_FACTS, ...FACT_CODES.map((code) => code.replace('fact.', ''))],
  basis: BASES,
  ranking: RANKING_REASONS.map((code) => code.replace('ranking.', '')),
  line: EMERGENCY_LINES,
  mark: MARKS,
  desk: DESKS,
  ground: AUTOMATIC_GROUNDS,
  signal: SIGNAL_CODES,
  'signal-sentence': SIGNAL_CODES,
  'signal-rule': [...SIGNAL_CODES.filter((code) => restedOn(code, DEFAULT_THRESHOLDS) !== 'none'), 'none'],
  review: REVIEW_FINDINGS,
  event: EVENT_TYPES,
  command: COMMAND_TYPES,
  permission: PERMISSIONS,
  'read-kind': READ_KINDS,
  health: HEALTH_CHECKS,
  role: rolesOfPolicy(),
  risk: keysOf('risk-words.yaml', /^ {2}([a-z-]+):/gm),
}

test('both languages have the same keys', () => {
  expect(Object.keys(EN).toSorted()).toEqual(Object.keys(ZH).toSorted())
})

test('both languages name the same facts in a sentence', () => {
  const facts = (text: string) =>
    [...new Set([...text.matchAll(/\{([a-zA-Z]+)\}/g)].map((match) => match[1]))].toSorted()
  for (const [key, text] of Object.entries(ZH))
    expect({ key, facts: facts(EN[key] ?? '') }).toEqual({ key, facts: facts(text) })
})

test('Chinese sentences are Chinese, English ones are not', () => {
  const han = /\p{Script=Han}/u
  for (const [key, text] of Object.entries(EN)) expect({ key, han: han.test(text) }).toEqual({ key, han: false })
})

describe.each(Object.entries(LISTS))('%s', (prefix, codes) => {
  test('every code has its word', () => {
    expect(codes.length).toBeGreaterThan(0)
    expect(codes.filter((code) => !hasSentence(`${prefix}.${code}`))).toEqual([])
  })
})

test('citizens are addressed as 您 and spared the words of the trade (P32)', () => {
  const own = Object.entries(ZH).filter(([key]) => key.startsWith('citizen.'))
  for (const [key, text] of own)
    expect({ key, trade: /诉求人|不予受理|挂账|退单|销账|剔除/.test(text) }).toEqual({ key, trade: false })
  expect(sayToCitizen('zh', 'phase.refused')).toBe('这件事要走别的渠道，我们告诉您怎么走')
  expect(sayToCitizen('zh', 'phase.suspended', { reviewOn: '11月3日' })).toBe('暂时办不了，已登记，11月3日再看')
  expect(sayToCitizen('zh', 'kind.help')).toBe('求助')
})

test('a missing fact leaves a dash, an unknown code itself', () => {
  expect(say('en', 'ticket.changed', { seen: 3 })).toContain('version 3')
  expect(say('en', 'ticket.changed', { seen: 3 })).toContain('—')
  expect(say('zh', 'no.such-code')).toBe('no.such-code')
})

function policyText(file: string): string {
  return readFileSync(join(import.meta.dirname, '..', '..', 'policy', 'beijing', '2026-01', file), 'utf8')
}

function keysOf(file: string, key: RegExp): string[] {
  return [...policyText(file).matchAll(key)].map((match) => match[1] ?? '')
}

function rolesOfPolicy(): string[] {
  return keysOf('roles.yaml', /^ {2}([a-z-]+):/gm)
}
