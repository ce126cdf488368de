import { describe, expect, it } from 'vitest'
import { faultText } from '../../src/contract/policy/fault.ts'
import { parseOrg } from '../../src/contract/policy/parse-org.ts'
import { parsePolicy } from '../../src/contract/policy/parse-policy.ts'
import { loadPolicy } from '../../src/store/policy-files.ts'
import { POLICY_ROOT, readOrg, readVersion } from './shipped.ts'

const version = await readVersion()
const org = await readOrg()

/** The faults of the shipped texts after one replacement; `%` in `find` is where the fault must be shown. */
function faultsAfter(file: string, find: string, put: string): { shown: string[]; at: string } {
  const files = new Map(file === 'areas.csv' || file === 'units.csv' ? org : version)
  const text = files.get(file) ?? ''
  const [before = '', after = ''] = find.split('%')
  const start = text.indexOf(before + after)
  if (start === -1) throw new Error(`${file} does not hold ${find}`)
  const lines = text.slice(0, start + before.length).split('\n')
  files.set(file, text.slice(0, start) + put + text.slice(start + before.length + after.length))
  const read = file === 'areas.csv' || file === 'units.csv' ? parseOrg(files) : parsePolicy(files)
  const faults = read.ok ? [] : read.faults
  return {
    shown: faults.map((fault) => faultText(fault, 'en')),
    at: `${file}:${lines.length}:${(lines.at(-1) ?? '').length + 1}`,
  }
}

