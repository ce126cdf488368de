import { z } from 'zod'
import { readSettingsFile } from './config-file.ts'
import { absolutePath, defaultDataFolder, joinPath, type Surroundings, surroundings } from './config-place.ts'
import { type SettingProblem, SettingsError } from './config-problem.ts'

/** Everything that can be set, in one place. `huying doctor` prints it all with where each value came from. */
export interface Settings {
  /** The folder that holds the database, the files and the keys; absolute. */
  readonly data: string
  readonly port: number
  readonly host: string
  /** An existing PostgreSQL; without it the embedded one is used. */
  readonly databaseUrl: string | undefined
  /** The whole hotline of a city, or the sub-centre of one subdistrict. */
  readonly scope: 'city' | 'subdistrict'
  /** The code of the subdistrict whose sub-centre this is. */
  readonly unit: string | undefined
  readonly demo: 'on' | 'off'
  /** The folder under `policy/` that rules here. */
  readonly policy: string
  /** 32 bytes as text; without it and without a file of it the first start makes one in the data folder. */
  readonly masterKey: string | undefined
  readonly masterKeyFile: string | undefined
  /** What benches and systems that call this one present. */
  readonly serviceKey: string | undefined
  /** What the telephony system presents when it tells of calls; it opens nothing else. */
  readonly telephonyKey: string | undefined
  readonly logLevel: (typeof LOG_LEVELS)[number]
  /** A model endpoint of the OpenAI kind (`…/v1`); without it nothing of a ticket ever leaves for one. */
  readonly llmUrl: string | undefined
  readonly llmModel: string | undefined
  readonly llmKey: string | undefined
  readonly llmKeyFile: string | undefined
  /** Seconds after which an answer is no longer waited for. */
  readonly llmTimeout: number
  /** Characters that may go out and come back in one day, all people together. */
  readonly llmBudget: number
  /** Where short messages (one-time codes) are handed over, as POST of `{"to", "text"}`; without it people are asked to call. */
  readonly messageUrl: string | undefined
  readonly messageKeyFile: string | undefined
  /** What the telephone of a desk dials, with `{phone}` for the number; without it numbers are unmasked with a reason. */
  readonly dial: string | undefined
}

export type SettingName = keyof Settings

/** Where a value came from, the strongest last. */
export type SettingSource = 'default' | 'file' | 'environment' | 'flag'

/** Settings whose value is never printed whole. */
const SECRET_SETTINGS: readonly SettingName[] = ['databaseUrl', 'masterKey', 'serviceKey', 'telephonyKey', 'llmKey']

