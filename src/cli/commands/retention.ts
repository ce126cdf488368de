import type { Command } from 'commander'
import { retentionOf } from '../../domain/policy/retention.ts'
import { previewRetention, retentionLimits, runRetention } from '../../store/retention/retention.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { print, printJson, sentence } from '../terminal.ts'

interface RetentionFlags extends SettingOptions {
  readonly dryRun?: boolean
  readonly json?: boolean
}

/** The daily job of a running server, now: what is older than the rules keep is forgotten for good. */
export function addRetention(program: Command): void {
  withSettings(program.command('retention'))
    .description('forget the words and people that are older than the rules keep; a running server does it daily')
    .option('--dry-run', 'only say what would be forgotten')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying retention --dry-run')
    .action(async (options: RetentionFlags) => {
      await inHouse(options, async ({ pool, rulebook, clock }) => {
        const now = clock.now()
        const rule = retentionOf(rulebook.inForce(now))
        if (options.dryRun) {
          const preview = await previewRetention(pool, retentionLimits(rule, now))
          if (options.json) return printJson({ ...rule, ...preview })
          const { tickets, people, ticketsBefore, peopleBefore, oldest } = preview
          print(sentence('terminal.retention-preview', { tickets, people, ticketsBefore, peopleBefore }))
          for (const one of oldest) print(`  ${one.number}\t${one.endedAt}`)
          return
        }
        const run = await runRetention(pool, rule, now)
        if (options.json) printJson(run)
        else print(sentence('terminal.retention-run', { tickets: run.tickets, people: run.people }))
      })
    })
}
