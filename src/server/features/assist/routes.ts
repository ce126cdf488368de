import { z } from 'zod'
import {
  intakeAdvice,
  intakeDraft,
  modelAnswer,
  modelQuestion,
  modelState,
  replyCheck,
  replyDraft,
} from '../../../contract/http/assist.ts'
import { adviseIntake } from '../../../intelligence/assist/check-intake.ts'
import { say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import { describeModel } from '../../model/ask-model.ts'
import { askFor } from './model.ts'
import { checkDraft } from './reply.ts'

/** Proposals and remarks with their reasons. None of these routes changes a ticket: people take what they like. */
export function assistRoutes(routes: Routes, deps: ServerDeps): void {
  const { rulebook, clock } = deps

  routes.post(
    '/api/assist/tickets/:id/reply',
    {
      config: { access: { permission: 'read-ticket' } },
      schema: {
        tags: ['assist'],
        summary: 'Remarks on a draft of a reply: asks, action, date, ground, personal data',
        params: z.object({ id: z.uuid() }),
        body: replyDraft,
        response: { 200: replyCheck },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return checkDraft(request.params.id, request.body, accountOf(request), request.scopes, languageOf(request), deps)
    },
  )

  routes.post(
    '/api/assist/intake',
    {
      config: { access: { permission: 'signed-in' } },
      schema: {
        tags: ['assist'],
        summary: 'A title and a summary from the words, and what is missing',
        body: intakeDraft,
        response: { 200: intakeAdvice },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const language = languageOf(request)
      const cues = rulebook.inForce(clock.now()).categories.flatMap((one) => [...one.keywords])
      const advice = adviseIntake(request.body, cues)
      const hints = advice.hints.map(({ code, facts }) => ({ code, sentence: say(language, `hint.${code}`, facts) }))
      return { title: advice.title, summary: advice.summary, hints }
    },
  )

  routes.get(
    '/api/assist/model',
    {
      config: { access: { permission: 'signed-in' } },
      schema: {
        tags: ['assist'],
        summary: 'Whether a model is connected, and what of today’s budget is spent',
        response: { 200: modelState },
      },
    },
    async () => ({ model: deps.model ? await describeModel(deps.model, deps) : null }),
  )

  routes.post(
    '/api/assist/model',
    {
      config: { access: { permission: 'read-list' } },
      schema: {
        tags: ['assist'],
        summary: 'A proposal of the connected model; personal data is covered before it leaves, and the call is logged',
        body: modelQuestion,
        response: { 200: modelAnswer },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return askFor(request.body, accountOf(request), request.scopes, deps)
    },
  )
}
