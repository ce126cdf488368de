import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { EN_SCREEN } from '../../words/en-screen.ts'
import { ZH_SCREEN } from '../../words/zh-screen.ts'

const WEB = join(import.meta.dirname, '..')

/** By path, because the tests' project does not know the browser's types. */
async function tableOf(file: string, name: string): Promise<Readonly<Record<string, string>>> {
  const module = (await import(pathToFileURL(join(import.meta.dirname, file)).href)) as Record<string, unknown>
  return module[name] as Readonly<Record<string, string>>
}

const zh = await tableOf('zh.ts', 'ZH')
const en = await tableOf('en.ts', 'EN')
const sources = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('i18n') && !path.endsWith('.test.ts'))
  .map((path) => readFileSync(join(WEB, path), 'utf8'))
sources.push(readFileSync(join(WEB, 'i18n', 'words.ts'), 'utf8'))
const literals = new Set(
  // Terms of the trade come from src/words, tables of the rules are files.
  sources.flatMap((text) =>
    [...text.replace(/\bterm\('[^']+'/g, '').matchAll(/'([a-z-]+\.(?!csv|yaml)[a-z0-9-]+)'/g)].map(
      ([, key = '']) => key,
    ),
  ),
)
/** Beginnings of keys whose end is a code: `policy.state-${state}`, `change.${kind}`. The compiler sees to it that each such key exists. */
const beginnings = sources.flatMap((text) =>
  [...text.matchAll(/`([a-z-]+\.(?:[a-z-]+-)?)\$\{/g)].map(([, beginning = '']) => beginning),
)
const isUsed = (key: string) => literals.has(key) || beginnings.some((beginning) => key.startsWith(beginning))
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
    expect(Object.keys(zh).filter((key) => !isUsed(key))).toEqual([])
    const elsewhere = /^(?:ticket\.(?:changed|not-in-phase)|session\.|http\.)/
    const asked = [...literals].filter((key) => areas.has(key.split('.')[0]) && !elsewhere.test(key))
    expect(asked.filter((key) => !(key in zh))).toEqual([])
  })

  it('include every area of terms that a screen names', () => {
    const named = sources.flatMap((text) =>
      [...text.matchAll(/\b(?:term\(\s*|prefix: )'([a-z.-]+)'/g)].map(([, prefix = '']) => prefix),
    )
    expect(named.length).toBeGreaterThan(50)
    for (const table of [ZH_SCREEN, EN_SCREEN]) {
      const has = (prefix: string) => Object.keys(table).some((key) => key.startsWith(`${prefix}.`))
      expect([...new Set(named)].filter((prefix) => !has(prefix))).toEqual([])
    }
  })

  it('speak English in the English table', () => {
    expect(Object.entries(en).filter(([, text]) => /[\u4e00-\u9fff]/.test(text))).toEqual([])
  })
})
