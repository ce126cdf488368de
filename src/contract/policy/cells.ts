import { z } from 'zod'
import type { Limit } from '../../domain/clock/working-time.ts'
import type { CatalogueTarget } from '../../domain/policy/policy.ts'
import { report, sentenceOf } from './issue.ts'

/** Text that must not be empty. */
export const filled = z.string().check((context) => {
  if (context.value.trim() === '') report(context, context.value, '不能为空', 'must not be empty')
})

export const yesNo = z.enum(['yes', 'no']).transform((word) => word === 'yes')

const DAY_TEXT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** A civil day that exists, `2026-01-01`. */
export const day = z.string().check((context) => {
  const text = context.value
  const ms = DAY_TEXT.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) {
    report(context, text, `“${text}”不是日期；写法如 2026-01-01`, `“${text}” is not a day; write 2026-01-01`)
  }
})

/** The shape, or null where the cell holds `nothing`. A union would hide the shape's own sentence. */
export function orNull<T>(shape: z.ZodType<T, string>, nothing = '') {
  return z.string().transform((text, context): T | null => {
    if (text === nothing) return null
    const result = shape.safeParse(text, { reportInput: true })
    if (result.success) return result.data
    const [issue] = result.error.issues
    const { zh, en } = issue ? sentenceOf(issue) : { zh: '', en: '' }
    return report(context, text, zh, en)
  })
}

const LIMIT_TEXT = /^(\d{1,6}) (minutes|hours|natural-days|working-days|duty-minutes)$/

/** `7 natural-days`: a whole amount and its unit. */
export const limit = z.string().transform((text, context): Limit => {
  const match = LIMIT_TEXT.exec(text)
  if (!match) {
    const units = 'minutes, hours, natural-days, working-days, duty-minutes'
    return report(
      context,
      text,
      `“${text}”不是时限；写法如 7 natural-days，单位：${units}`,
      `“${text}” is not a limit; write 7 natural-days (${units})`,
    )
  }
  return { amount: Number(match[1]), unit: match[2] as Limit['unit'] }
})

const SPAN_TEXT = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/

/** Spans of a day, ascending and apart: `[08:30-12:00, 13:30-18:00]`. */
export const spans = z
  .array(
    z.string().transform((text, context) => {
      const match = SPAN_TEXT.exec(text)
      if (!match?.[1] || !match[2] || match[2] <= match[1]) {
        return report(
          context,
          text,
          `“${text}”不是时段；写法如 08:30-12:00`,
          `“${text}” is not a span; write 08:30-12:00`,
        )
      }
      return { from: match[1], to: match[2] }
    }),
  )
  .check((context) => {
    for (const [i, span] of context.value.entries()) {
      const before = context.value[i - 1]
      if (before && span.from < before.to) {
        report(
          context,
          span.from,
          `时段 ${span.from} 与前一时段重叠`,
          `the span from ${span.from} overlaps the one before`,
        )
      }
    }
  })

const WORDS_TO_TARGET: Readonly<Record<string, CatalogueTarget>> = {
  subdistrict: { to: 'subdistrict' },
  district: { to: 'district' },
  superior: { to: 'superior' },
  centre: { to: 'centre' },
}

/** Who a catalogue row names: `subdistrict`, `district`, `department:housing`, `unit:beijing-gas`, `superior`, `centre`. */
export const target = z.string().transform((text, context): CatalogueTarget => {
  const [word, name] = text.split(':')
  if (word === 'department' && name) return { to: 'department', sector: name }
  if (word === 'unit' && name) return { to: 'unit', unit: name }
  const found = WORDS_TO_TARGET[text]
  if (found) return found
  const forms = 'subdistrict, district, department:…, unit:…, superior, centre'
  return report(context, text, `“${text}”不是承办对象；写法：${forms}`, `“${text}” names no unit; write ${forms}`)
})

/** Several values in one cell, separated by `、` or `;`; an empty cell is an empty list. */
export const words = z.string().transform((text) =>
  text
    .split(/[、;；]/)
    .map((word) => word.trim())
    .filter((word) => word !== ''),
)

export const targets = words.pipe(z.array(target))

/** A number written as text so that 0.9 stays exactly 0.9. */
export const factor = z.string().check((context) => {
  if (!/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/.test(context.value)) {
    report(context, context.value, '应为 0 到 1 的小数，加引号', 'must be a quoted decimal from 0 to 1')
  }
})

export const count = z.int().nonnegative()
