import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ZH } from '../src/words/zh.ts'

const ROOT = join(import.meta.dirname, '..')
const DOMAIN = join(ROOT, 'src', 'domain')
/** Lists in the domain that are no words for people: sentences and the formula language have pages of their own. */
const NOT_WORDS = new Set([
  'TICKET_REJECTIONS',
  'CLUSTER_REJECTIONS',
  'FACT_CODES',
  'RANKING_REASONS',
  'FORMULA_CODES',
  'NOT_ALLOWED_KINDS',
  'GRANTABLE_COMMANDS',
])

/** Where the screens' word for a list stands in `src/words`. Events are whole sentences there, so they are not compared. */
const WORDS: readonly (readonly [string, string])[] = [
  ['TicketCommands', 'command'],
  ['PHASES', 'phase'],
  ['OUTCOMES', 'outcome'],
  ['LIMIT_CLASSES', 'limit'],
  ['TICKET_KINDS', 'kind'],
  ['DUTY_KINDS', 'duty'],
  ['IDENTITIES', 'identity'],
  ['BEHALVES', 'behalf'],
  ['CHANNELS', 'channel'],
  ['EMERGENCY_LINES', 'line'],
  ['DIALECTS', 'dialect'],
  ['CALL_EVENTS', 'call-event'],
  ['CALL_STATES', 'call-state'],
  ['AGENT_STATUSES', 'agent-status'],
  ['ABUSE_MEASURES', 'abuse-measure'],
  ['ABUSE_STAGES', 'abuse-stage'],
  ['APPEAL_STATES', 'abuse-appeal'],
  ['DISPATCH_MODES', 'mode'],
  ['OPINION_STANCES', 'stance'],
  ['CONTACT_OUTCOMES', 'contact'],
  ['PHOTO_ROLES', 'photo-role'],
  ['FINDINGS', 'found'],
  ['SOLVED_ANSWERS', 'solved'],
  ['SATISFACTION_ANSWERS', 'satisfied'],
  ['INSPECTION_QUESTIONS', 'inspection-question'],
  ['VERDICTS', 'verdict'],
  ['CORRECTABLE_FACTS', 'fact'],
  ['AUTOMATIC_GROUNDS', 'ground'],
  ['BASES', 'basis'],
  ['MONTH_STEPS', 'month.step'],
  ['TURNS', 'month.turn'],
  ['APPEAL_SUBJECTS', 'month.appeal'],
  ['DIFFERING_FIGURES', 'month.figure'],
  ['CLUSTER_BASES', 'cluster-basis'],
  ['SIGNAL_CODES', 'signal'],
  ['REVIEW_FINDINGS', 'review'],
  ['UnitKind', 'unit-kind'],
  ['roles.yaml', 'role'],
]

const domain = readdirSync(DOMAIN, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => readFileSync(join(DOMAIN, path), 'utf8'))
  .join('\n')

/** Keys of an interface of the domain: the lines of its body that are indented once. */
function keysOf(name: string): string[] {
  const body = new RegExp(`^export interface ${name} \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(domain)?.[1]
  if (body === undefined) throw new Error(`the domain has no interface ${name}`)
  return [...body.matchAll(/^ {2}'?([a-z-]+)'?:/gm)].map(([, key = '']) => key)
}

/** Every list of codes in the domain, by the name of its constant. */
function listsOf(): Map<string, string[]> {
  const lists = [...domain.matchAll(/^export const ([A-Z_]+) = \[([^\]]*)\] as const/gm)]
  const texts = (body: string) => [...body.replace(/\/\/.*$/gm, '').matchAll(/'([^']+)'/g)].map(([, code = '']) => code)
  return new Map(lists.map(([, name = '', body = '']) => [name, texts(body)]))
}

function unitKinds(): string[] {
  const union = /^export type UnitKind =\n((?: {2}\| .*\n)+)/m.exec(domain)?.[1] ?? ''
  return [...union.matchAll(/\| '([a-z-]+)'/g)].map(([, kind = '']) => kind)
}

/** Every role of every policy version: a role that was once granted stays in history. */
function roles(): string[] {
  const city = join(ROOT, 'policy', 'beijing')
  const files = readdirSync(city).filter((name) => /^\d{4}-\d{2}$/.test(name))
  const names = files.flatMap((version) => {
    const text = readFileSync(join(city, version, 'roles.yaml'), 'utf8')
    return Object.keys((parse(text) as { roles: object }).roles)
  })
  return [...new Set(names)]
}

interface Row {
  readonly id: string
  readonly english: string
  readonly chinese: string
  readonly ground: string
}

/** Rows of the glossary by the name in the brackets of their heading. */
function readGlossary(): Map<string, Row[]> {
  const text = readFileSync(join(ROOT, 'GLOSSARY.md'), 'utf8')
  const sections = [...text.matchAll(/^## .*\(`([^`]+)`\)\n([\s\S]*?)(?=^## |$(?![\s\S]))/gm)]
  return new Map(
    sections.map(([, name = '', body = '']) => [
      name,
      [...body.matchAll(/^\| `([^`]+)` \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$/gm)].map(
        ([, id = '', english = '', chinese = '', ground = '']) => ({ id, english, chinese, ground }),
      ),
    ]),
  )
}

const glossary = readGlossary()
const lists = new Map([...listsOf()].filter(([name]) => !NOT_WORDS.has(name)))
const expected = new Map<string, string[]>([
  ['TicketEvents', keysOf('TicketEvents')],
  ['TicketCommands', keysOf('TicketCommands')],
  ['UnitKind', unitKinds()],
  ['roles.yaml', roles()],
  ...lists,
])

describe('the glossary', () => {
  it('is compared with what is really there', () => {
    expect(keysOf('TicketEvents').length).toBeGreaterThan(50)
    expect(keysOf('TicketCommands').length).toBeGreaterThan(40)
    expect(lists.size).toBeGreaterThan(12)
    expect(roles().length).toBeGreaterThan(10)
    expect(unitKinds()).toContain('subdistrict')
    expect([...glossary.keys()].sort()).toEqual([...expected.keys()].sort())
  })

  it.each([...expected])('lists all of %s, and nothing else', (name, codes) => {
    expect((glossary.get(name) ?? []).map(({ id }) => id).sort()).toEqual([...codes].sort())
  })

  it.each(WORDS)('writes %s as the screens do', (name, prefix) => {
    const rows = glossary.get(name) ?? []
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map(({ id, chinese }) => [id, chinese])).toEqual(rows.map(({ id }) => [id, ZH[`${prefix}.${id}`]]))
  })

  it('gives each word English, Chinese and a ground', () => {
    const poor = [...glossary.values()]
      .flat()
      .filter(({ english, chinese, ground }) => english === '' || ground === '' || !/\p{Script=Han}/u.test(chinese))
    expect(poor).toEqual([])
  })

  it('explains every rule of practice that the code cites', () => {
    const text = readFileSync(join(ROOT, 'GLOSSARY.md'), 'utf8')
    const explained = new Set([...text.matchAll(/^\| (P\d+) \|/gm)].map(([, rule = '']) => rule))
    const cited = [...domain.matchAll(/\bP(?:[1-9]|[12]\d|3[0-2])\b/g)].map(([rule]) => rule)
    expect([...new Set(cited)].filter((rule) => !explained.has(rule))).toEqual([])
  })
})
