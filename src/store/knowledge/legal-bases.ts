import type { LegalBasisBody } from '../../contract/http/knowledge.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** One version of an entry of the library (P31). */
export interface LegalBasis extends LegalBasisBody {
  readonly code: string
  readonly version: number
  readonly by: string
  readonly at: Instant
}

const COLUMNS = `code, version, statute, statute_en as "statuteEn", article, summary, summary_en as "summaryEn", matters, source,
  valid_from as "validFrom", valid_to as "validTo", note, account_id as by, at`

/** The newest version of every entry. */
export async function listLegalBases(sql: Sql): Promise<LegalBasis[]> {
  const { rows } = await sql.query<LegalBasis>(
    `select distinct on (code) ${COLUMNS} from legal_basis order by code, version desc`,
  )
  return rows
}

/** Every version of one entry, the newest first; empty: there is none. */
export async function readLegalBasis(sql: Sql, code: string): Promise<LegalBasis[]> {
  const { rows } = await sql.query<LegalBasis>(
    `select ${COLUMNS} from legal_basis where code = $1 order by version desc`,
    [code],
  )
  return rows
}

/** Adds the version after `seen` (0: a new entry). Null: somebody else was first, and nothing was written. */
export async function saveLegalBasis(
  sql: Sql,
  code: string,
  seen: number,
  body: LegalBasisBody,
  by: string,
  at: Instant,
): Promise<LegalBasis | null> {
  const { rows } = await sql.query<LegalBasis>(
    `insert into legal_basis (code, version, statute, statute_en, article, summary, summary_en, matters, source, valid_from, valid_to, note, account_id, at)
     select $1::text, $2::int + 1, $3, $4, $5, $6, $7, $8::text[], $9, $10::date, $11::date, $12, $13, $14::timestamptz
     where coalesce((select max(version) from legal_basis where code = $1), 0) = $2::int
     on conflict do nothing returning ${COLUMNS}`,
    [
      code,
      seen,
      body.statute,
      body.statuteEn,
      body.article,
      body.summary,
      body.summaryEn,
      body.matters,
      body.source,
      body.validFrom,
      body.validTo,
      body.note,
      by,
      at,
    ],
  )
  return rows[0] ?? null
}
