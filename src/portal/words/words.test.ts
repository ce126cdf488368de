import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EN } from './en.ts'
import { word } from './word.ts'
import { ZH } from './zh.ts'

const SOURCE = join(import.meta.dirname, '..', '..')
const FOLDERS = ['portal', 'server/features/portal']

function sources(): string {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(SOURCE, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.includes('.test.'))
      .filter((entry) => !entry.parentPath.includes(join('portal', 'words')))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
  ).join('\n')
}

const escaped = (text: string): string => text.replaceAll('.', '\\.')
const facts = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort()

test('both languages have the same words with the same facts', () => {
  expect(Object.keys(EN).sort()).toEqual(Object.keys(ZH).sort())
  for (const [key, sentence] of Object.entries(ZH)) {
    expect(facts(EN[key as keyof typeof ZH]), key).toEqual(facts(sentence))
    expect(sentence.trim(), key).not.toBe('')
  }
})

test('English is English, and Chinese says 您', () => {
  for (const [key, sentence] of Object.entries(EN)) {
    if (key !== 'site.language') expect(sentence, key).not.toMatch(/[\u3000-\u9fff]/)
  }
  for (const [key, sentence] of Object.entries(ZH)) {
    expect(sentence, key).not.toMatch(/你|用户|诉求人|不予受理|挂账|系统繁忙/)
  }
})

/** A key is used as it stands, or as a template that ends in a choice: `score.solved.${answer}`. */
test('every word is used', () => {
  const text = sources()
  const templates = [...text.matchAll(/`([\w.-]+)\$\{[^}]*\}([\w.-]*)`/g)].map(
    ([, head = '', tail = '']) => new RegExp(`^${escaped(head)}[\\w-]+${escaped(tail)}$`),
  )
  const unused = Object.keys(ZH).filter(
    (key) => !text.includes(`'${key}'`) && !templates.some((template) => template.test(key)),
  )
  expect(unused).toEqual([])
})

test('a missing fact leaves a dash', () => {
  expect(word('zh', 'step.progress')).toBe('第 — 步，共 4 步')
  expect(word('en', 'step.progress', { step: 2 })).toBe('Step 2 of 4')
})
