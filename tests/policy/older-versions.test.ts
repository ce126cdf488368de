import { expect, it } from 'vitest'
import { checkVersion, errorsIn } from '../../src/contract/policy/check-version.ts'
import { POLICY_FILES } from '../../src/contract/policy/parse-policy.ts'
import { makeOrg } from '../../src/domain/org/unit.ts'
import { loadOrg, readTexts } from '../../src/store/policy-files.ts'
import { readRules } from '../../src/store/rules/load-rules.ts'
import { ORG, POLICY_ROOT } from './shipped.ts'

const org = makeOrg(await loadOrg(ORG))

it.each(['2021-09', '2025-06'])('%s holds, and cites nothing that came later', async (name) => {
  const files = await readTexts(`${POLICY_ROOT}beijing/${name}`, POLICY_FILES)
  const checked = checkVersion(files, org)
  expect(errorsIn(checked), JSON.stringify(checked.findings.slice(0, 3))).toBe(0)
  expect(checked.failures).toEqual([])
  expect(checked.cases).toBeGreaterThan(50)
  const later = name === '2021-09' ? /〔2025〕66号|2025年6月|10%/ : /2026年/
  for (const [file, text] of files) {
    if (file === 'cases.csv') continue
    const said = text.replaceAll(/^#.*$/gm, '')
    expect(later.test(said), file).toBe(false)
  }
  expect(files.get('manifest.yaml')).toContain('unsourced')
})

it('each version holds from its day until the next', async () => {
  const { rulebook } = await readRules(`${POLICY_ROOT}beijing`)
  const at = (day: string) => rulebook.inForce(`${day}T12:00:00.000Z`).id
  expect(['2021-09-24', '2025-06-24', '2025-06-25', '2025-12-31', '2026-01-01', '2026-11-20'].map(at)).toEqual([
    'beijing/2021-09',
    'beijing/2021-09',
    'beijing/2025-06',
    'beijing/2025-06',
    'beijing/2026-01',
    'beijing/2026-01',
  ])
})
