import { hash } from 'node:crypto'
import type { Sql } from '../database/connect.ts'
import { readInBatches } from '../database/cursor.ts'
import type { Head } from '../log/merkle.ts'
import { checkSeal, importPublicKey, readSeal } from '../log/seal.ts'
import type { CheckDeps } from './check-ticket.ts'

interface SealRow {
  readonly number: number
  readonly day: string
  readonly bytes: string
  readonly signature: string
  readonly public_key: string
}

type HeadRow = Head & { readonly number: number }

/**
 * Checks every seal with the heads that it fixed, in one pass over both: form, order, root, signature, and that the signer is
 * one of `trusted` (fingerprints). Returns their number. Needs an open transaction.
 */
export async function checkSeals(sql: Sql, trusted: ReadonlySet<string>, report: CheckDeps['report']): Promise<number> {
  const { rows: seals } = await sql.query<SealRow>(
    'select number, day, bytes, signature, public_key from seal order by number',
  )
  const heads = readHeads(sql)
  let next = await heads.next()
  let previous: string | null = null
  for (const seal of seals) {
    const its: Head[] = []
    for (; !next.done && next.value.number <= seal.number; next = await heads.next()) {
      if (next.value.number === seal.number) its.push(next.value)
      else reportStray(next.value, report)
    }
    checkOne(seal, previous, its, trusted, report)
    previous = seal.bytes
  }
  for (; !next.done; next = await heads.next()) reportStray(next.value, report)
  return seals.length
}

function reportStray(head: HeadRow, report: CheckDeps['report']): void {
  report('row.surplus', { table: 'seal_head', seal: head.number, stream: head.stream })
}

async function* readHeads(sql: Sql): AsyncGenerator<HeadRow, void, undefined> {
  const text = `select * from (
      select number, stream, version, hash from seal_head union all select number, stream, version, hash from record_head
    ) head order by number, stream collate "C"`
  for await (const batch of readInBatches<HeadRow>(sql, 'sealed_heads', text)) yield* batch
}

function checkOne(
  seal: SealRow,
  previous: string | null,
  heads: readonly Head[],
  trusted: ReadonlySet<string>,
  report: CheckDeps['report'],
): void {
  const at = { seal: seal.number }
  const key = importPublicKey(seal.public_key)
  const signer = key && `sha256:${hash('sha256', Buffer.from(seal.public_key, 'base64url'), 'hex')}`
  // The decoder forgives stray characters; a key has one spelling only.
  const plain = Buffer.from(seal.public_key, 'base64url').toString('base64url') === seal.public_key
  if (!key || !signer || !plain || !trusted.has(signer)) report('seal.signer-unknown', { ...at, signer })
  const fields = readSeal(seal.bytes)
  if (fields && fields.number !== seal.number) {
    report('seal.column-differs', { ...at, field: 'number', stored: seal.number, sealed: fields.number })
  }
  if (fields && fields.day !== seal.day) {
    report('seal.column-differs', { ...at, field: 'day', stored: seal.day, sealed: fields.day })
  }
  if (!key) return
  const streams = new Set(heads.map((head) => head.stream))
  if (streams.size !== heads.length) {
    report('seal.root-differs', { ...at, reason: 'two heads of one stream' })
    return
  }
  for (const fault of checkSeal(seal, key, { previous, heads })) report(fault.code, { ...at, ...fault.facts })
}
