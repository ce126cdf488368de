import type { z } from 'zod'
import type { Sentence } from './fault.ts'

type Issue = z.core.$ZodIssue
type Context = { readonly issues: z.core.$ZodRawIssue[] }

/** Reports a fault of a value from inside a zod transform, with its sentence in both languages. */
export function report(context: Context, input: unknown, zh: string, en: string): never {
  context.issues.push({ code: 'custom', input, params: { zh, en } })
  // zod's own mark that the value is unusable: its type never leaves the schema because an issue was added.
  return undefined as never
}

/** The sentence of a zod issue for people who never heard of zod. */
export function sentenceOf(issue: Issue): Sentence {
  switch (issue.code) {
    case 'custom': {
      const { zh, en } = (issue.params ?? {}) as { zh?: string; en?: string }
      return { zh: zh ?? '内容不符合要求', en: en ?? 'the content is not allowed' }
    }
    case 'invalid_value': {
      const allowed = issue.values.map(String)
      const zh = `${shown(issue.input)}不是可用的值；可用：${allowed.join('、')}`
      return { zh, en: `${shown(issue.input)} is not allowed here; use ${allowed.join(', ')}` }
    }
    case 'invalid_type':
      if (issue.input === undefined) return { zh: '缺少这一项', en: 'this entry is missing' }
      return {
        zh: `${shown(issue.input)}的类型不对，应为 ${issue.expected}`,
        en: `${shown(issue.input)} has the wrong type; ${issue.expected} is expected`,
      }
    case 'unrecognized_keys':
      return { zh: `不认识的项：${issue.keys.join('、')}`, en: `unknown entry: ${issue.keys.join(', ')}` }
    case 'too_small':
      return { zh: `太小或太短，至少 ${issue.minimum}`, en: `too small or too short; at least ${issue.minimum}` }
    case 'too_big':
      return { zh: `太大或太长，至多 ${issue.maximum}`, en: `too big or too long; at most ${issue.maximum}` }
    default:
      return { zh: `${shown(issue.input)}写法不对`, en: `${shown(issue.input)} is not written as expected` }
  }
}

function shown(input: unknown): string {
  if (input === undefined || input === '') return '（空）'
  return `“${typeof input === 'string' ? input : JSON.stringify(input)}”`
}
