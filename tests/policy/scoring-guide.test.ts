import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { scoringTable } from '../../src/contract/policy/rule-tables.ts'
import { DEFAULT_THRESHOLDS } from '../../src/domain/policy/signal-thresholds.ts'

const guide = await readFile(new URL('../../docs/guides/policy.md', import.meta.url), 'utf8')

/** Names of a table's fields, those within included; ids that a city gives are no names. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  if (Array.isArray(schema)) return schema.flatMap(keysOf)
  return Object.entries(schema).flatMap(([word, inner]) =>
    word === 'properties'
      ? [...Object.keys(inner as object), ...Object.values(inner as object).flatMap(keysOf)]
      : keysOf(inner),
  )
}

it('names every key that scoring.yaml may have', () => {
  const keys = new Set(keysOf(z.toJSONSchema(scoringTable, { io: 'input', unrepresentable: 'any' })))
  expect(keys.size).toBeGreaterThan(40)
  expect([...keys].filter((key) => !guide.includes(`\`${key}\``))).toEqual([])
})

it('tells the usual thresholds of signals', () => {
  const told = (key: string) => guide.split('\n').find((line) => line.includes(`\`${key}\``) && line.startsWith('| `'))
  expect(told('phone_tickets')).toMatch(new RegExp(`\\| ${DEFAULT_THRESHOLDS.phoneTickets} \\|$`))
  expect(told('alike_share')).toMatch(
    new RegExp(`\\| ${DEFAULT_THRESHOLDS.alikeTickets}, ${DEFAULT_THRESHOLDS.alikeShare} \\|$`),
  )
  expect(told('photo_distance')).toMatch(new RegExp(`\\| ${DEFAULT_THRESHOLDS.photoDistance} \\|$`))
})
