import { z } from 'zod'
import { modelChoice, modelComparison, modelsView } from '../../../contract/http/models.ts'
import { findCategory } from '../../../domain/policy/policy.ts'
import { categoryOf } from '../../../intelligence/dispatch/opinion.ts'
import { namesOf } from '../../../store/account/accounts.ts'
import { listChoices, logChoice } from '../../../store/model-choices.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import type { ModelShelf } from '../../model/shelf.ts'
import { categoryName } from '../../view/timeline.ts'

const CHOICES = 20

/** The text models of this installation: which is in use, how another would do, and the switch with its reason. */
export function modelRoutes(routes: Routes, { models, pool, rulebook, clock }: ServerDeps): void {
  const shelf = (): ModelShelf => {
    if (!models) throw problem('models.none-here')
    return models
  }
  const readable = async (file: string) => {
    const found = (await shelf().list()).find((one) => one.file === file)
    if (!found) throw problem('models.unknown', { file })
    if (!found.card) throw problem('models.unreadable', { file, fault: found.fault })
    return found.card
  }

  routes.get(
    '/api/models',
    {
      config: { access: { permission: 'manage-models' } },
      schema: { tags: ['models'], summary: 'Text models and who put which in use', response: { 200: modelsView } },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      const [items, choices] = await Promise.all([shelf().list(), listChoices(pool, CHOICES)])
      const names = await namesOf(
        pool,
        choices.map((one) => one.accountId),
      )
      return {
        items: [...items],
        choices: choices.map(({ accountId, ...rest }) => ({ ...rest, by: names.get(accountId) ?? accountId })),
      }
    },
  )

  routes.get(
    '/api/models/:file/comparison',
    {
      config: { access: { permission: 'manage-models' } },
      schema: {
        tags: ['models'],
        summary: 'This model and the one in use on the same messages',
        params: z.object({ file: z.string().max(200) }),
        response: { 200: modelComparison },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { file } = request.params
      await readable(file)
      const at = clock.now()
      const found = await shelf().compare(file, { accountId: accountOf(request).accountId, at })
      if (!found) throw problem('models.nothing-to-compare')
      const policy = rulebook.inForce(at)
      const name = (label: string): string => {
        const code = categoryOf(label)
        return findCategory(policy, code) ? categoryName(code, policy, languageOf(request)) : label
      }
      return {
        ...found,
        labels: found.labels.map((one) => ({ ...one, name: name(one.label) })),
        confusions: found.confusions.map((one) => ({ ...one, truth: name(one.truth), said: name(one.said) })),
      }
    },
  )

  routes.post(
    '/api/models/choice',
    {
      config: { access: { permission: 'manage-models' } },
      schema: {
        tags: ['models'],
        summary: 'Put a model in use, or none, with a reason that is kept',
        body: modelChoice,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { file, reason } = request.body
      const name = file === null ? null : (await readable(file)).name
      const { accountId } = accountOf(request)
      // Written down first: what cannot be logged is not done.
      await logChoice(pool, { file, name, accountId, reason, at: clock.now() })
      await shelf().use(file)
      return reply.code(204).send(null)
    },
  )
}
