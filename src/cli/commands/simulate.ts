import { type Command, InvalidArgumentError } from 'commander'
import { makeRiskScanner } from '../../intelligence/risk/risk-words.ts'
import { simulate } from '../../simulator/simulate.ts'
import type { House } from '../house.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { saveCast } from '../simulation/cast-accounts.ts'
import { fillMillion } from '../simulation/million.ts'
import { checkSpan, findUnits, markSimulated, type SimulatedSpan } from '../simulation/span.ts'
import { makeProgress, print, printJson } from '../terminal.ts'

interface Options extends SettingOptions {
  readonly seed: number
  readonly from: string
  readonly days: number
  readonly units: string
  readonly bulk?: number
  readonly json?: boolean
}

/** Lives in one year of 1,000,000 tickets, when `--bulk` is given without a number. */
const MILLION = 1_000_000

export function addSimulate(program: Command): void {
  withSettings(program.command('simulate'))
    .description('live a synthetic city through the real command handlers; the same seed gives the same city')
    .option('--seed <number>', 'seed', wholeNumber, 7)
    .requiredOption('--from <day>', 'first day, for example 2026-09-19', day)
    .option('--days <number>', 'how many days', wholeNumber, 30)
    .requiredOption('--units <list>', 'districts or subdistricts, by code or English name, separated by commas')
    .option(
      '--bulk [tickets]',
      'so many whole lives (1000000) by COPY, spread over the days, on every core',
      wholeNumber,
    )
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  huying simulate --seed 7 --from 2026-09-19 --days 30 --units xicheng\n' +
        '  huying simulate --from 2025-10-01 --days 365 --units 110102009 --bulk 1000000 --data ./million',
    )
    .action(async (options: Options) => {
      const outcome = await inHouse(options, (house) => run(house, options))
      if (options.json) printJson(outcome)
      else print(`${outcome.tickets} tickets, ${outcome.events} events in ${outcome.seconds} s`)
    })
}

async function run(house: House, options: Options) {
  const { rulebook, ownerPool } = house
  const units = findUnits(options.units.split(','), rulebook)
  const span: SimulatedSpan = { seed: options.seed, from: options.from, days: options.days, units }
  const bar = makeProgress('simulate')
  try {
    if (options.bulk !== undefined) {
      const lives = (options.bulk as number | true) === true ? MILLION : options.bulk
      return await fillMillion(house, span, lives, bar.update)
    }
    await checkSpan(ownerPool, span, rulebook)
    await saveCast(ownerPool, rulebook.org, units)
    return await runLive(house, span, bar.update)
  } finally {
    bar.stop()
  }
}

/** Through the command handler, one command after the other in simulated time, durable as any other. */
async function runLive(house: House, span: SimulatedSpan, update: (done: number, total: number) => void) {
  const { rulebook, ownerPool, log } = house
  const policy = rulebook.inForce(`${span.from}T00:00:00.000Z`)
  const started = performance.now()
  let events = 0
  log.onCommitted((committed) => {
    events += committed.events.length
  })
  let stopped = false
  const stop = () => {
    stopped = true
  }
  process.once('SIGINT', stop)
  // The mark comes first: whatever is cut short below, the database never takes its simulated events for real ones.
  await markSimulated(ownerPool, span, rulebook)
  const summary = await simulate({
    ...span,
    policy,
    org: rulebook.org,
    risksIn: makeRiskScanner(policy),
    submit: (submission, now) => log.submit(submission, now),
    progress: update,
    stop: () => stopped,
  }).finally(() => process.off('SIGINT', stop))
  return { ...summary, events, seconds: Math.round((performance.now() - started) / 1000) }
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('give a whole number above 0')
  return number
}

function day(text: string): string {
  const date = new Date(`${text}T00:00:00Z`)
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) {
    throw new InvalidArgumentError('give a day such as 2026-09-19')
  }
  return text
}