/** The variable of each setting, and its key: `--log-level` as a flag, `log-level:` in the file. */
const SETTING_NAMES: Readonly<Record<SettingName, { readonly variable: string; readonly key: string }>> = {
  data: { variable: 'HUYING_DATA', key: 'data' },
  port: { variable: 'HUYING_PORT', key: 'port' },
  host: { variable: 'HUYING_HOST', key: 'host' },
  databaseUrl: { variable: 'DATABASE_URL', key: 'database-url' },
  scope: { variable: 'HUYING_SCOPE', key: 'scope' },
  unit: { variable: 'HUYING_UNIT', key: 'unit' },
  demo: { variable: 'HUYING_DEMO', key: 'demo' },
  policy: { variable: 'HUYING_POLICY', key: 'policy' },
  masterKey: { variable: 'HUYING_MASTER_KEY', key: 'master-key' },
  masterKeyFile: { variable: 'HUYING_MASTER_KEY_FILE', key: 'master-key-file' },
  serviceKey: { variable: 'HUYING_SERVICE_KEY', key: 'service-key' },
  telephonyKey: { variable: 'HUYING_TELEPHONY_KEY', key: 'telephony-key' },
  logLevel: { variable: 'HUYING_LOG_LEVEL', key: 'log-level' },
  llmUrl: { variable: 'HUYING_LLM_URL', key: 'llm-url' },
  llmModel: { variable: 'HUYING_LLM_MODEL', key: 'llm-model' },
  llmKey: { variable: 'HUYING_LLM_KEY', key: 'llm-key' },
  llmKeyFile: { variable: 'HUYING_LLM_KEY_FILE', key: 'llm-key-file' },
  llmTimeout: { variable: 'HUYING_LLM_TIMEOUT', key: 'llm-timeout' },
  llmBudget: { variable: 'HUYING_LLM_BUDGET', key: 'llm-budget' },
  messageUrl: { variable: 'HUYING_MESSAGE_URL', key: 'message-url' },
  messageKeyFile: { variable: 'HUYING_MESSAGE_KEY_FILE', key: 'message-key-file' },
  dial: { variable: 'HUYING_DIAL', key: 'dial' },
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const FILE_NAME = 'huying.yaml'
/** Ours too, but not settings: the place of the file, and the length of property tests. */
const OTHER_VARIABLES = ['HUYING_CONFIG', 'HUYING_RUNS']

export interface SettingsInput {
  /** By key without dashes: `{ 'log-level': 'debug' }`; undefined is not given. */
  readonly flags: Readonly<Record<string, string | number | undefined>>
  readonly env: Readonly<Record<string, string | undefined>>
  /** The text of a file, or undefined when there is none. */
  readonly readFile: (path: string) => string | undefined
  readonly surroundings?: Surroundings
}

export interface SettingsOutcome {
  readonly settings: Settings
  readonly sources: Readonly<Record<SettingName, SettingSource>>
  /** The settings file that was looked for, and whether it was there. */
  readonly file: { readonly path: string; readonly found: boolean }
  /** Variables that begin like ours but mean nothing: most likely a slip of the pen. */
  readonly unknownVariables: readonly string[]
}

/**
 * Reads all settings: a flag goes before the environment, the environment before the file. The file is HUYING_CONFIG or
 * `huying.yaml` in the data folder. Throws SettingsError, which lists all that is wrong.
 */
export function readSettings(input: SettingsInput): SettingsOutcome {
  const around = input.surroundings ?? surroundings()
  const named = input.env['HUYING_CONFIG'] || undefined
  // The file usually lies in the data folder, so that folder is known before the file is read.
  const outside = [...fromEnvironment(input.env), ...fromFlags(input.flags)]
  const folder = collect(outside).get('data')?.value ?? defaultDataFolder(around, input.env)
  const path = absolutePath(named ?? joinPath(around, String(folder), FILE_NAME), around)

  const file = readSettingsFile(path, input.readFile(path), named !== undefined)
  const problems = [...file.problems]
  const inFile: Given[] = []
  for (const [key, value] of file.entries) {
    const name = NAMES.find((known) => SETTING_NAMES[known].key === key)
    const where = `${path}: ${key}`
    if (name === undefined) problems.push({ where, ...UNKNOWN_KEY })
    else if (name === 'data' && named === undefined) problems.push({ where, ...DATA_IN_DATA })
    else inFile.push({ name, value, source: 'file', where })
  }

  const given = collect([...inFile, ...outside])
  const parsed = schema.safeParse(Object.fromEntries([...given].map(([name, { value }]) => [name, value])))
  if (!parsed.success) problems.push(...explain(parsed.error, given))
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems)

  const {
    data,
    databaseUrl,
    unit,
    masterKey,
    masterKeyFile,
    serviceKey,
    telephonyKey,
    llmUrl,
    llmModel,
    llmKey,
    llmKeyFile,
    dial,
    messageUrl,
    messageKeyFile,
    ...always
  } = parsed.data
  return {
    settings: {
      ...always,
      data: absolutePath(data ?? String(folder), around),
      databaseUrl,
      unit,
      masterKey,
      masterKeyFile: masterKeyFile === undefined ? undefined : absolutePath(masterKeyFile, around),
      serviceKey,
      telephonyKey,
      llmUrl,
      llmModel,
      llmKey,
      llmKeyFile: llmKeyFile === undefined ? undefined : absolutePath(llmKeyFile, around),
      messageUrl,
      messageKeyFile: messageKeyFile === undefined ? undefined : absolutePath(messageKeyFile, around),
      dial,
    },
    sources: sourcesOf(given),
    file: { path, found: file.found },
    unknownVariables: unknownVariables(input.env),
  }
}

