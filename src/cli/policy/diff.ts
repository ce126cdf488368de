import type { Command } from 'commander'
import { diffVersions, type SheetDiff } from '../../contract/policy/sheet/diff.ts'
import { sayCell, saySheet } from '../../words/policy-table.ts'
import { policyFolder, settingsFrom } from '../house.ts'
import { flagsOf, inHouse, type SettingOptions, withSettings } from '../options.ts'
import { print, printJson, terminalLanguage } from '../terminal.ts'
import { readNamedFolder, readNamedVersion } from './named-version.ts'

export function addPolicyDiff(policy: Command): void {
  withSettings(policy.command('diff <before> <after>'))
    .description('what differs between two versions, table by table: folders, versions, or drafts by their id')
    .option('--json', 'print the differences as JSON')
    .addHelpText('after', '\nExample:\n  huying policy diff beijing/2021-09 beijing/2026-01')
    .action(async (before: string, after: string, options: SettingOptions & { json?: boolean }) => {
      const { settings } = settingsFrom(flagsOf(options))
      const city = policyFolder(settings)
      // Two folders are compared without a database.
      const folders = [await readNamedFolder(before, city), await readNamedFolder(after, city)] as const
      const [a, b] =
        folders[0] && folders[1]
          ? [folders[0], folders[1]]
          : await inHouse(options, async (house) => [
              await readNamedVersion(before, house, city),
              await readNamedVersion(after, house, city),
            ])
      const sheets = diffVersions(a ?? new Map(), b ?? new Map())
      if (options.json) printJson({ before, after, differences: sheets.length, sheets })
      else describe(sheets)
    })
}

function describe(sheets: readonly SheetDiff[]): void {
  const language = terminalLanguage()
  if (sheets.length === 0) print(language === 'zh' ? '没有不同。' : 'No difference.')
  for (const { file, sheet, added, removed, changed } of sheets) {
    print(saySheet(language, file, sheet))
    for (const row of removed) print(`  - ${row.key}`)
    for (const row of added) {
      print(`  + ${row.key}: ${row.cells.map(({ column, text }) => sayCell(language, column, text)).join(' · ')}`)
    }
    for (const { key, column, before, after } of changed) {
      print(`  ~ ${key} ${sayCell(language, column, before)} → ${sayCell(language, '', after)}`)
    }
  }
}
