import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { articlesFile, libraryFile } from '../../contract/http/knowledge.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { saveArticle } from './articles.ts'
import { saveLegalBasis } from './legal-bases.ts'

/** The author of what came with the program. */
const SHIPPED_BY = 'shipped'

/** Puts the entries that the city's folder ships into the library; what is there already stays as people left it. */
export async function loadLibrary(sql: Sql, cityFolder: string, at: Instant): Promise<number> {
  const entries = libraryFile.parse((await readYaml(join(cityFolder, 'legal-bases.yaml'))) ?? [])
  let added = 0
  for (const { code, ...body } of entries) if (await saveLegalBasis(sql, code, 0, body, SHIPPED_BY, at)) added++
  return added
}

/** The made-up articles of a demonstration. */
export async function loadStarterArticles(sql: Sql, cityFolder: string, at: Instant): Promise<number> {
  const articles = articlesFile.parse((await readYaml(join(cityFolder, 'starter-articles.yaml'))) ?? [])
  let added = 0
  for (const { id, ...body } of articles) if (await saveArticle(sql, id, 0, body, SHIPPED_BY, at)) added++
  return added
}

/** Null: a city need not ship one. */
async function readYaml(path: string): Promise<unknown> {
  try {
    return parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
