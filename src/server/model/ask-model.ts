import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { dayOf, startOfDay } from '../../domain/clock/calendar.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { maskPersonal, type PersonalKind } from '../../domain/privacy/personal.ts'
import { charactersSince, logCall, type ModelCall, reserveCall } from '../../store/model-calls.ts'
import type { Settings } from '../config.ts'
import type { ServerDeps } from '../deps.ts'
import { type Problem, problem } from '../http/problem.ts'

export type ModelSettings = Pick<Settings, 'llmUrl' | 'llmModel' | 'llmKey' | 'llmKeyFile' | 'llmTimeout' | 'llmBudget'>

export interface ModelQuestion {
  readonly accountId: string
  readonly purpose: 'title' | 'reply'
  /** What the model is to do; a sentence of ours, never a person's words. */
  readonly task: string
  readonly text: string
  /** Names of the people of this matter: covered wherever they stand. */
  readonly names: readonly string[]
}

type Deps = Pick<ServerDeps, 'pool' | 'rulebook' | 'clock'>

const LONGEST_OUT = 6_000
const LONGEST_IN = 20_000
const LARGEST_BODY = 1_000_000
const completion = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) })

/**
 * Asks the endpoint that the operator configured. What points at a person is covered before it leaves; the call is written down
 * first, and again with its outcome; the day's budget, the time-out and the size of an answer are enforced here.
 * @throws Problem `model.*`
 */
export async function askModel(question: ModelQuestion, settings: ModelSettings, deps: Deps): Promise<string> {
  const { llmUrl, llmModel } = settings
  if (llmUrl === undefined || llmModel === undefined) throw problem('model.off')
  const content = maskForModel(question.text, question.names)
  const body = JSON.stringify({
    model: llmModel,
    temperature: 0.2,
    messages: [
      { role: 'system', content: question.task },
      { role: 'user', content },
    ],
  })
  const at = deps.clock.now()
  const call: ModelCall = {
    accountId: question.accountId,
    purpose: question.purpose,
    model: llmModel,
    charactersOut: question.task.length + content.length,
    charactersIn: 0,
    outcome: 'asked',
    tookMs: 0,
    at,
  }
  if (!(await reserveCall(deps.pool, call, startOfToday(at, deps), settings.llmBudget)))
    throw problem('model.budget-spent', { budget: settings.llmBudget })
  const started = performance.now()
  const came = await fetchAnswer(llmUrl, body, settings)
  const tookMs = Math.round(performance.now() - started)
  const charactersIn = came.text.length
  await logCall(deps.pool, { ...call, charactersOut: 0, charactersIn, outcome: came.outcome, tookMs })
  if (came.outcome !== 'answered') throw failureOf(came.outcome, settings)
  return came.text
}

/** What may leave the house: numbers, dwellings and names stand as what they are, not as whose they are. */
function maskForModel(text: string, names: readonly string[]): string {
  return maskPersonal(text.slice(0, LONGEST_OUT), { names, cover: (kind) => COVERS[kind] })
}

const COVERS: Readonly<Record<PersonalKind, string>> = {
  phone: '[电话]',
  'identity-number': '[证件号]',
  'bank-card': '[卡号]',
  email: '[邮箱]',
  name: '[姓名]',
  address: '[门牌]',
}

/** What an operator and a desk may know of the connection: never its key. */
export async function describeModel(settings: ModelSettings, deps: Deps) {
  const { llmUrl, llmModel, llmBudget } = settings
  if (llmUrl === undefined || llmModel === undefined) return null
  return {
    model: llmModel,
    budget: llmBudget,
    spent: await charactersSince(deps.pool, startOfToday(deps.clock.now(), deps)),
  }
}

function startOfToday(at: Instant, { rulebook }: Deps): Instant {
  const { calendar } = rulebook.inForce(at)
  return startOfDay(dayOf(at, calendar), calendar)
}

type Failure = Exclude<ModelCall['outcome'], 'asked' | 'answered'>

interface Came {
  readonly outcome: Failure | 'answered'
  readonly text: string
}

async function fetchAnswer(url: string, body: string, settings: ModelSettings): Promise<Came> {
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/chat/completions`, {
      method: 'POST',
      // Whoever answers in its place would get the text.
      redirect: 'error',
      headers: { 'content-type': 'application/json', ...(await authorization(settings)) },
      body,
      signal: AbortSignal.timeout(settings.llmTimeout * 1000),
    })
    const text = await readAtMost(response, LARGEST_BODY)
    if (!response.ok) return { outcome: 'refused', text: '' }
    const parsed = completion.safeParse(text === null ? null : parseJson(text))
    const answer = parsed.success ? (parsed.data.choices[0]?.message.content.trim() ?? '') : ''
    return answer === '' || answer.length > LONGEST_IN
      ? { outcome: 'bad-answer', text: '' }
      : { outcome: 'answered', text: answer }
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    return { outcome: timedOut ? 'timed-out' : 'unreachable', text: '' }
  }
}

/** A file is read at each call, so that a new key needs no restart. */
async function authorization({ llmKey, llmKeyFile }: ModelSettings): Promise<Record<string, string>> {
  const key = llmKeyFile === undefined ? llmKey : (await readFile(llmKeyFile, 'utf8')).trim()
  return key === undefined || key === '' ? {} : { authorization: `Bearer ${key}` }
}

/** Null: it is longer than anything that was asked for. */
async function readAtMost(response: Response, most: number): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function failureOf(outcome: Failure, { llmTimeout }: ModelSettings): Problem {
  return outcome === 'timed-out' ? problem('model.timed-out', { seconds: llmTimeout }) : problem(`model.${outcome}`)
}
