import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { type Alias, parseAliases } from '../../intelligence/place/alias.ts'
import { type ImportOutcome, importMessages } from '../messages/import-messages.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { makeProgress, print, printJson, terminalLanguage } from '../terminal.ts'
import { addImportHistory } from './import-history.ts'

interface MessagesFlags extends SettingOptions {
  readonly input: string
  readonly places?: string
  readonly rejects?: string
  readonly json?: boolean
}

export function addImport(program: Command): void {
  const parent = program.command('import').description('take in what was gathered elsewhere')
  parent.addHelpText('after', '\nExample:\n  huying import messages --input messages.jsonl')
  addImportHistory(parent)
  const command = withSettings(parent.command('messages'))
  command
    .description('register, classify and dispatch citizens’ messages, one JSON object a line: uid, text, title, time')
    .requiredOption('--input <file>', 'the messages, JSON Lines in UTF-8')
    .option('--places <file>', 'names of compounds, roads and landmarks: alias.csv with name,unit,kind')
    .option('--rejects <file>', 'where the lines go that were not taken, with line number and reason')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying import messages --input messages.jsonl --rejects rejects.jsonl --json')
    .action(async (options: MessagesFlags) => {
      await inHouse(options, async ({ log, pool, rulebook, clock }) => {
        const isUnit = (code: string) => rulebook.org.findUnit(code) !== undefined
        const aliases = options.places === undefined ? [] : await readAliases(options.places, isUnit)
        if (typeof aliases === 'string') return command.error(aliases)
        const bar = makeProgress('import')
        const started = performance.now()
        const outcome = await importMessages(
          options.input,
          { log, pool, rulebook, now: () => clock.now() },
          {
            aliases,
            onProgress: bar.update,
            ...(options.rejects === undefined ? {} : { rejects: options.rejects }),
          },
        ).finally(() => bar.stop())
        const seconds = Math.round(performance.now() - started) / 1000
        if (options.json) printJson({ ...outcome, seconds })
        else describe(outcome, seconds)
      })
    })
}

/** The aliases, or what is wrong with the file, a line each. */
async function readAliases(path: string, isUnit: (code: string) => boolean): Promise<readonly Alias[] | string> {
  const { aliases, faults } = parseAliases(await readFile(path, 'utf8'), isUnit)
  if (faults.length === 0) return aliases
  const language = terminalLanguage()
  return faults.map((fault) => `${path}:${fault.line}: ${fault.sentence[language]}`).join('\n')
}

const MOST = 20

function describe(outcome: ImportOutcome, seconds: number): void {
  const { read, accepted, refused, rejected, duplicates, dispatched, atCentre, where, rows, held, reasons } = outcome
  print(
    `read ${read} = accepted ${accepted} + refused ${refused} + rejected ${rejected} + duplicates ${duplicates}, in ${seconds} s`,
  )
  print(`dispatched ${dispatched}, with the centre ${atCentre}`)
  for (const one of where.slice(0, MOST)) print(`  ${String(one.tickets).padStart(6)}  ${one.name} (${one.unit})`)
  if (where.length > MOST) print(`  … and ${where.length - MOST} more units`)
  if (rows.length > 0) print('by row of the catalogue:')
  for (const one of rows.slice(0, MOST)) print(`  ${String(one.tickets).padStart(6)}  row ${one.row}: ${one.ground}`)
  if (atCentre > 0) print('with the centre, because:')
  for (const [why, tickets] of Object.entries(held)) print(`  ${String(tickets).padStart(6)}  ${why}`)
  if (refused + rejected > 0) print('not taken, because:')
  for (const [why, lines] of Object.entries(reasons)) print(`  ${String(lines).padStart(6)}  ${why}`)
}
