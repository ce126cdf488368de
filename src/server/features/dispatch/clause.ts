import type { WhyView } from '../../../contract/http/dispatch.ts'
import { type CatalogueRow, type CatalogueTarget, findCategory, type Policy } from '../../../domain/policy/policy.ts'
import { say } from '../../../words/say.ts'
import { type Readable, unitName } from '../../http/facts.ts'
import { categoryName } from '../../view/timeline.ts'

/** A row of the catalogue as a sentence: what the unit was sent the ticket by, and what an objection has to answer. */
export function tellClause(row: number, policy: Policy, to: Readable): WhyView['clause'] {
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
      lead: tellTarget(found.lead, to),
      assisting: assistingOf(found, to),
    }),
    ground: to.language === 'zh' ? found.ground : found.groundEn,
  }
}

function assistingOf(row: CatalogueRow, to: Readable): string {
  if (row.assisting.length === 0) return say(to.language, 'clause.nobody-assists')
  const units = row.assisting.map((target) => tellTarget(target, to)).join(to.language === 'zh' ? '、' : ', ')
  return say(to.language, 'clause.assisting', { units })
}

function tellTarget(target: CatalogueTarget, to: Readable): string {
  if (target.to === 'unit') return unitName(target.unit, to)
  return say(to.language, `target.${target.to}`, target.to === 'department' ? { sector: target.sector } : {})
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
