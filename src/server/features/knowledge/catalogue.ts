import type { CatalogueHit } from '../../../contract/http/knowledge.ts'
import type { CatalogueTarget, Category, Policy } from '../../../domain/policy/policy.ts'
import { lookUp } from '../../../intelligence/assist/look-up.ts'
import { type Language, say } from '../../../words/say.ts'
import { type Readable, unitName } from '../../http/facts.ts'

const MOST_CATEGORIES = 4

/** The catalogue asked with a word: the categories that it leads to, and for each who, by when and on what ground. */
export function searchCatalogue(words: string, policy: Policy, readable: Readable, size: number): CatalogueHit[] {
  const { language } = readable
  const found = lookUp<Category>(
    words,
    policy.categories.filter((one) => one.parent !== null),
    ({ name, nameEn, keywords }) => ({ title: name, cues: [...keywords, name], text: `${name}\n${nameEn}` }),
    MOST_CATEGORIES,
  )
  return found
    .flatMap(({ entry, because }) => {
      const own = policy.catalogue.filter((row) => row.category === entry.code)
      const rows = own.length > 0 ? own : policy.catalogue.filter((row) => row.category === entry.parent)
      return rows.map((row) => ({
        row: row.row,
        category: { code: entry.code, name: language === 'zh' ? entry.name : entry.nameEn },
        place: row.place,
        accusing: row.accusing,
        lead: targetName(row.lead, readable, language),
        assisting: row.assisting.map((one) => targetName(one, readable, language)),
        limit: row.limit ?? entry.limit,
        ground: language === 'zh' ? row.ground : row.groundEn,
        because: because[0] ?? null,
      }))
    })
    .slice(0, size)
}

function targetName(target: CatalogueTarget, readable: Readable, language: Language): string {
  if (target.to === 'unit') return unitName(target.unit, readable)
  return say(language, `target.${target.to}`, target.to === 'department' ? { sector: target.sector } : {})
}
