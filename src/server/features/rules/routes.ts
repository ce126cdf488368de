import { z } from 'zod'
import type { Ground, Policy } from '../../../domain/policy/policy.ts'
import type { ServerDeps } from '../../deps.ts'
import type { Routes } from '../../http/routing.ts'

const ground = z.object({ code: z.string(), name: z.string(), nameEn: z.string(), source: z.string() })
const limit = z.object({ amount: z.number(), unit: z.string() })
const target = z.looseObject({ to: z.string() })

/** The rules in force, as people may read them: what a form offers and what a decision cites. */
export function rulesRoutes(routes: Routes, { rulebook, clock }: ServerDeps): void {
  const policy = (): Policy => rulebook.inForce(clock.now())

  routes.get(
    '/api/categories',
    {
      config: { access: { permission: 'public' } },
      schema: {
        tags: ['rules'],
        summary: 'The category tree in force',
        response: {
          200: z.object({
            policy: z.string(),
            categories: z.array(
              z.object({
                code: z.string(),
                parent: z.string().nullable(),
                name: z.string(),
                nameEn: z.string(),
                limit: z.string(),
                accuses: z.boolean(),
                dutyKind: z.string(),
              }),
            ),
          }),
        },
      },
    },
    async () => {
      const { id, categories } = policy()
      return {
        policy: id,
        categories: categories.map(({ code, parent, name, nameEn, limit, accuses, dutyKind }) => ({
          code,
          parent,
          name,
          nameEn,
          limit,
          accuses,
          dutyKind,
        })),
      }
    },
  )

  routes.get(
    '/api/policy',
    {
      config: { access: { permission: 'signed-in' } },
      schema: {
        tags: ['rules'],
        summary: 'Limits, grounds, callback script and dispatch catalogue in force',
        response: {
          200: z.object({
            id: z.string(),
            name: z.string(),
            effectiveFrom: z.string(),
            versions: z.array(z.object({ id: z.string(), effectiveFrom: z.string() })),
            limits: z.array(
              z.object({
                class: z.string(),
                name: z.string(),
                limit,
                sign: limit,
                contact: limit,
                returnWithin: limit,
                extension: limit.nullable(),
              }),
            ),
            refusalGrounds: z.array(ground.extend({ route: z.string(), routeEn: z.string() })),
            returnGrounds: z.array(ground),
            exclusionGrounds: z.array(ground.extend({ evidence: z.string(), approver: z.string() })),
            suspensionGrounds: z.array(ground),
            script: z.array(
              z.object({ question: z.string(), questionEn: z.string(), why: z.string(), whyEn: z.string() }),
            ),
            catalogue: z.array(
              z.object({
                row: z.number(),
                category: z.string(),
                place: z.string(),
                accusing: z.boolean(),
                lead: target,
                assisting: z.array(target),
                limit: z.string().nullable(),
                ground: z.string(),
              }),
            ),
          }),
        },
      },
    },
    async () => describe(policy(), rulebook.versions),
  )
}

function describe(policy: Policy, versions: readonly Policy[]) {
  const plain = ({ code, name, nameEn, source }: Ground) => ({ code, name, nameEn, source })
  return {
    id: policy.id,
    name: policy.name,
    effectiveFrom: policy.effectiveFrom,
    versions: versions.map(({ id, effectiveFrom }) => ({ id, effectiveFrom })),
    limits: Object.entries(policy.limits).map(([name, rule]) => ({
      class: name,
      name: rule.name,
      limit: rule.limit,
      sign: rule.sign.within,
      contact: rule.contact,
      returnWithin: rule.returnWithin,
      extension: rule.extension,
    })),
    refusalGrounds: policy.refusalGrounds.map((one) => ({ ...plain(one), route: one.route, routeEn: one.routeEn })),
    returnGrounds: policy.returnGrounds.map(plain),
    exclusionGrounds: policy.exclusionGrounds.map((one) => ({
      ...plain(one),
      evidence: one.evidence,
      approver: one.approver,
    })),
    suspensionGrounds: policy.suspensionGrounds.map(plain),
    script: policy.callback.script.map((one) => ({ ...one })),
    catalogue: policy.catalogue.map((row) => ({
      ...row,
      lead: { ...row.lead },
      assisting: row.assisting.map((one) => ({ ...one })),
    })),
  }
}
