import type { z } from 'zod'
import type { modelAnswer, modelQuestion } from '../../../contract/http/assist.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import { permit } from '../../../domain/rights/permit.ts'
import { subjectedBy } from '../../../domain/ticket/actions.ts'
import { lookUp } from '../../../intelligence/assist/look-up.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { listArticles } from '../../../store/knowledge/articles.ts'
import { readPerson } from '../../../store/person/person.ts'
import { logAccess } from '../../../store/read-models/access-log.ts'
import type { ServerDeps } from '../../deps.ts'
import { Problem, problem } from '../../http/problem.ts'
import { subjectOf } from '../../http/who.ts'
import { askModel, type ModelQuestion } from '../../model/ask-model.ts'
import { readPermitted } from '../../view/read-permitted.ts'
import { wordsOf } from './reply.ts'

const TITLE_TASK =
  '你帮助政务热线坐席把市民反映的内容概括成一个工单标题。只输出标题，不超过二十个字，写明地点和事情，不写人名、电话、门牌。'
const REPLY_TASK =
  '你帮助承办单位起草给市民的答复。用“您”称呼，逐条回应市民的诉求；没有依据的事实、日期、条文一律留空并写【待填】，不得编造。不写人名、电话、门牌。只输出答复正文。'

/** P18, P19: what somebody wants hidden never leaves the house. */
export async function askFor(
  wanted: z.infer<typeof modelQuestion>,
  account: Account,
  scopes: readonly GrantScope[],
  deps: ServerDeps,
): Promise<z.infer<typeof modelAnswer>> {
  const settings = deps.model
  if (settings?.llmUrl === undefined || settings.llmModel === undefined) throw problem('model.off')
  const question =
    wanted.purpose === 'title'
      ? titleQuestion(wanted, account, deps)
      : await replyQuestion(wanted.ticketId, account, scopes, deps)
  return { text: await askModel(question, settings, deps), model: settings.llmModel }
}

function titleQuestion(
  { words, identity }: Extract<z.infer<typeof modelQuestion>, { purpose: 'title' }>,
  account: Account,
  { rulebook, clock }: ServerDeps,
): ModelQuestion {
  const grants = rulebook.inForce(clock.now()).roles[account.role]?.grants ?? []
  if (!grants.some((grant) => grant.command === 'register')) throw problem('rights.no-grant')
  if (identity !== 'normal') throw problem('model.confidential')
  return { accountId: account.accountId, purpose: 'title', task: TITLE_TASK, text: words, names: [] }
}

async function replyQuestion(
  ticketId: string,
  account: Account,
  scopes: readonly GrantScope[],
  deps: ServerDeps,
): Promise<ModelQuestion> {
  const { pool, keys, rulebook, clock } = deps
  const { accountId } = account
  const { reading, visible } = await readPermitted(ticketId, 'read-ticket', account, scopes, deps)
  const { state } = reading
  const policy = rulebook.inForce(clock.now())
  const granted = permit(subjectOf(account), 'reply', subjectedBy(state), policy, rulebook.org)
  if (!granted.permitted) throw new Problem({ code: granted.code, facts: {} })
  if (!visible.matter || state.identity !== 'normal') throw problem('model.confidential')
  const words = wordsOf(reading)
  await logAccess(pool, { ticketId, personId: null, accountId, what: 'words', reason: null, at: clock.now() })
  // The names are read to be covered, and shown to nobody.
  const people = await Promise.all(
    [state.requester, state.concerned].map((id) => (id === null ? null : readPerson(pool, keys.master, id))),
  )
  const [article] = lookUp(
    words,
    (await listArticles(pool)).filter((one) => one.state === 'in-force'),
    ({ title, cues, answer }) => ({ title, cues, text: answer }),
    1,
  )
  const text = article ? `市民反映：\n${words}\n\n可参考的知识条目：\n${article.entry.answer}` : `市民反映：\n${words}`
  const names = people.map((one) => one?.name ?? '').filter((name) => name !== '')
  return { accountId, purpose: 'reply', task: REPLY_TASK, text, names }
}
