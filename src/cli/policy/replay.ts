import type { Command } from 'commander'
import { replayRange } from '../../analytics/replay.ts'
import { checkVersion, errorsIn } from '../../contract/policy/check-version.ts'
import { faultText } from '../../contract/policy/fault.ts'
import type { ReplayResult } from '../../domain/workshop/replay-result.ts'
import { digestOfTexts } from '../../store/policy-files.ts'
import { say } from '../../words/say.ts'
import { CommandRefused } from '../failure.ts'
import { policyFolder } from '../house.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { makeProgress, print, printJson, tell, terminalLanguage } from '../terminal.ts'
import { readNamedVersion } from './named-version.ts'

interface ReplayFlags extends SettingOptions {
  readonly from: string
  readonly to: string
  readonly json?: boolean
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

export function addPolicyReplay(policy: Command): void {
  const command = withSettings(policy.command('replay <version>'))
  command
    .description(
      'run a draft or a folder over past days: which tickets, deadlines, verdicts, scores and ranks would differ',
    )
    .requiredOption('--from <day>', 'first day, 2026-10-19')
    .requiredOption('--to <day>', 'last day')
    .option('--json', 'print the whole result as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  huying policy replay ./policy/beijing/2027-01 --from 2026-10-19 --to 2026-11-18',
    )
    .action(async (version: string, options: ReplayFlags) => {
      for (const day of [options.from, options.to]) {
        if (!DAY.test(day)) command.error(`error: a day is written 2026-10-19, not "${day}"`)
      }
      if (options.to < options.from) command.error('error: --to is before --from')
      await inHouse(options, async (house) => {
        const { ownerPool, rulebook, clock, settings } = house
        const files = await readNamedVersion(version, house, policyFolder(settings))
        const checked = checkVersion(files, rulebook.org)
        const language = terminalLanguage()
        for (const fault of checked.faults) tell(faultText(fault, language))
        if (!checked.policy || errorsIn(checked) > 0)
          throw new CommandRefused('draft.errors', { errors: errorsIn(checked) })
        const bar = makeProgress('replay')
        const outcome = await replayRange(ownerPool, rulebook, {
          draft: checked.policy,
          checksum: digestOfTexts(files),
          firstDay: options.from,
          lastDay: options.to,
          now: clock.now(),
          onProgress: bar.update,
        }).finally(() => bar.stop())
        if (!outcome.ok) throw new CommandRefused(outcome.rejection.code, outcome.rejection.facts)
        if (options.json) printJson(outcome.value)
        else describe(outcome.value)
      })
    })
}

function describe(result: ReplayResult): void {
  const language = terminalLanguage()
  const line = (code: string, facts: Record<string, string | number | null>) => print(say(language, code, facts))
  const { tickets, changed, changes, verdicts, unitChanges, draft, base, firstDay, lastDay } = result
  line('replay.says-range', { draft, base, firstDay, lastDay, tickets, changed })
  line('replay.says-tickets', { unit: changes.unit, assisting: changes.assisting, limit: changes.limit })
  line('replay.says-deadlines', { deadline: changes.deadline, ...verdicts })
  line('replay.says-units', unitChanges)
  for (const { from, to, tickets: count } of result.flows.slice(0, 20)) print(`  ${from} → ${to}: ${count}`)
  const shifted = result.units.filter((unit) => unit.before?.rank !== unit.after?.rank)
  for (const { unit, name, before, after } of shifted.slice(0, 40)) {
    print(
      `  ${unit} ${name}: ${before?.rank ?? '–'} → ${after?.rank ?? '–'} (${before?.composite ?? '–'} → ${after?.composite ?? '–'})`,
    )
  }
  if (result.notReplayed.length > 0) line('replay.says-not-replayed', { tables: result.notReplayed.join(', ') })
}
