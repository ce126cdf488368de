import { afterAll, beforeAll, expect, it } from 'vitest'
import { copyDays, createRuledDatabase, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { isTicketNumber } from '../../domain/ticket/number.ts'
import { reserveNumbers, TicketNumbers } from './numbers.ts'

const AT = '2026-10-19T02:00:00.000Z'

let database: RuledDatabase
beforeAll(async () => {
  database = await createRuledDatabase()
})
afterAll(() => database.drop())

function handOut(): TicketNumbers {
  return new TicketNumbers(database.writer, database.rulebook.inForce(AT).calendar)
}

it('gives many processes that ask at once no number twice, over the end of their blocks', async () => {
  const processes = Array.from({ length: 4 }, handOut)
  const taken = await Promise.all(processes.flatMap((one) => Array.from({ length: 450 }, () => one.take(AT))))
  expect(new Set(taken).size).toBe(1800)
  expect(taken.every(isTicketNumber)).toBe(true)
})

it('begins each day of the city anew', async () => {
  const numbers = handOut()
  expect(await numbers.take('2026-11-01T15:59:59.999Z')).toMatch(/^JS-20261101-000001-/)
  expect(await numbers.take('2026-11-01T16:00:00.000Z')).toMatch(/^JS-20261102-000001-/)
})

it('goes on behind the numbers of a bulk copy', async () => {
  await copyDays(database, { seed: 3, from: '2026-10-08', days: 2, volume: { '110102009': 10 } })
  const { rows } = await database.pool.query<{ number: string }>(
    "select max(number) as number from ticket_number where number like 'JS-20261008-%'",
  )
  await reserveNumbers(database.pool)
  const next = await handOut().take('2026-10-08T04:00:00.000Z')
  const sequence = (number: string) => Number(number.split('-')[2])
  expect(sequence(rows[0]?.number ?? '')).toBeGreaterThan(5)
  expect(sequence(next)).toBe(sequence(rows[0]?.number ?? '') + 1)
  // Said again, it takes nothing back that was handed out since.
  await reserveNumbers(database.pool)
  expect(sequence(await handOut().take('2026-10-08T04:00:00.000Z'))).toBeGreaterThan(sequence(next))
})
