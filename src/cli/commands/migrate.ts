import type { Command } from 'commander'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { print, printJson } from '../terminal.ts'

export function addMigrate(program: Command): void {
  withSettings(program.command('migrate'))
    .description('bring the database up to this version of the program')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying migrate --database-url postgres://huying@127.0.0.1/huying')
    .action(async (options: SettingOptions & { json?: boolean }) => {
      await inHouse(options, async ({ ownerPool, rulebook }) => {
        const { rows } = await ownerPool.query<{ number: number }>('select max(number) as number from migration')
        const outcome = { schema: rows[0]?.number ?? 0, policyVersions: rulebook.versions.length }
        if (options.json) printJson(outcome)
        else print(`schema ${outcome.schema}, ${outcome.policyVersions} policy version(s)`)
      })
    })
}
