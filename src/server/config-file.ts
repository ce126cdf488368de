import { parse, YAMLParseError } from 'yaml'
import { z } from 'zod'
import type { SettingProblem } from './config-problem.ts'

export interface SettingsFile {
  readonly found: boolean
  readonly entries: readonly (readonly [key: string, value: string])[]
  readonly problems: readonly SettingProblem[]
}

const shape = z.record(z.string(), z.string()).nullable()

/**
 * The keys and values of the settings file. Every value is taken as text, so that a unit code keeps its leading zeros
 * and `off` stays a word. A file that was asked for by name must be there.
 */
export function readSettingsFile(path: string, text: string | undefined, required: boolean): SettingsFile {
  if (text === undefined) {
    const missing = { where: path, en: 'there is no such file', zh: '找不到该文件' }
    return { found: false, entries: [], problems: required ? [missing] : [] }
  }
  try {
    const content: unknown = parse(text, { schema: 'failsafe' })
    const parsed = shape.safeParse(content === '' ? null : content)
    if (parsed.success) return { found: true, entries: Object.entries(parsed.data ?? {}), problems: [] }
    const at = parsed.error.issues[0]?.path.join('.') ?? ''
    return refuse(
      at === '' ? path : `${path}: ${at}`,
      'expected lines of the form "key: value"',
      '应为“键: 值”形式的行',
    )
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error
    const line = error.linePos?.[0].line
    return refuse(`${path}${line ? `:${line}` : ''}`, `not YAML: ${error.message.split('\n')[0]}`, '不是有效的 YAML')
  }
}

function refuse(where: string, en: string, zh: string): SettingsFile {
  return { found: true, entries: [], problems: [{ where, en, zh }] }
}
