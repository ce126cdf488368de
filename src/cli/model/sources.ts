import { userInfo } from 'node:os'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { findCategory } from '../../domain/policy/policy.ts'
import type { Example } from '../../intelligence/model/example.ts'
import { readConfirmed } from '../../store/learning/confirmed-tickets.ts'
import { readRules } from '../../store/rules/load-rules.ts'
import { type House, policyFolder, settingsFrom } from '../house.ts'
import { flagsOf, inHouse, type SettingOptions } from '../options.ts'
import { type RejectedLine, readLabelled } from './labelled-file.ts'
import { syntheticExamples } from './synthetic.ts'

/** What a model is to learn from. */
export interface Lessons {
  readonly examples: readonly Example[]
  readonly rejected: readonly RejectedLine[]
  readonly source: string
}

export async function lessonsFromFile(path: string): Promise<Lessons> {
  return readLabelled(path)
}

/** Sentences that the simulator and the policy's keywords make up for its categories. */
export async function lessonsFromPolicy(options: SettingOptions, seed: number, messages: number): Promise<Lessons> {
  const { rulebook } = await readRules(policyFolder(settingsFrom(flagsOf(options)).settings))
  const policy = rulebook.versions.at(-1)
  if (!policy) throw new Error('the policy folder holds no version')
  return {
    examples: syntheticExamples(policy, rulebook.org, seed, messages),
    rejected: [],
    source: `synthetic: policy ${policy.id}, simulated city of seed ${seed}, ${messages} messages and every keyword`,
  }
}

/** The installation's own closed tickets. Their words stay in this process: only the model leaves it. */
export async function lessonsFromTickets(options: SettingOptions, most: number): Promise<Lessons> {
  return inHouse(options, async ({ pool, keys, rulebook, clock }) => {
    const at = clock.now()
    const policy = rulebook.inForce(at)
    const examples: Example[] = []
    const confirmed = readConfirmed(pool, keys.master, {
      most,
      accountId: `terminal/${userInfo().username}`,
      reason: 'text model training',
      at,
    })
    for await (const { ticketId, category, title, words } of confirmed) {
      examples.push({ uid: ticketId, title, text: words, label: labelOf(category, policy), group: null })
    }
    return { examples, rejected: [], source: `${examples.length} closed tickets up to ${at}` }
  })
}

/** The newest of them, for a look at two models side by side: enough to see a difference, few enough to wait for. */
const COMPARED = 500

/** What staff confirmed, read by a person at a desk. */
export async function confirmedExamples(
  { pool, keys, rulebook }: Pick<House, 'pool' | 'keys' | 'rulebook'>,
  { accountId, at }: { readonly accountId: string; readonly at: Instant },
): Promise<Example[]> {
  const policy = rulebook.inForce(at)
  const examples: Example[] = []
  const confirmed = readConfirmed(pool, keys.master, { most: COMPARED, accountId, reason: 'text model comparison', at })
  for await (const { ticketId, category, title, words } of confirmed) {
    examples.push({ uid: ticketId, title, text: words, label: labelOf(category, policy), group: null })
  }
  return examples
}

function labelOf(category: string, policy: Policy): string {
  const parent = findCategory(policy, category)?.parent ?? null
  return parent === null ? category : `${parent}->${category}`
}
