import { type Command, InvalidArgumentError } from 'commander'
import { type DispatchMeasures, measureDispatch } from '../../analytics/dispatch-measures.ts'
import { addDays, dayOf } from '../../domain/clock/calendar.ts'
import { CommandRefused } from '../failure.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { print, printJson } from '../terminal.ts'

interface Options extends SettingOptions {
  readonly from?: string
  readonly to?: string
  readonly json?: boolean
}

const USUAL_DAYS = 56

/** First-time-right, hops, returns by ground and agreement of machine and person, by the week of the first dispatch. */
export function addReportDispatch(report: Command): void {
  withSettings(report.command('dispatch'))
    .description(
      'did the right unit get it first: first-time-right, hops, returns by ground, machine and person, by week',
    )
    .option('--from <day>', 'first day, yyyy-mm-dd; eight weeks back unless told', aDay)
    .option('--to <day>', 'last day, inside; today unless told', aDay)
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying report dispatch --from 2026-10-01 --to 2026-10-31 --json')
    .action(async (options: Options) => {
      await inHouse(options, async ({ pool, rulebook, clock }) => {
        const policy = rulebook.inForce(clock.now())
        const to = options.to ?? dayOf(clock.now(), policy.calendar)
        const from = options.from ?? addDays(to, 1 - USUAL_DAYS)
        if (from > to) throw new CommandRefused('dispatch.days-crossed')
        const { total, weeks } = await measureDispatch(pool, { from, to, zone: policy.zone })
        if (options.json) printJson({ from, to, ...total, weeks })
        else print([line('total', total), ...weeks.map((week) => line(week.week, week))].join('\n'))
      })
    })
}

function line(name: string, one: DispatchMeasures): string {
  const share = (value: number | null) => (value === null ? '—' : `${(100 * value).toFixed(1)} %`)
  const grounds = one.byGround.map(({ ground, returned, accepted }) => `${ground} ${accepted}/${returned}`).join(', ')
  return [
    name.padEnd(10),
    `${one.tickets} tickets`,
    `first time right ${share(one.firstTimeRight)}`,
    `hops ${one.hops?.toFixed(2) ?? '—'}`,
    `returned ${share(one.returnRate)}${grounds === '' ? '' : ` (${grounds})`}`,
    `machine and person: lead ${share(one.leads.share)}, category ${share(one.categories.share)}`,
  ].join(' · ')
}

function aDay(text: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
  if (!isDay) throw new InvalidArgumentError('give a day such as 2026-10-01')
  return text
}
