import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createRuledDatabase } from '../../../tests/database/lived-database.ts'
import { verifyDatabase } from '../../store/verification/verify-database.ts'
import { importMessages } from './import-messages.ts'

/** Real messages that people wrote: they are read where they lie beside the project and never become part of it. */
const FILE = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'messages', 'labelled.jsonl')

it('takes in 6,452 real messages without losing a line, and none of them twice', async () => {
  if (!existsSync(FILE)) {
    process.stderr.write(`NOTICE: ${FILE} is absent: the import of real messages was not tested here\n`)
    return
  }
  const database = await createRuledDatabase()
  try {
    const { log, writer, rulebook, pool, keys } = database
    const deps = { log, pool: writer, rulebook, now: () => '2026-10-19T02:00:00.000Z' }
    const first = await importMessages(FILE, deps)
    expect(first).toMatchObject({ read: 6_452, accepted: 6_452, refused: 0, rejected: 0, duplicates: 0 })
    expect(first.held['proposal-refused']).toBeUndefined()
    expect(await importMessages(FILE, deps)).toMatchObject({ read: 6_452, accepted: 0, duplicates: 6_452 })
    const found = await verifyDatabase(pool, keys, { rulebook })
    expect(found).toMatchObject({ tickets: 6_452, faults: [] })
  } finally {
    await database.drop()
  }
}, 300_000)
