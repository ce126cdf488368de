import type { Command } from 'commander'
import { assessPeriod, type PeriodAssessment } from '../../analytics/assessment.ts'
import { isPeriodId } from '../../domain/scoring/period.ts'
import { say } from '../../words/say.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { print, printJson, terminalLanguage } from '../terminal.ts'

interface AssessFlags extends SettingOptions {
  readonly period: string
  readonly unit: readonly string[]
  readonly json?: boolean
}

export function addAssess(program: Command): void {
  const command = withSettings(program.command('assess'))
  command
    .description('the three rates, the composite and the rank of every unit for one period')
    .requiredOption('--period <yyyy-mm>', 'the period, named after the month in which it ends')
    .option('--unit <code>', 'only this unit, ranked among all of its class; may be repeated', collect, [])
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying assess --period 2026-10 --json')
    .action(async (options: AssessFlags) => {
      if (!isPeriodId(options.period)) {
        command.error(`error: --period is a month such as 2026-10, not "${options.period}"`)
      }
      await inHouse(options, async ({ ownerPool, rulebook }) => {
        for (const code of options.unit) {
          if (!rulebook.org.findUnit(code)) command.error(`error: there is no unit ${code}`)
        }
        const wanted = options.unit.length > 0 ? { units: options.unit } : {}
        const assessed = await assessPeriod(ownerPool, rulebook, options.period, wanted)
        if (!assessed.ok) throw new FormulaFailure(assessed.rejection)
        if (options.json) printJson(assessed.value)
        else describe(assessed.value)
      })
    })
}

/** The profile's formula cannot be worked out for a unit: nothing is published then. */
class FormulaFailure extends Error {
  constructor({ code, facts }: { readonly code: string; readonly facts: Parameters<typeof say>[2] }) {
    super(say(terminalLanguage(), code, facts))
    this.name = 'FormulaFailure'
  }
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value]
}

function describe({ period, policy, span, units, counted, unlisted }: PeriodAssessment): void {
  print(`${period}: ${span.firstDay} – ${span.lastDay}, ${policy}, ${counted} valid callbacks`)
  const sampled = units.filter((unit) => unit.volume > 0 || unit.composite !== null)
  for (const one of sampled) {
    const rate = (name: 'response' | 'resolution' | 'satisfaction') => (one.rates[name].percent ?? '–').padStart(6)
    const rank = one.rank === null ? ` – (${one.reason})` : String(one.rank).padStart(2)
    print(
      `${one.class.padEnd(12)} ${one.unit.padEnd(18)} ${rate('response')} ${rate('resolution')} ${rate('satisfaction')}  ${(one.composite ?? '–').padStart(6)}  ${rank}  ${one.name}`,
    )
  }
  print(`${units.length - sampled.length} more without a ticket; ${unlisted.length} outside the ranked classes`)
}
