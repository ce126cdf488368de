import { basename } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { toInstant } from '../../domain/kernel/instant.ts'
import type { ModelCard } from '../../intelligence/model/card.ts'
import { trainModel } from '../../intelligence/model/train.ts'
import { CommandRefused } from '../failure.ts'
import { settingsFrom } from '../house.ts'
import { writeWhole } from '../model/model-file.ts'
import { Shelf } from '../model/shelf.ts'
import { type Lessons, lessonsFromFile, lessonsFromPolicy, lessonsFromTickets } from '../model/sources.ts'
import { flagsOf, type SettingOptions, withSettings } from '../options.ts'
import { makeProgress, print, printJson, tell } from '../terminal.ts'

interface TrainFlags extends SettingOptions {
  readonly input?: string
  readonly synthetic?: boolean
  readonly fromTickets?: boolean
  readonly output?: string
  readonly use?: boolean
  readonly report?: string
  readonly name?: string
  readonly seed: number
  readonly most?: number
  readonly json?: boolean
}

/** More takes minutes: the time grows with messages × labels. */
const MOST_MADE_UP = 6_000
const MOST_TICKETS = 20_000

export function addTrain(program: Command): void {
  const command = withSettings(program.command('train'))
  command
    .description(
      'make a text model from labelled messages, from synthetic ones, or from this installation’s closed tickets',
    )
    .option(
      '--input <file>',
      'labelled messages, JSON Lines in UTF-8: uid, text, title, label (`a` or `a->b`), duplicateCluster',
    )
    .option('--synthetic', 'learn from made-up messages for the categories of the policy')
    .option('--from-tickets', 'learn from closed tickets, with the categories that staff left on them')
    .option('--output <file>', 'where the model goes; an existing file is replaced')
    .option('--use', 'take it into the data folder and use it, as `model use` does')
    .option('--report <file>', 'a JSON file for the model card and every line that was not taken')
    .option('--name <text>', 'name on the card (default: the output’s file name)')
    .option('--seed <number>', 'same seed, same lines, same model', wholeNumber, 1)
    .option('--most <number>', 'most tickets (20000), or made-up messages (6000)', wholeNumber)
    .option('--json', 'print the counts as JSON')
    .addHelpText('after', '\nExample:\n  huying train --input labelled.jsonl --output city.model --report report.json')
    .action(async (options: TrainFlags) => {
      const sources = [options.input, options.synthetic, options.fromTickets].filter((one) => one !== undefined)
      if (sources.length !== 1) {
        return command.error('error: give one of --input <file>, --synthetic and --from-tickets')
      }
      if (options.output === undefined && !options.use)
        return command.error('error: give --output <file>, --use or both')
      const lessons = await gather(options)
      for (const { line, reason } of lessons.rejected) tell(`${options.input}:${line}: ${reason}`)
      const bar = makeProgress('train')
      const started = performance.now()
      const trained = trainModel(lessons.examples, {
        name: options.name ?? nameOf(options),
        trainedAt: toInstant(Date.now()),
        seed: options.seed,
        source: lessons.source,
        dictionary: process.versions.icu ?? 'unknown',
        onProgress: bar.update,
      })
      bar.stop()
      if (!trained.ok) throw new CommandRefused(trained.rejection.code, trained.rejection.facts)
      const { bytes, card } = trained.value
      if (options.output !== undefined) await writeWhole(options.output, bytes)
      if (options.use) await new Shelf(settingsFrom(flagsOf(options)).settings.data).putBytesToUse(bytes)
      const outcome = describe(lessons, card, bytes.length, performance.now() - started)
      if (options.report !== undefined) {
        const report = { ...outcome, card, faults: lessons.rejected }
        await writeWhole(options.report, `${JSON.stringify(report, null, 2)}\n`)
      }
      if (options.json) printJson({ ...outcome, faults: lessons.rejected })
      else
        print(
          Object.entries(outcome)
            .map(([name, value]) => `${name}: ${value}`)
            .join('\n'),
        )
    })
}

async function gather(options: TrainFlags): Promise<Lessons> {
  if (options.input !== undefined) return lessonsFromFile(options.input)
  if (options.synthetic) return lessonsFromPolicy(options, options.seed, options.most ?? MOST_MADE_UP)
  return lessonsFromTickets(options, options.most ?? MOST_TICKETS)
}

function nameOf({ output, synthetic }: TrainFlags): string {
  if (output !== undefined) return basename(output)
  return synthetic ? 'starter' : 'own'
}

function describe({ examples, rejected }: Lessons, card: ModelCard, bytes: number, ms: number) {
  const { scores, abstention } = card
  return {
    read: examples.length + rejected.length,
    taken: examples.length,
    rejected: rejected.length,
    labels: card.labels.length,
    labelsSeenOnce: card.labels.filter((one) => one.messages === 1).length,
    bytes,
    seconds: rounded(ms / 1000),
    macroF1: rounded(scores.macroF1),
    accuracy: rounded(scores.accuracy),
    calibrationError: rounded(scores.calibrationError),
    threshold: rounded(abstention.threshold),
    coverage: rounded(abstention.coverage),
    rightAboveThreshold: abstention.right === null ? null : rounded(abstention.right),
  }
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1')
  return value
}
