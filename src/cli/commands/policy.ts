import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { faultText } from '../../contract/policy/fault.ts'
import { checkCases } from '../../domain/dispatch/cases.ts'
import { makeOrg } from '../../domain/org/unit.ts'
import { lintPolicy } from '../../domain/policy/lint.ts'
import { loadOrg, loadPolicyVersion, PolicyFilesError } from '../../store/policy-files.ts'
import { policyFolder, settingsFrom } from '../house.ts'
import { flagsOf, type SettingOptions } from '../options.ts'
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
  program
    .command('policy')
    .description('the rules, as data')
    .addHelpText('after', '\nExample:\n  huying policy check')
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
}

async function checkAll(folder: string): Promise<Checked[]> {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && entry.name !== 'org')
    .map((entry) => entry.name)
    .sort()
  return Promise.all(names.map((name) => checkVersion(folder, name)))
}

async function checkVersion(folder: string, name: string): Promise<Checked> {
  const language = terminalLanguage()
  try {
    const org = makeOrg(await loadOrg(join(folder, 'org')))
    const { policy, cases, locate } = await loadPolicyVersion(join(folder, name))
    const findings = lintPolicy(policy, org, locate)
    const lines = (severity: string) =>
      findings.filter((one) => one.severity === severity).map((one) => `${one.file}:${one.line}: ${one[language]}`)
    const failed = checkCases(cases, policy, org)
    const sentences = failed.map(
      ({ row, what, field, expected, got }) =>
        `cases.csv:${row}: ${what}: ${field} is ${got || '–'}, expected ${expected}`,
    )
    return {
      version: policy.id,
      errors: [...lines('error'), ...sentences],
      warnings: lines('warning'),
      cases: cases.length,
      failedCases: failed.length,
    }
  } catch (error) {
    if (!(error instanceof PolicyFilesError)) throw error
    const errors = error.faults.map((fault) => faultText(fault, language))
    return { version: name, errors, warnings: [], cases: 0, failedCases: 0 }
  }
}

function describe(one: Checked): void {
  print(`${one.version}: ${one.errors.length} errors, ${one.warnings.length} warnings, ${one.cases} cases`)
  for (const line of one.errors) print(`  error   ${line}`)
  for (const line of one.warnings) print(`  warning ${line}`)
}
