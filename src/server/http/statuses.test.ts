import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FORMULA_CODES } from '../../domain/scoring/formula/fault.ts'
import { TICKET_REJECTIONS } from '../../domain/ticket/decision.ts'
import { DATABASE_ERROR_CODES } from '../../store/database/database-error.ts'
import { EN } from '../../words/en.ts'
import { ZH } from '../../words/zh.ts'
import { STATUSES } from './statuses.ts'

const SOURCE = join(import.meta.dirname, '..', '..')

describe('three tables of rejections: codes, statuses, sentences', () => {
  test('every code of the domain and the store has a status', () => {
    for (const code of [...TICKET_REJECTIONS, ...FORMULA_CODES, ...DATABASE_ERROR_CODES]) {
      expect(STATUSES, code).toHaveProperty([code])
    }
  })

  test('every code that the source rejects with has a status', () => {
    const used = sources(SOURCE).flatMap((text) =>
      [...text.matchAll(/(?:\bno|\brejected|\bproblem)\(\s*'([a-z-]+\.[a-z-]+)'/g)].map((match) => match[1] ?? ''),
    )
    expect(used.length).toBeGreaterThan(60)
    expect([...new Set(used)].filter((code) => STATUSES[code] === undefined)).toEqual([])
  })

  test('every code has a sentence in both languages', () => {
    expect(Object.keys(STATUSES).filter((code) => !(code in ZH) || !(code in EN))).toEqual([])
  })

  test('every status is an error', () => {
    for (const [code, status] of Object.entries(STATUSES)) {
      expect(status, code).toBeGreaterThanOrEqual(400)
      expect(status, code).toBeLessThan(600)
    }
  })
})

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}