describe('a fault in a table is told with file, line, column and a sentence', () => {
  it.each([
    ['limits.yaml', 'limit: %24 hours', 'limit: 24 weeks', '“24 weeks” is not a limit'],
    ['limits.yaml', 'auto: %ring', 'auto: bell', '“bell” is not allowed here; use sign, ring'],
    ['limits.yaml', '%renewals: 1', 'renewal: 1', 'unknown entry: renewal'],
    ['limits.yaml', 'longest_days: %180', 'longest_days: 0', 'at least 0'],
    ['limits.yaml', 'extensions: %{ per_ticket: 1 }', 'extensions: {}', 'this entry is missing'],
    ['duty-hours.yaml', 'workdays: [%08:30-12:00, 13:30-18:00]', 'workdays: [12:00-08:30]', 'is not a span'],
    ['duty-hours.yaml', 'holidays: %true', 'holidays: perhaps', 'has the wrong type; boolean is expected'],
    ['manifest.yaml', 'effective_from: %2026-01-01', 'effective_from: 2026-02-30', 'is not a day'],
    ['manifest.yaml', 'zone: %Asia/Shanghai', 'zone: Europe/Paris', 'use Asia/Shanghai'],
    ['callback.yaml', 'attempts: %3', 'attempts: ]', 'not well-formed YAML'],
    ['roles.yaml', 'name: %坐席', 'name: ""', 'must not be empty'],
    ['scoring.yaml', 'basic_factor: %"0.9"', 'basic_factor: "1.9"', 'quoted decimal'],
    ['scoring.yaml', 'by: %top', 'by: best', 'by'],
    [
      'categories.csv',
      '01-01,01,服务质量,Quality of property service,%general',
      '01-01,01,服务质量,Quality,often',
      'use urgent, prompt',
    ],
    ['categories.csv', '01-02,01,%收费与公示', '01-02,01,', 'name: must not be empty'],
    ['catalogue.csv', '01,subdistrict,no,%subdistrict', '01,subdistrict,no,street', '“street” names no unit'],
    ['catalogue.csv', '01,subdistrict,%no', '01,subdistrict,maybe', 'use yes, no'],
    ['catalogue.csv', '%01,district,no,', '01,district,no', 'this row has 7 cells instead of 8'],
    ['catalogue.csv', 'category,place,%accusing', 'category,place,recusing', 'column recusing is not expected'],
    ['exclusion-grounds.csv', '录音、公安或调解文书,%centre', '录音、公安或调解文书,mayor', 'use district, centre'],
    [
      'cases.csv',
      '02-01,110102,110102009,,,%2026-03-02',
      '02-01,110102,110102009,,,2.3.2026',
      'is not written as expected',
    ],
    ['units.csv', 'Centre,%centre', 'Centre,center', 'use centre, district'],
    [
      'areas.csv',
      '展览路街道,Zhanlanlu Subdistrict,subdistrict,110102,110102,%2023-06-30',
      '展览路街道,X,subdistrict,110102,110102,soon',
      'is not a day',
    ],
  ])('%s: %s → %s', (file, find, put, sentence) => {
    const { shown, at } = faultsAfter(file, find, put)
    // The replaced text may be shorter before the fault; then only the line is comparable.
    const sameStart = put.startsWith(find.split('%')[0] ?? '')
    const place = sameStart ? `${at} ` : at.slice(0, at.lastIndexOf(':') + 1)
    expect(
      shown.find((line) => line.startsWith(place) && line.includes(sentence)),
      shown.join('\n'),
    ).toBeDefined()
  })

  it.each([
    ['%110102009,展览路街道', '110102010,展览路街道', 'code 110102010 is given twice'],
    [
      '%110102009,展览路街道,Zhanlanlu Subdistrict,subdistrict,110102,110102',
      '110102009,展,Z,subdistrict,nobody,110102',
      'superior nobody',
    ],
    [
      '%110102009,展览路街道,Zhanlanlu Subdistrict,subdistrict,110102,110102',
      '110102009,展,Z,subdistrict,110102,nowhere',
      'district nowhere',
    ],
    [
      '%110102,西城区,Xicheng District,district,centre',
      '110102,西城区,X,district,110102009',
      'its superiors lead back',
    ],
    [
      '%110102,西城区,Xicheng District,district,centre,110102,2023-06-30,',
      '110102,西城区,X,district,centre,110102,2023-06-30,2020-01-01',
      'later than valid_from',
    ],
  ])('areas.csv: %s → %s', (find, put, sentence) => {
    const { shown, at } = faultsAfter('areas.csv', find, put)
    const line = at.slice(0, at.lastIndexOf(':') + 1)
    expect(
      shown.some((one) => one.includes(sentence)),
      shown.slice(0, 5).join('\n'),
    ).toBe(true)
    if (!sentence.includes('twice'))
      expect(shown.some((one) => one.startsWith(line) && one.includes(sentence))).toBe(true)
  })

  it('has a Chinese sentence for every English one', () => {
    const files = new Map(version).set('limits.yaml', 'limits: 1\n').set('catalogue.csv', 'a,b\n')
    const read = parsePolicy(files)
    if (read.ok) throw new Error('expected faults')
    for (const fault of read.faults) expect(fault.sentence.zh, fault.sentence.en).toMatch(/\p{Script=Han}/u)
  })

  it('tells all faults of all files at once, in their order', () => {
    const files = new Map(version)
    files.delete('sectors.csv')
    files.set(
      'limits.yaml',
      (files.get('limits.yaml') ?? '').replace('2 hours', '2 moons').replace('15 minutes', 'soon'),
    )
    files.set('categories.csv', (files.get('categories.csv') ?? '').replaceAll(',住有所居,', ',住,'))
    const read = parsePolicy(files)
    if (read.ok) throw new Error('expected faults')
    const shown = read.faults.map((fault) => faultText(fault, 'zh'))
    expect(shown.filter((line) => line.startsWith('limits.yaml:')).length).toBe(2)
    expect(shown.filter((line) => line.startsWith('categories.csv:')).length).toBeGreaterThan(5)
    expect(shown.at(-1)).toBe('sectors.csv:1:1 缺少这个文件')
  })

  it('reports days of the overlay that contradict each other, a profile that is not there, a year without holidays', () => {
    const put = (file: string, from: string, to: string) => {
      const read = parsePolicy(new Map(version).set(file, (version.get(file) ?? '').replace(from, to)))
      return read.ok ? [] : read.faults.map((fault) => faultText(fault, 'en'))
    }
    const days = 'last_year: 2026, days_off: [2026-03-02], make_up_days: [2026-03-02]'
    expect(put('manifest.yaml', 'last_year: 2026', days).join()).toContain('both a day off and a workday')
    expect(put('manifest.yaml', 'last_year: 2026', 'last_year: 2026, days_off: [2026-03-02]')).toEqual([])
    expect(put('scoring.yaml', 'department: BJ-2025-STREET', 'department: BJ-1999').join()).toContain(
      'no profile BJ-1999',
    )
    expect(
      put('manifest.yaml', 'first_year: 2024, last_year: 2026', 'first_year: 2050, last_year: 2051').join(),
    ).toContain('2050')
    expect(put('scoring.yaml', 'id: ALT-30-35-35', 'id: BJ-2025-STREET').join()).toContain('given twice')
  })
})

describe('loadPolicy', () => {
  it('rejects with every fault when the folder is not a policy', async () => {
    await expect(loadPolicy(`${POLICY_ROOT}beijing/none`)).rejects.toMatchObject({
      code: 'policy.files',
      message: expect.stringContaining('manifest.yaml:1:1 缺少这个文件'),
    })
  })
})
