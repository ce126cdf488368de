import { type Command, InvalidArgumentError, Option } from 'commander'
import { benchAssess } from '../bench/assess.ts'
import { benchIntake } from '../bench/intake.ts'
import { benchIntelligence } from '../bench/intelligence/bench-intelligence.ts'
import { benchSimilar } from '../bench/intelligence/similar.ts'
import { benchLifecycle } from '../bench/lifecycle.ts'
import { benchList } from '../bench/list.ts'
import { benchOpen } from '../bench/open.ts'
import { benchReplay } from '../bench/replay.ts'
import { inScratch } from '../bench/scratch.ts'
import { benchSearch } from '../bench/search.ts'
import { benchVerifier } from '../bench/verifier.ts'
import type { House } from '../house.ts'
import { flagsOf, type SettingOptions, withSettings } from '../options.ts'
import { print, printJson } from '../terminal.ts'

interface Options extends SettingOptions {
  readonly tickets: number
  readonly seconds: number
  readonly clients: number
  readonly rounds: number
  readonly labelled?: string
  readonly json?: boolean
}

interface Bench {
  readonly run: (house: House, options: Options) => Promise<object>
  readonly what: string
  /** Options of its own. */
  readonly also?: readonly (readonly [flags: string, what: string])[]
}

const BENCHES: Readonly<Record<string, Bench>> = {
  intake: { run: benchIntake, what: 'tickets registered, classified and dispatched over HTTP, beside a bare client' },
  lifecycle: { run: benchLifecycle, what: 'whole lives from register to close, in an empty database and a full one' },
  assess: {
    run: benchAssess,
    what: 'one month of fact rows: all of it, one changed day, and beside a bare SQL aggregate',
  },
  list: { run: benchList, what: 'the newest 50 of a unit by time left, filtered, with the index each query uses' },
  open: { run: benchOpen, what: 'a ticket opened among so many: each request of its page, and the page at once' },
  intelligence: {
    run: benchIntelligence,
    what: 'the text model on labelled messages, the right unit the first time on simulated tickets, hot spots, risk words; then what similar and search measure',
    also: [['--labelled <file>', 'labelled messages for the text model, JSON Lines']],
  },
  similar: { run: benchSimilar, what: 'candidates for the same matter among so many, by signatures' },
  verifier: {
    run: benchVerifier,
    what: 'the bundle of one month exported, and checked by the verifier in a process of its own',
  },
  replay: {
    run: benchReplay,
    what: 'a changed policy run over every ticket stored: first with each log folded, then with what was kept',
  },
  search: { run: benchSearch, what: 'words in the texts of tickets, for a unit, a district and the city' },
}

/** What is measured where it runs: nothing here is a test, and nothing is promised (docs/guides/measure.md). */
export function addBench(program: Command): void {
  const bench = program
    .command('bench')
    .description(
      'measure: intake, lifecycle, list, open, assess, replay, verifier, search, similar; in a database of its own',
    )
  for (const [name, { run, what, also = [] }] of Object.entries(BENCHES)) {
    const command = withSettings(bench.command(name))
    for (const [flags, meaning] of also) command.option(flags, meaning)
    command
      .description(what)
      .addOption(
        new Option('--tickets <number>', 'tickets stored before measuring').default(1_000_000).argParser(positive),
      )
      .addOption(new Option('--seconds <number>', 'length of one round').default(10).argParser(positive))
      .addOption(new Option('--clients <number>', 'how many at once').default(8).argParser(positive))
      .addOption(new Option('--rounds <number>', 'rounds; medians are given').default(3).argParser(positive))
      .option('--json', 'print the numbers as JSON')
      .addHelpText('after', `\nExample:\n  huying bench ${name} --tickets 20000 --seconds 2 --json`)
      .action(async (options: Options) => {
        const outcome = await inScratch(flagsOf(options), (house) => run(house, options))
        if (options.json) printJson(outcome)
        else print(describe(outcome))
      })
  }
  bench.addHelpText('after', '\nExample:\n  huying bench lifecycle --tickets 1000000 --data ./million --json')
}

function describe(outcome: object, indent = ''): string {
  return Object.entries(outcome)
    .map(([name, value]) =>
      typeof value === 'object' && value !== null
        ? `${indent}${name}\n${describe(value, `${indent}  `)}`
        : `${indent}${name}: ${value}`,
    )
    .join('\n')
}

function positive(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('give a whole number above 0')
  return number
}