/** A setting as `doctor` and logs may show it: what is secret in it is starred out, and nothing set is empty. */
export function showSetting(name: SettingName, settings: Settings): string {
  const value = settings[name]
  if (value === undefined) return ''
  if (name === 'databaseUrl')
    return String(value)
      .replace(/(:\/\/[^:/?#]*):[^/?#]*@/, '$1:***@')
      .replace(/(password=)[^&]*/, '$1***')
  return SECRET_SETTINGS.includes(name) ? '***' : String(value)
}

interface Given {
  readonly name: SettingName
  readonly value: string | number
  readonly source: SettingSource
  readonly where: string
}

const NAMES = [
  'data',
  'port',
  'host',
  'databaseUrl',
  'scope',
  'unit',
  'demo',
  'policy',
  'masterKey',
  'masterKeyFile',
  'serviceKey',
  'telephonyKey',
  'logLevel',
  'llmUrl',
  'llmModel',
  'llmKey',
  'llmKeyFile',
  'llmTimeout',
  'llmBudget',
  'dial',
  'messageUrl',
  'messageKeyFile',
] as const satisfies readonly SettingName[]

/** The last one given wins. An empty value means "not set", as shells and compose files write it. */
function collect(given: readonly Given[]): ReadonlyMap<SettingName, Given> {
  return new Map(given.filter(({ value }) => value !== '').map((one) => [one.name, one]))
}

function fromEnvironment(env: SettingsInput['env']): Given[] {
  return NAMES.flatMap((name) => {
    const where = SETTING_NAMES[name].variable
    const value = env[where]
    return value === undefined ? [] : [{ name, value: value.trim(), source: 'environment' as const, where }]
  })
}

function fromFlags(flags: SettingsInput['flags']): Given[] {
  return NAMES.flatMap((name) => {
    const { key } = SETTING_NAMES[name]
    const value = flags[key]
    return value === undefined ? [] : [{ name, value, source: 'flag' as const, where: `--${key}` }]
  })
}

const text = z.coerce.string()

const schema = z
  .object({
    data: text.optional(),
    port: z.coerce.number().int().min(0).max(65_535).default(12_345),
    host: text.regex(/^[A-Za-z0-9.:_-]+$/).default('127.0.0.1'),
    databaseUrl: text.regex(/^postgres(ql)?:\/\/\S+$/).optional(),
    scope: z.enum(['city', 'subdistrict']).default('city'),
    unit: text.regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/).optional(),
    demo: z.enum(['on', 'off']).default('on'),
    policy: text.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).default('beijing'),
    masterKey: text.optional(),
    masterKeyFile: text.optional(),
    serviceKey: text.min(16).optional(),
    telephonyKey: text.min(16).optional(),
    logLevel: z.enum(LOG_LEVELS).default('warn'),
    llmUrl: text.regex(/^https?:\/\/[^\s@]+$/).optional(),
    llmModel: text.regex(/^\S{1,200}$/).optional(),
    llmKey: text.optional(),
    llmKeyFile: text.optional(),
    llmTimeout: z.coerce.number().int().min(1).max(300).default(20),
    llmBudget: z.coerce.number().int().min(0).max(1_000_000_000).default(200_000),
    messageUrl: text.regex(/^https?:\/\/[^\s@]+$/).optional(),
    messageKeyFile: text.optional(),
    dial: text.regex(/^(tel|sip|sips|callto):[^\s{}]*\{phone\}[^\s{}]*$/).optional(),
  })
  .refine(({ scope, unit }) => scope === 'city' || unit !== undefined, { path: ['unit'] })
  .refine(({ llmUrl, llmModel }) => llmUrl === undefined || llmModel !== undefined, { path: ['llmModel'] })

const EXPECTED: Readonly<Record<SettingName, { readonly en: string; readonly zh: string }>> = {
  data: { en: 'give the path of a folder', zh: '请给出目录路径' },
  port: {
    en: 'give a whole number from 0 to 65535 (0 = any free port)',
    zh: '请给出 0 到 65535 的整数（0 表示任选空闲端口）',
  },
  host: { en: 'give a host name or an IP address such as 127.0.0.1', zh: '请给出主机名或 IP 地址，如 127.0.0.1' },
  databaseUrl: {
    en: 'give an address such as postgresql://user:password@host:5432/name',
    zh: '请给出形如 postgresql://用户:密码@主机:5432/库名 的地址',
  },
  scope: { en: 'give city or subdistrict', zh: '请填 city（全市）或 subdistrict（街乡镇）' },
  unit: {
    en: 'give the code of a unit; the scope "subdistrict" needs one',
    zh: '请给出单位代码；范围为 subdistrict 时必须填写',
  },
  demo: { en: 'give on or off', zh: '请填 on 或 off' },
  policy: {
    en: 'give the name of a folder under policy/, such as beijing',
    zh: '请给出 policy/ 下的目录名，如 beijing',
  },
  masterKey: { en: 'give 32 bytes in hex or base64', zh: '请以十六进制或 base64 给出 32 字节' },
  masterKeyFile: { en: 'give the path of a file', zh: '请给出文件路径' },
  serviceKey: { en: 'give at least 16 characters', zh: '请至少给出 16 个字符' },
  telephonyKey: { en: 'give at least 16 characters', zh: '请至少给出 16 个字符' },
  llmUrl: { en: 'give an address such as http://127.0.0.1:8000/v1', zh: '请给出形如 http://127.0.0.1:8000/v1 的地址' },
  llmModel: { en: 'give the name of the model; an endpoint needs one', zh: '请给出模型名称；设置了接口就必须填写' },
  llmKey: { en: 'give the key of the endpoint', zh: '请给出接口的密钥' },
  llmKeyFile: { en: 'give the path of a file', zh: '请给出文件路径' },
  llmTimeout: { en: 'give seconds, from 1 to 300', zh: '请给出 1 到 300 之间的秒数' },
  llmBudget: { en: 'give characters a day, a whole number', zh: '请给出每天的字符数，整数' },
  messageUrl: {
    en: 'give the address that takes messages, such as http://127.0.0.1:9000/sms',
    zh: '请给出接收短信的地址，如 http://127.0.0.1:9000/sms',
  },
  messageKeyFile: { en: 'give the path of a file', zh: '请给出文件路径' },
  dial: {
    en: 'give an address such as tel:{phone} or sip:{phone}@exchange',
    zh: '请给出形如 tel:{phone} 或 sip:{phone}@交换机 的地址',
  },
  logLevel: { en: `give one of ${LOG_LEVELS.join(', ')}`, zh: `请填以下之一：${LOG_LEVELS.join('、')}` },
}

const UNKNOWN_KEY = {
  en: `there is no such setting; there are ${NAMES.map((name) => SETTING_NAMES[name].key).join(', ')}`,
  zh: `没有此设置；可用的设置有 ${NAMES.map((name) => SETTING_NAMES[name].key).join('、')}`,
}
const DATA_IN_DATA = {
  en: 'this file lies in the data folder, so it cannot name another; use --data, HUYING_DATA or HUYING_CONFIG',
  zh: '本文件就在数据目录中，不能另指数据目录；请用 --data、HUYING_DATA 或 HUYING_CONFIG',
}

function explain(error: z.ZodError, given: ReadonlyMap<SettingName, Given>): SettingProblem[] {
  return error.issues.flatMap((issue) => {
    const name = NAMES.find((known) => known === issue.path[0])
    if (name === undefined) return []
    const one = given.get(name)
    const { en, zh } = EXPECTED[name]
    const where = one?.where ?? SETTING_NAMES[name].variable
    // A mistyped secret is still nearly the secret.
    if (!one || SECRET_SETTINGS.includes(name)) return [{ where, en, zh }]
    return [{ where, en: `"${one.value}" will not do: ${en}`, zh: `“${one.value}”无效：${zh}` }]
  })
}

function sourcesOf(given: ReadonlyMap<SettingName, Given>): Record<SettingName, SettingSource> {
  const source = (name: SettingName): SettingSource => given.get(name)?.source ?? 'default'
  return {
    data: source('data'),
    port: source('port'),
    host: source('host'),
    databaseUrl: source('databaseUrl'),
    scope: source('scope'),
    unit: source('unit'),
    demo: source('demo'),
    policy: source('policy'),
    masterKey: source('masterKey'),
    masterKeyFile: source('masterKeyFile'),
    serviceKey: source('serviceKey'),
    telephonyKey: source('telephonyKey'),
    logLevel: source('logLevel'),
    llmUrl: source('llmUrl'),
    llmModel: source('llmModel'),
    llmKey: source('llmKey'),
    llmKeyFile: source('llmKeyFile'),
    llmTimeout: source('llmTimeout'),
    llmBudget: source('llmBudget'),
    messageUrl: source('messageUrl'),
    messageKeyFile: source('messageKeyFile'),
    dial: source('dial'),
  }
}

function unknownVariables(env: SettingsInput['env']): string[] {
  const known = new Set([...OTHER_VARIABLES, ...NAMES.map((name) => SETTING_NAMES[name].variable)])
  return Object.keys(env)
    .filter((name) => name.startsWith('HUYING_') && !known.has(name))
    .sort()
}
