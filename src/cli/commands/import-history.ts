import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { type Mapping, parseMapping } from '../../contract/history/mapping.ts'
import { loadRules } from '../../store/rules/load-rules.ts'
import { type HistoryOutcome, importHistory } from '../history/import-history.ts'
import { ColumnsMissing } from '../history/rows.ts'
import { policyFolder } from '../house.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { makeProgress, print, printJson } from '../terminal.ts'

interface HistoryFlags extends SettingOptions {
  readonly mapping: string
  readonly input: string
  readonly rejects?: string
  readonly json?: boolean
}

export function addImportHistory(parent: Command): void {
  const command = withSettings(parent.command('history'))
  command
    .description('another city’s record: every row a ticket with events at its own times, under that city’s rules')
    .requiredOption('--mapping <file>', 'how its columns are read: mappings/baltimore.yaml')
    .requiredOption('--input <file>', 'the record, CSV in UTF-8 with a heading')
    .option('--rejects <file>', 'where the rows go that were not taken, with line number and reason')
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  huying import history --mapping mappings/baltimore.yaml --input 311.csv --json',
    )
    .action(async (options: HistoryFlags) => {
      const mapping = await readMapping(options.mapping)
      if (typeof mapping === 'string') return command.error(mapping)
      await inHouse(options, async ({ ownerPool, pool, keys, clock, settings }) => {
        const bar = makeProgress('import')
        const started = performance.now()
        const loadRulebook = () => loadRules(ownerPool, policyFolder(settings))
        const deps = { ownerPool, pool, keys, loadRulebook, now: clock.now() }
        try {
          const outcome = await importHistory(options.input, mapping, deps, {
            onProgress: bar.update,
            ...(options.rejects === undefined ? {} : { rejects: options.rejects }),
          })
          const seconds = Math.round(performance.now() - started) / 1000
          if (options.json) printJson({ ...outcome, seconds })
          else describe(outcome, seconds)
        } catch (error) {
          if (!(error instanceof ColumnsMissing)) throw error
          command.error(`error: ${options.input} has no column ${error.missing.map((name) => `"${name}"`).join(', ')}`)
        } finally {
          bar.stop()
        }
      })
    })
}

/** The mapping, or what is wrong with the file, a line each. */
async function readMapping(path: string): Promise<Mapping | string> {
  const parsed = parseMapping(await readFile(path, 'utf8'))
  return parsed.ok ? parsed.mapping : parsed.faults.map(({ line, message }) => `${path}:${line}: ${message}`).join('\n')
}

function describe(outcome: HistoryOutcome, seconds: number): void {
  const { read, imported, updated, unchanged, rejected, reasons } = outcome
  print(
    `read ${read} = imported ${imported} + updated ${updated} + unchanged ${unchanged} + rejected ${rejected}, in ${seconds} s`,
  )
  for (const [why, rows] of Object.entries(reasons)) print(`  ${String(rows).padStart(6)}  ${why}`)
}
