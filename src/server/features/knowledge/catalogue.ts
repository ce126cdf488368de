import type { CatalogueHit } from '../../../contract/http/knowledge.ts'
import type { CatalogueTarget, Category, Policy } from '../../../domain/policy/policy.ts'
import { lookUp } from '../../../intelligence/assist/look-up.ts'
import { say } from '../../../words/say.ts'
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
        lead: targetName(row.lead, policy, readable),
        assisting: row.assisting.map((one) => targetName(one, policy, readable)),
        limit: row.limit ?? entry.limit,
        ground: language === 'zh' ? row.ground : row.groundEn,
        because: because[0] ?? null,
      }))
    })
    .slice(0, size)
}

/** A sector has no name of its own: that of one district's department, without the district. */
function sectorName(sector: string, policy: Policy, readable: Readable): string {
  const code = Object.values(policy.sectors[sector] ?? {})[0]
  const unit = code === undefined ? undefined : readable.org.findUnit(code)
  if (!unit) return sector
  const district = unit.district === null ? '' : unitName(unit.district, readable)
  return unitName(unit.code, readable).replace(district, '').trim()
}

function targetName(target: CatalogueTarget, policy: Policy, readable: Readable): string {
  const { language } = readable
  if (target.to === 'unit') return unitName(target.unit, readable)
  const sector = target.to === 'department' ? sectorName(target.sector, policy, readable) : ''
  return say(language, `target.${target.to}`, { sector })
}
