import type { Command } from 'commander'
import { assessPeriod } from '../../analytics/assessment.ts'
import { isPeriodId } from '../../domain/scoring/period.ts'
import type { AssessmentRun } from '../../domain/scoring/run.ts'
import { digest, storeRun } from '../../store/assessment/runs.ts'
import { withTransaction } from '../../store/database/connect.ts'
import { say } from '../../words/say.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { print, printJson, terminalLanguage } from '../terminal.ts'

interface AssessFlags extends SettingOptions {
  readonly period: string
  readonly unit: readonly string[]
  readonly store?: boolean
  readonly json?: boolean
}

export function addAssess(program: Command): void {
  const command = withSettings(program.command('assess'))
  command
    .description('the three rates, the composite and the rank of every unit for one period')
    .requiredOption('--period <yyyy-mm>', 'the period, named after the month in which it ends')
    .option('--unit <code>', 'only this unit, ranked among all of its class; may be repeated', collect, [])
    .option('--store', 'keep the run as a draft: a freeze, a bulletin or a bundle is made from a kept run')
    .option('--json', 'print the run as JSON')
    .addHelpText('after', '\nExample:\n  huying assess --period 2026-10 --json')
    .action(async (options: AssessFlags) => {
      if (!isPeriodId(options.period)) {
        command.error(`error: --period is a month such as 2026-10, not "${options.period}"`)
      }
      await inHouse(options, async ({ ownerPool, rulebook, clock }) => {
        for (const code of options.unit) {
          if (!rulebook.org.findUnit(code)) command.error(`error: there is no unit ${code}`)
        }
        const assessed = await assessPeriod(ownerPool, rulebook, options.period, clock.now())
        if (!assessed.ok) throw new FormulaFailure(assessed.rejection)
        const run = assessed.value
        if (options.store) await withTransaction(ownerPool, (sql) => storeRun(sql, run, clock.now()))
        const wanted = new Set(options.unit)
        const units = wanted.size === 0 ? run.units : run.units.filter(({ unit }) => wanted.has(unit))
        const outcome = { ...run, units, hash: digest(run), stored: options.store === true }
        if (options.json) printJson(outcome)
        else describe(outcome)
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

function describe(run: AssessmentRun & { readonly hash: string; readonly stored: boolean }): void {
  const { period, policy, span, units, counted, unlisted } = run
  print(`${period}: ${span.firstDay} – ${span.lastDay}, ${policy}, ${counted} valid callbacks`)
  const sampled = units.filter((unit) => unit.volume > 0 || unit.composite !== null)
  for (const one of sampled) {
    const rate = (name: 'response' | 'resolution' | 'satisfaction') => (one.rates[name].percent ?? '–').padStart(6)
    const { composite } = one.intervals
    const points = `${(one.composite ?? '–').padStart(6)}${composite ? ` [${composite.low}, ${composite.high}]` : ''}`
    const range = one.rankRange ? ` (${one.rankRange.from}–${one.rankRange.to})` : ''
    const rank = one.rank === null ? `– (${one.reason})` : `${one.rank}${range}`
    const marks = one.classes.map((mark) => mark.class).join(' ')
    print(
      `${one.class.padEnd(12)} ${one.unit.padEnd(18)} ${rate('response')} ${rate('resolution')} ${rate('satisfaction')}  ${points.padEnd(24)}  ${rank.padEnd(16)} ${one.name} ${marks}`.trimEnd(),
    )
  }
  print(`${units.length - sampled.length} more without a ticket; ${unlisted.length} outside the ranked classes`)
  print(`run ${run.id}, ${run.hash}${run.stored ? ', kept as a draft' : ', not kept (--store)'}`)
}
