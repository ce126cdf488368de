import type { WhyView } from '../../../contract/http/dispatch.ts'
import type { UnitCode } from '../../../domain/org/unit.ts'
import { type CatalogueRow, type CatalogueTarget, findCategory, type Policy } from '../../../domain/policy/policy.ts'
import { say } from '../../../words/say.ts'
import { type Readable, unitName } from '../../http/facts.ts'
import { categoryName } from '../../view/timeline.ts'

/** A row of the catalogue as a sentence: what the unit was sent the ticket by, and what an objection has to answer. */
export function tellClause(row: number, policy: Policy, district: UnitCode | null, to: Readable): WhyView['clause'] {
  const tell = (target: CatalogueTarget) => tellTarget(target, policy, district, to)
  const found = policy.catalogue.find((one) => one.row === row)
  if (!found) return null
  const category =
    found.category === '*'
      ? say(to.language, 'clause.everything')
      : `${found.category} ${categoryName(found.category, policy, to.language)}`
  const place = say(to.language, `level.${found.place}`)
  return {
    row,
    policy: policy.id,
    category,
    place,
    sentence: say(to.language, 'clause.sentence', {
      category,
      place,
      lead: tell(found.lead),
      assisting: assistingOf(found, tell, to),
    }),
    ground: to.language === 'zh' ? found.ground : found.groundEn,
  }
}

function assistingOf(row: CatalogueRow, tell: (target: CatalogueTarget) => string, to: Readable): string {
  if (row.assisting.length === 0) return say(to.language, 'clause.nobody-assists')
  const units = row.assisting.map(tell).join(to.language === 'zh' ? '、' : ', ')
  return say(to.language, 'clause.assisting', { units })
}

/** A department by its own name where the district is known: nobody signs for a sector's code. */
function tellTarget(target: CatalogueTarget, policy: Policy, district: UnitCode | null, to: Readable): string {
  if (target.to === 'unit') return unitName(target.unit, to)
  if (target.to !== 'department') return say(to.language, `target.${target.to}`)
  const unit = district === null ? undefined : policy.sectors[target.sector]?.[district]
  return unit === undefined ? say(to.language, 'target.department', { sector: target.sector }) : unitName(unit, to)
}

/** A ground of the policy's list for returns, in words. */
export function tellReturnGround(code: string, policy: Policy, to: Readable): { code: string; name: string } {
  const ground = policy.returnGrounds.find((one) => one.code === code)
  return { code, name: (to.language === 'zh' ? ground?.name : ground?.nameEn) ?? code }
}

export function tellCategory(code: string | null, policy: Policy, to: Readable): { code: string; name: string } | null {
  if (code === null) return null
  return { code, name: findCategory(policy, code) ? categoryName(code, policy, to.language) : code }
}
