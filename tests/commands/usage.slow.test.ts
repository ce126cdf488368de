import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeProgram } from '../../src/cli/program.ts'
import { huying, huyingJson } from './huying.ts'

type Program = ReturnType<typeof makeProgram>

/** Every command there is, by what is typed: `import messages`, `user add`. */
function everyCommand(command: Program, path: readonly string[] = []): [string, Program][] {
  const below = command.commands.flatMap((one) => everyCommand(one as Program, [...path, one.name()]))
  return [[path.join(' '), command], ...below]
}

function helpOf(command: Program): string {
  let out = ''
  command.configureOutput({
    writeOut: (text) => {
      out += text
    },
  })
  command.outputHelp()
  return out
}

describe('help', () => {
  test.each(everyCommand(makeProgram()))('huying %s: what it does, with an example', (path, command) => {
    const out = helpOf(command)
    expect(command.description().length).toBeGreaterThan(5)
    expect(out).toMatch(new RegExp(`^Usage: huying ${path}`))
    const [, example] = /Examples?:\n {2}(huying .*)/.exec(out) ?? []
    expect(example).toContain(`huying ${path}`.trim())
  })

  test('goes to stdout and ends with 0', async () => {
    const { code, out, err } = await huying(['user', 'add', '--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('huying user add li --name')
  })

  test('the version is that of the package', async () => {
    expect(await huying(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })
})

describe('a slip of the pen ends with 2, says what is wrong and how it goes', () => {
  test.each([
    [['nonsense'], 'there is no command "nonsense"'],
    [['place'], "missing required argument 'text'"],
    [['verify', '--jsn'], "unknown option '--jsn'"],
    [['assess'], "required option '--period <yyyy-mm>'"],
    [['assess', '--period', '2026-13'], '--period is a month such as 2026-10, not "2026-13"'],
    [['simulate', '--from', 'May', '--units', 'xicheng'], "argument 'May' is invalid"],
    [['simulate', '--from', '2026-11-01', '--units', 'xicheng', '--days', '0'], 'give a whole number above 0'],
    [['simulate', '--units', 'xicheng'], "required option '--from <day>'"],
    [['bench', 'intake', '--clients', 'many'], 'give a whole number above 0'],
    [['user', 'add', 'li', '--name', '李'], "required option '--role <role>'"],
    [['export', 'assessment', '--period', '2026-10'], "required option '--out <folder>'"],
    [['export', 'assessment', '--period', 'May', '--out', 'x'], '--period is a month such as 2026-10, not "May"'],
    [['import', 'messages'], "required option '--input <file>'"],
    [['import', 'history'], "required option '--mapping <file>'"],
    [['report', 'on-time', '--by', 'moon'], 'Allowed choices are unit'],
    [['hotspots'], "required option '--input <file>'"],
    [['train', '--input', 'x'], 'give --output <file>, --use or both'],
    [['train', '--output', 'x'], 'give one of --input <file>, --synthetic and --from-tickets'],
    [['train', '--synthetic', '--output', 'x', '--seed', '-1'], 'a whole number from 1'],
    [['classify', '--input', 'x', '--output', 'y'], "required option '--model <file>'"],
    [['model', 'compare', 'a', 'b'], "required option '--input <file>'"],
    [['model', 'use'], "missing required argument 'file'"],
    [['hotspots', '--input', 'x', '--least', '0'], 'a whole number from 1'],
    [['restore'], "missing required argument 'file'"],
  ])('huying %j', async (args, complaint) => {
    const { code, out, err } = await huying(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(complaint)
    expect(err).toContain('Usage: huying')
  })

  test('a setting that will not do is named with its value, in the language of the terminal', async () => {
    const given = { HUYING_PORT: 'abc', HUYING_DATA: '/nowhere' }
    expect(await huying(['serve'], given)).toEqual({
      code: 3,
      out: '',
      err: 'HUYING_PORT: "abc" will not do: give a whole number from 0 to 65535 (0 = any free port)\n',
    })
    const chinese = await huying(['serve'], { ...given, LANG: 'zh_CN.UTF-8' })
    expect(chinese.err).toMatch(/^HUYING_PORT: .*整数/)
  })
})

describe('without a database', () => {
  test('place resolves, and says unknown', async () => {
    const found = await huyingJson<{ district: string; subdistrict: string }>([
      'place',
      '西城区展览路街道百万庄东里3号楼',
    ])
    expect(found).toMatchObject({ code: 0, json: { district: '110102', subdistrict: '110102009' } })
    expect((await huying(['place', '西城区展览路街道'])).out).toContain('西城区 110102 › 展览路街道 110102009\n')
    const nowhere = await huyingJson<{ district: string | null }>(['place', '火星基地'])
    expect(nowhere).toMatchObject({ code: 0, json: { district: null, subdistrict: null, community: null } })
  })

  test('policy check passes the shipped rules and says how many cases', async () => {
    const { code, json } = await huyingJson<{ faults: number; versions: { cases: number; failedCases: number }[] }>([
      'policy',
      'check',
    ])
    expect({ code, faults: json.faults }).toEqual({ code: 0, faults: 0 })
    expect(json.versions.every((one) => one.cases > 20 && one.failedCases === 0)).toBe(true)
    expect((await huying(['policy', 'check', '--policy', 'nowhere'])).code).toBe(3)
  })

  test('a reader who has had enough is no fault', async () => {
    const launcher = join(import.meta.dirname, '..', '..', 'bin', 'huying.mjs')
    const child = spawn(process.execPath, [launcher, 'policy', 'check', '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.stdout.destroy()
    const code = await new Promise((done) => child.on('close', done))
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })
})
