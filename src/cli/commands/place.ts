import type { Command } from 'commander'
import { makeGazetteer } from '../../intelligence/place/gazetteer.ts'
import { readRules } from '../../store/rules/load-rules.ts'
import { policyFolder, settingsFrom } from '../house.ts'
import { flagsOf, type SettingOptions } from '../options.ts'
import { print, printJson } from '../terminal.ts'

export function addPlace(program: Command): void {
  program
    .command('place <text>')
    .description('which district, subdistrict and community a text names; unknown is an answer')
    .option('--policy <name>', 'folder under policy/ (HUYING_POLICY)')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying place "西城区展览路街道百万庄东里3号楼"')
    .action(async (text: string, options: SettingOptions & { json?: boolean }) => {
      const { rulebook } = await readRules(policyFolder(settingsFrom(flagsOf(options)).settings))
      const found = makeGazetteer(rulebook.org).resolve(text)
      if (options.json) printJson(found)
      else {
        const units = [found.district, found.subdistrict, found.community].filter((code) => code !== null)
        print(
          units.length === 0
            ? 'unknown'
            : units.map((code) => `${rulebook.org.getUnit(code).name} (${code})`).join(' · '),
        )
        for (const one of found.ambiguous)
          print(`  ${one.text}: ${one.units.map((code) => rulebook.org.getUnit(code).name).join(' / ')}?`)
      }
    })
}
