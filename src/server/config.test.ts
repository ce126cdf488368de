import { describe, expect, test } from 'vitest'
import { readSettings, type SettingsInput, showSetting } from './config.ts'
import type { Surroundings } from './config-place.ts'
import { SettingsError } from './config-problem.ts'

const user: Surroundings = { platform: 'linux', root: false, home: '/home/ping', folder: '/srv' }

function read(input: Partial<SettingsInput> & { files?: Record<string, string> }) {
  const { files = {}, ...rest } = input
  return readSettings({ flags: {}, env: {}, readFile: (path) => files[path], surroundings: user, ...rest })
}

function problems(input: Parameters<typeof read>[0]) {
  try {
    read(input)
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
  return []
}

test('with nothing said, everything has its default', () => {
  const { settings, sources, file } = read({})
  expect(settings).toEqual({
    data: '/home/ping/.local/share/huying',
    port: 12_345,
    host: '127.0.0.1',
    databaseUrl: undefined,
    scope: 'city',
    unit: undefined,
    demo: 'on',
    policy: 'beijing',
    masterKey: undefined,
    masterKeyFile: undefined,
    serviceKey: undefined,
    telephonyKey: undefined,
    logLevel: 'warn',
    llmTimeout: 20,
    llmBudget: 200_000,
    messageUrl: undefined,
    messageKeyFile: undefined,
  })
  expect(new Set(Object.values(sources))).toEqual(new Set(['default']))
  expect(file).toEqual({ path: '/home/ping/.local/share/huying/huying.yaml', found: false })
})

test('a flag goes before the environment, the environment before the file, each says so', () => {
  const { settings, sources } = read({
    flags: { port: 1, demo: undefined },
    env: { HUYING_PORT: '2', HUYING_HOST: '0.0.0.0', HUYING_DATA: '/data' },
    files: { '/data/huying.yaml': 'port: 3\nhost: ::1\nlog-level: debug\ndemo: off\n' },
  })
  expect(settings).toMatchObject({ port: 1, host: '0.0.0.0', logLevel: 'debug', demo: 'off', data: '/data' })
  expect(sources).toMatchObject({
    port: 'flag',
    host: 'environment',
    logLevel: 'file',
    demo: 'file',
    data: 'environment',
    policy: 'default',
  })
})

test('an empty variable is not set', () => {
  expect(read({ env: { HUYING_PORT: '', DATABASE_URL: ' ' } }).settings).toMatchObject({
    port: 12_345,
    databaseUrl: undefined,
  })
})

describe('the data folder', () => {
  const at = (surroundings: Surroundings, env: Record<string, string> = {}): string =>
    read({ surroundings, env }).settings.data

  test('follows XDG, root and Windows', () => {
    expect(at(user, { XDG_DATA_HOME: '/xdg' })).toBe('/xdg/huying')
    expect(at(user, { XDG_DATA_HOME: 'relative' })).toBe('/home/ping/.local/share/huying')
    expect(at({ ...user, root: true }, { XDG_DATA_HOME: '/xdg' })).toBe('/var/lib/huying')
    const windows: Surroundings = { platform: 'win32', root: false, home: 'C:\\Users\\ping', folder: 'C:\\' }
    expect(at(windows, { LOCALAPPDATA: 'D:\\Local' })).toBe('D:\\Local\\huying')
    expect(at(windows)).toBe('C:\\Users\\ping\\AppData\\Local\\huying')
  })

  test('is absolute, from the working folder or from home', () => {
    expect(at(user, { HUYING_DATA: 'here' })).toBe('/srv/here')
    expect(at(user, { HUYING_DATA: '~/here' })).toBe('/home/ping/here')
  })

  test('comes from the file only when the file lies elsewhere', () => {
    const files = { '/etc/huying.yaml': 'data: /data\n', '/data/huying.yaml': 'data: /other\n' }
    expect(read({ env: { HUYING_CONFIG: '/etc/huying.yaml' }, files }).settings.data).toBe('/data')
    expect(problems({ env: { HUYING_DATA: '/data' }, files })[0]?.where).toBe('/data/huying.yaml: data')
  })
})

describe('mistakes', () => {
  test('all are listed, each with its place and what would do', () => {
    const found = problems({
      flags: { port: 'many' },
      env: { HUYING_DEMO: 'maybe', HUYING_DATA: '/data' },
      files: { '/data/huying.yaml': 'scope: country\ncolour: red\n' },
    })
    expect(found.map(({ where }) => where).sort()).toEqual([
      '--port',
      '/data/huying.yaml: colour',
      '/data/huying.yaml: scope',
      'HUYING_DEMO',
    ])
    expect(found.find(({ where }) => where === 'HUYING_DEMO')).toEqual({
      where: 'HUYING_DEMO',
      en: '"maybe" will not do: give on or off',
      zh: '“maybe”无效：请填 on 或 off',
    })
  })

  test.each(['65536', '-1', '1.5', 'port', '1e9'])('%s is no port', (port) => {
    expect(problems({ env: { HUYING_PORT: port } })).toHaveLength(1)
  })

  test('a sub-centre must say whose it is', () => {
    expect(problems({ env: { HUYING_SCOPE: 'subdistrict' } })[0]?.where).toBe('HUYING_UNIT')
    expect(problems({ env: { HUYING_SCOPE: 'subdistrict', HUYING_UNIT: '110105001' } })).toEqual([])
  })

  test('a mistyped secret is not repeated', () => {
    for (const variable of ['DATABASE_URL', 'HUYING_SERVICE_KEY']) {
      const [found] = problems({ env: { [variable]: 'hunter2' } })
      expect(found?.where).toBe(variable)
      expect(JSON.stringify(found)).not.toContain('hunter2')
    }
  })

  test('a settings file asked for by name must be there, and must be YAML', () => {
    expect(problems({ env: { HUYING_CONFIG: '/none' } })[0]?.where).toBe('/none')
    const env = { HUYING_CONFIG: '/bad' }
    expect(problems({ env, files: { '/bad': 'port: 1\nhost: [\n' } })[0]?.where).toMatch(/^\/bad:\d+$/)
    expect(problems({ env, files: { '/bad': '- port\n' } })[0]?.where).toBe('/bad')
    expect(problems({ env, files: { '/bad': 'port: [1]\n' } })[0]?.where).toBe('/bad: port')
    expect(problems({ env, files: { '/bad': '' } })).toEqual([])
  })
})

test('the file keeps the leading zeros of a code', () => {
  const files = { '/c': 'unit: 011010\nport: 8080\n' }
  expect(read({ env: { HUYING_CONFIG: '/c' }, files }).settings).toMatchObject({ unit: '011010', port: 8080 })
})

test('variables that look like ours but mean nothing are named', () => {
  const env = { HUYING_PROT: '1', HUYING_RUNS: '5', HUYING_DEMO: 'off', PATH: '/bin' }
  expect(read({ env }).unknownVariables).toEqual(['HUYING_PROT'])
})

test('secrets are not shown', () => {
  const { settings } = read({
    env: { DATABASE_URL: 'postgresql://me:pa@ss@host/db?password=x&a=b', HUYING_SERVICE_KEY: '0123456789abcdef' },
  })
  expect(showSetting('databaseUrl', settings)).toBe('postgresql://me:***@host/db?password=***&a=b')
  expect(showSetting('serviceKey', settings)).toBe('***')
  expect(showSetting('port', settings)).toBe('12345')
  expect(showSetting('unit', settings)).toBe('')
})
