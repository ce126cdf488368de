import { z } from 'zod'
import { PLACEHOLDERS, unknownPlaceholder } from '../../../contract/http/template-blanks.ts'
import { type ReplyTemplate, templateBody, templateList } from '../../../contract/http/templates.ts'
import { CENTRE, lineOfCommand } from '../../../domain/org/unit.ts'
import { findCategory } from '../../../domain/policy/policy.ts'
import { scopesOf } from '../../../domain/rights/permit.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { ownerOf, saveTemplate, templatesFor } from '../../../store/templates/templates.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import { categoryName } from '../../view/timeline.ts'

const tags = ['templates']

/** The centre's templates are for everybody; a unit's are its own and of those below it. */
const ownedBy = (account: Account): string | null => (account.unit === CENTRE ? null : account.unit)

export function templateRoutes(routes: Routes, deps: ServerDeps): void {
  const { pool, rulebook, clock } = deps

  async function list(account: Account, language: Language): Promise<z.infer<typeof templateList>> {
    const policy = rulebook.inForce(clock.now())
    const readable = { language, org: rulebook.org, calendar: policy.calendar }
    const mayEdit = scopesOf(account, 'edit-template', policy).length > 0
    const found = await templatesFor(pool, lineOfCommand(rulebook.org, account.unit))
    const templates = found.map(
      ({ unit, category, ...one }): ReplyTemplate => ({
        ...one,
        unit: unit === null ? null : { code: unit, name: unitName(unit, readable) },
        category: category === null ? null : { code: category, name: categoryName(category, policy, language) },
        mine: mayEdit && unit === ownedBy(account),
      }),
    )
    return { templates: templates.filter((one) => one.mine || one.state === 'in-use'), mayEdit }
  }

  routes.get(
    '/api/templates',
    {
      config: { access: { permission: ['reply', 'review-reply', 'edit-template'] } },
      schema: {
        tags,
        summary: "Templates of replies: my unit's, those above it, and the centre's",
        response: { 200: templateList },
      },
    },
    (request) => list(accountOf(request), languageOf(request)),
  )

  routes.put(
    '/api/templates/:id',
    {
      config: { access: { permission: 'edit-template' } },
      schema: {
        tags,
        summary: 'A new version of a template of my unit; the old ones stay',
        params: z.object({ id: z.uuid() }),
        body: templateBody,
        response: { 200: templateList },
      },
    },
    async (request) => {
      const account = accountOf(request)
      const { body } = request
      const { id } = request.params
      for (const text of [body.reply, body.measures, body.nextStep]) {
        const strange = unknownPlaceholder(text)
        if (strange !== null)
          throw problem('template.unknown-placeholder', { name: strange, known: PLACEHOLDERS.join('、') })
      }
      if (body.category !== null && !findCategory(rulebook.inForce(clock.now()), body.category))
        throw problem('knowledge.unknown-category', { category: body.category })
      const owner = await ownerOf(pool, id)
      if (owner !== undefined && owner !== ownedBy(account)) throw problem('template.other-unit')
      const saved = await saveTemplate(pool, id, ownedBy(account), body, account.accountId, clock.now())
      if (!saved) throw problem('template.changed')
      return list(account, languageOf(request))
    },
  )
}
