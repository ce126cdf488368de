import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { EN_SCREEN } from '../../words/en-screen.ts'
import { EN_SCREEN_LATER } from '../../words/en-screen-later.ts'
import { ZH_SCREEN } from '../../words/zh-screen.ts'
import { ZH_SCREEN_LATER } from '../../words/zh-screen-later.ts'

const WEB = join(import.meta.dirname, '..')

type Table = Readonly<Record<string, string>>

/** By path, because the tests' project does not know the browser's types. */
async function tableOf(file: string, name: string): Promise<Table> {
  const module = (await import(pathToFileURL(join(import.meta.dirname, file)).href)) as Record<string, unknown>
  return module[name] as Table
}

const START = await tableOf('zh-start.ts', 'ZH_START')
const LATER = await tableOf('zh-later.ts', 'ZH_LATER')
const zh: Table = { ...START, ...LATER }
const en: Table = { ...(await tableOf('en-start.ts', 'EN_START')), ...(await tableOf('en-later.ts', 'EN_LATER')) }

const files = new Map(
  readdirSync(WEB, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts'))
    .filter((path) => !path.startsWith('i18n') || path === join('i18n', 'words.ts'))
    .map((path) => [path, readFileSync(join(WEB, path), 'utf8')] as const),
)
const all = [...files.values()]
/** Features whose pages fetch the later labels before they are drawn: `withLater(() => import('../../features/NAME/…`. */
const laterFeatures = new Set(
  all.flatMap((text) =>
    [...text.matchAll(/withLater\(\s*\(\) => import\('[./]*features\/([a-z-]+)\//g)].map(([, name]) => name),
  ),
)
const isLater = (path: string) => laterFeatures.has(/^features.([a-z-]+)/.exec(path)?.[1])
/** Everything that a page of the start reaches, by whatever import; `ui` files that only later pages use are not among them. */
const reached = new Set<string>()
function reach(path: string): void {
  const text = files.get(path)
  if (text === undefined || isLater(path) || reached.has(path)) return
  reached.add(path)
  for (const [, to = ''] of text.matchAll(/(?:from |import\()'(\.[^']+)'/g)) reach(join(dirname(path), to))
}
for (const path of files.keys()) if (!path.startsWith('ui')) reach(path)
const startFiles = [...files].filter(([path]) => reached.has(path))

/** Keys written out. Terms of the trade come from src/words, tables of the rules are files. */
function literalsOf(texts: readonly string[]): ReadonlySet<string> {
  return new Set(
    texts.flatMap((text) =>
      [...text.replace(/\bterm\('[^']+'/g, '').matchAll(/'([a-z-]+\.(?!csv|yaml)[a-z0-9-]+)'/g)].map(
        ([, key = '']) => key,
      ),
    ),
  )
}
/** Beginnings of keys whose end is a code: `policy.state-${state}`, `change.${kind}`. The compiler sees to it that each such key exists. */
const beginningsOf = (texts: readonly string[]) =>
  texts.flatMap((text) => [...text.matchAll(/`([a-z-]+\.(?:[a-z-]+-)?)\$\{/g)].map(([, beginning = '']) => beginning))
/** Areas of terms that are named: `term('phase', …)`, `prefix: 'found'`, and of sentences. */
const termsOf = (texts: readonly string[]) => [
  ...new Set(
    texts.flatMap((text) => [
      ...[...text.matchAll(/\b(?:term\(\s*|prefix: )'([a-z.-]+)'/g)].map(([, area = '']) => area),
      ...[...text.matchAll(/\bsentence\(`([a-z-]+)\.\$/g)].map(([, area = '']) => area),
    ]),
  ),
]
const lacks = (area: string, table: Table) => !Object.keys(table).some((key) => key.startsWith(`${area}.`))

const literals = literalsOf(all)
const areas = new Set(Object.keys(zh).map((key) => key.split('.')[0]))

describe('words of the desks', () => {
  it('are there in both languages, none empty', () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(zh).toSorted())
    expect([...Object.values(zh), ...Object.values(en)].filter((text) => text.trim() === '')).toEqual([])
  })

  it('name the same facts', () => {
    const facts = (text = '') => [...new Set([...text.matchAll(/\{([a-z]+)\}/g)].map(([, name]) => name))].toSorted()
    const different = Object.keys(zh).filter((key) => facts(zh[key]).join() !== facts(en[key]).join())
    expect(different).toEqual([])
  })

  it('are all used, and no screen asks for one that is missing', () => {
    const beginnings = beginningsOf(all)
    const isUsed = (key: string) => literals.has(key) || beginnings.some((beginning) => key.startsWith(beginning))
    expect(Object.keys(zh).filter((key) => !isUsed(key))).toEqual([])
    const elsewhere = /^(?:ticket\.(?:changed|not-in-phase)|session\.|http\.)/
    const asked = [...literals].filter((key) => areas.has(key.split('.')[0]) && !elsewhere.test(key))
    expect(asked.filter((key) => !(key in zh))).toEqual([])
  })

  it('include every area of terms that a screen names', () => {
    const named = termsOf(all)
    expect(named.length).toBeGreaterThan(40)
    expect(named.filter((area) => lacks(area, { ...ZH_SCREEN, ...ZH_SCREEN_LATER }))).toEqual([])
    expect(named.filter((area) => lacks(area, { ...EN_SCREEN, ...EN_SCREEN_LATER }))).toEqual([])
  })

  it('of the later part are asked for only by pages that fetch it', () => {
    expect(laterFeatures.size).toBeGreaterThan(10)
    expect([...reached].filter((path) => path.startsWith('ui')).length).toBeGreaterThan(20)
    const texts = startFiles.map(([, text]) => text)
    const tooEarly = startFiles.flatMap(([path, text]) =>
      [...literalsOf([text])].filter((key) => key in LATER).map((key) => `${path}: ${key}`),
    )
    expect(tooEarly).toEqual([])
    const begun = beginningsOf(texts)
    expect(Object.keys(LATER).filter((key) => begun.some((beginning) => key.startsWith(beginning)))).toEqual([])
    expect(termsOf(texts).filter((area) => lacks(area, ZH_SCREEN))).toEqual([])
    expect(Object.keys(START).filter((key) => key in LATER)).toEqual([])
  })

  it('come as tables of one language, never through the sentences of all', () => {
    expect([...files].filter(([, text]) => /words\/(?:say|zh|en)\.ts'/.test(text)).map(([path]) => path)).toEqual([])
  })

  it('speak English in the English table', () => {
    // The two full-width lines are what a blank of a template looks like.
    expect(Object.entries(en).filter(([, text]) => /[\u3000-\u9fff\uff00-\uff3e\uff40-\uffef]/.test(text))).toEqual([])
  })

  it('bring their own punctuation: none stands between them on a screen', () => {
    const between = all.flatMap(
      (text) => text.match(/\}[\u3000-\u303f\uff00-\uffef]|[\u3000-\u303f\uff00-\uffef]\$?\{/g) ?? [],
    )
    expect(between).toEqual([])
  })
})
