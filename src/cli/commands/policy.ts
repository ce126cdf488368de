import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { checkVersion } from '../../contract/policy/check-version.ts'
import { faultText } from '../../contract/policy/fault.ts'
import { POLICY_FILES } from '../../contract/policy/parse-policy.ts'
import { makeOrg } from '../../domain/org/unit.ts'
import { loadOrg, readTexts } from '../../store/policy-files.ts'
import { policyFolder, settingsFrom } from '../house.ts'
import { flagsOf, type SettingOptions } from '../options.ts'
import { addPolicyDiff } from '../policy/diff.ts'
import { addPolicyExport } from '../policy/export.ts'
import { addPolicyReplay } from '../policy/replay.ts'
import { print, printJson, terminalLanguage } from '../terminal.ts'

interface Checked {
  readonly version: string
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
  readonly cases: number
  readonly failedCases: number
}

const FAULT_FOUND = 1

export function addPolicy(program: Command): void {
  const policy = program
    .command('policy')
    .description('the rules, as data: check, compare, replay before change, export')
    .addHelpText('after', '\nExample:\n  huying policy check')
  policy
    .command('check')
    .description('validate every version: tables, references, gaps, recusal rows, and its own test cases')
    .option('--policy <name>', 'folder under policy/ (HUYING_POLICY)')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying policy check --policy beijing')
    .action(async (options: SettingOptions & { json?: boolean }) => {
      const folder = policyFolder(settingsFrom(flagsOf(options)).settings)
      const checked = await checkAll(folder)
      const faults = checked.reduce((sum, one) => sum + one.errors.length, 0)
      if (options.json) printJson({ faults, versions: checked })
      else for (const one of checked) describe(one)
      if (faults > 0) process.exitCode = FAULT_FOUND
    })
  addPolicyDiff(policy)
  addPolicyReplay(policy)
  addPolicyExport(policy)
}

async function checkAll(folder: string): Promise<Checked[]> {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && entry.name !== 'org')
    .map((entry) => entry.name)
    .sort()
  const org = makeOrg(await loadOrg(join(folder, 'org')))
  return Promise.all(
    names.map(async (name): Promise<Checked> => {
      const language = terminalLanguage()
      const checked = checkVersion(await readTexts(join(folder, name), POLICY_FILES), org)
      const { policy, faults, findings, cases, failures } = checked
      const lines = (severity: string) =>
        findings.filter((one) => one.severity === severity).map((one) => `${one.file}:${one.line}: ${one[language]}`)
      const failed = failures.map(
        ({ row, what, field, expected, got }) =>
          `cases.csv:${row}: ${what}: ${field} is ${got || '–'}, expected ${expected}`,
      )
      return {
        version: policy?.id ?? name,
        errors: [...faults.map((fault) => faultText(fault, language)), ...lines('error'), ...failed],
        warnings: lines('warning'),
        cases,
        failedCases: failures.length,
      }
    }),
  )
}

function describe(one: Checked): void {
  print(`${one.version}: ${one.errors.length} errors, ${one.warnings.length} warnings, ${one.cases} cases`)
  for (const line of one.errors) print(`  error   ${line}`)
  for (const line of one.warnings) print(`  warning ${line}`)
}
