import type { Command } from 'commander'
import { type SettingName, showSetting } from '../../server/config.ts'
import { examine, type Finding } from '../doctor/examine.ts'
import { settingsFrom } from '../house.ts'
import { flagsOf, type SettingOptions, withSettings } from '../options.ts'
import { makeProgress, print, printJson, sentence } from '../terminal.ts'

const FAULT_FOUND = 1

export function addDoctor(program: Command): void {
  withSettings(program.command('doctor'))
    .description('check this installation and say what is wrong and what to do about it')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', '\nExample:\n  huying doctor --data /srv/huying')
    .action(async (options: SettingOptions & { json?: boolean }) => {
      const outcome = settingsFrom(flagsOf(options))
      const names = Object.keys(outcome.sources) as SettingName[]
      const settings = names.map((name) => ({
        name,
        value: showSetting(name, outcome.settings),
        source: outcome.sources[name],
      }))
      const bar = makeProgress('doctor')
      const findings = await examine(outcome, bar.update).finally(() => bar.stop())
      const faults = findings.filter((one) => one.grade === 'fault').length
      if (options.json) printJson({ faults, settings, file: outcome.file, findings })
      else {
        for (const one of settings) print(`  ${one.name.padEnd(14)} ${one.value || '–'}  (${one.source})`)
        for (const one of findings) print(line(one))
        print(faults === 0 ? sentence('terminal.fine') : sentence('terminal.faults', { faults }))
      }
      if (faults > 0) process.exitCode = FAULT_FOUND
    })
}

function line({ grade, what, advice }: Finding): string {
  const sign = { fine: '✓', notice: '·', fault: '✗' }[grade]
  return `${sign} ${what}${advice ? `\n    → ${advice}` : ''}`
}
