import type { ArticleBody } from '../../contract/http/knowledge.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** One version of an article as it is kept. */
export interface Article extends ArticleBody {
  readonly id: string
  readonly version: number
  readonly by: string
  readonly at: Instant
}

const COLUMNS = `article_id as id, version, title, title_en as "titleEn", answer, answer_en as "answerEn", cues, categories, bases,
  review_by as "reviewBy", state, note, account_id as by, at`

/** The newest version of every article, the withdrawn among them. */
export async function listArticles(sql: Sql): Promise<Article[]> {
  const { rows } = await sql.query<Article>(
    `select distinct on (article_id) ${COLUMNS} from article order by article_id, version desc`,
  )
  return rows
}

/** Every version of one article, the newest first; empty: there is none. */
export async function readArticle(sql: Sql, id: string): Promise<Article[]> {
  return (await sql.query<Article>(`select ${COLUMNS} from article where article_id = $1 order by version desc`, [id]))
    .rows
}

/** Adds the version after `seen` (0: a new article). Null: somebody else was first, and nothing was written. */
export async function saveArticle(
  sql: Sql,
  id: string,
  seen: number,
  body: ArticleBody,
  by: string,
  at: Instant,
): Promise<Article | null> {
  const { rows } = await sql.query<Article>(
    `insert into article (article_id, version, title, title_en, answer, answer_en, cues, categories, bases, review_by, state, note, account_id, at)
     select $1::text, $2::int + 1, $3, $4, $5, $6, $7::text[], $8::text[], $9::text[], $10::date, $11, $12, $13, $14::timestamptz
     where coalesce((select max(version) from article where article_id = $1), 0) = $2::int
     on conflict do nothing returning ${COLUMNS}`,
    [
      id,
      seen,
      body.title,
      body.titleEn,
      body.answer,
      body.answerEn,
      body.cues,
      body.categories,
      body.bases,
      body.reviewBy,
      body.state,
      body.note,
      by,
      at,
    ],
  )
  return rows[0] ?? null
}
