import type { TemplateBody } from '../../contract/http/templates.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** One version of a template of replies; `unit` null: the centre's, for everybody. */
export interface StoredTemplate extends Omit<TemplateBody, 'seen'> {
  readonly templateId: string
  readonly version: number
  readonly unit: string | null
}

const COLUMNS = `template_id as "templateId", version, unit_id as unit, category, title, reply, measures, next_step as "nextStep", state`

/** The newest version of every template that these units have, and of the centre's. */
export async function templatesFor(sql: Sql, units: readonly string[]): Promise<StoredTemplate[]> {
  const { rows } = await sql.query<StoredTemplate>(
    `select distinct on (template_id) ${COLUMNS} from reply_template
     where unit_id is null or unit_id = any ($1) order by template_id, version desc`,
    [units],
  )
  return rows
}

/** Whose a template is; undefined: there is none with this id. */
export async function ownerOf(sql: Sql, templateId: string): Promise<string | null | undefined> {
  const { rows } = await sql.query<{ unit_id: string | null }>(
    'select unit_id from reply_template where template_id = $1 limit 1',
    [templateId],
  )
  return rows[0]?.unit_id
}

/** Adds the version after `seen` (0: a new template). False: somebody else was first, and nothing was written. */
export async function saveTemplate(
  sql: Sql,
  templateId: string,
  unit: string | null,
  body: TemplateBody,
  by: string,
  at: Instant,
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into reply_template
       (template_id, version, unit_id, category, title, reply, measures, next_step, state, account_id, at)
     select $1::uuid, $2::int + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11::timestamptz
     where coalesce((select max(version) from reply_template where template_id = $1), 0) = $2::int
     on conflict do nothing`,
    [
      templateId,
      body.seen,
      unit,
      body.category,
      body.title,
      body.reply,
      body.measures,
      body.nextStep,
      body.state,
      by,
      at,
    ],
  )
  return rowCount === 1
}
