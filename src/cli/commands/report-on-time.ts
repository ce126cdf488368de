import { type Command, Option } from 'commander'
import { onTimeByUnit } from '../../store/history/history-tickets.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { print, printJson } from '../terminal.ts'

interface OnTimeFlags extends SettingOptions {
  readonly system?: string
  readonly json?: boolean
}

export function addReportOnTime(parent: Command): void {
  withSettings(parent.command('on-time'))
    .description('who closed in time, of what was imported from other cities’ records (they are in no rate)')
    .addOption(new Option('--by <what>', 'what to count by').choices(['unit']).default('unit'))
    .option('--system <name>', 'only this record, by its mapping’s `system`')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying report on-time --by unit --json')
    .action(async (options: OnTimeFlags) => {
      await inHouse(options, async ({ ownerPool }) => {
        const units = await onTimeByUnit(ownerPool, options.system ?? null)
        if (options.json) return printJson(units)
        for (const { name, total, closed, onTime, onTimeRate } of units) {
          const rate = onTimeRate === null ? '—' : `${(onTimeRate * 100).toFixed(1)} %`
          print(`${rate.padStart(8)}  ${onTime} in time, ${closed} closed of ${total}  ${name}`)
        }
      })
    })
}
