import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { type Alias, isAliasKind, parseAliases } from '../../intelligence/place/alias.ts'
import { explainFinding } from '../../intelligence/place/explain.ts'
import { makePlaceFinder } from '../../intelligence/place/locate.ts'
import type { Settings } from '../../server/config.ts'
import { createPool } from '../../store/database/connect.ts'
import { openDatabase } from '../../store/database/launch.ts'
import { migrate } from '../../store/database/migrate.ts'
import { enterAll, listEntries } from '../../store/gazetteer/entries.ts'
import { loadOutlines } from '../../store/policy-files.ts'
import { readRules } from '../../store/rules/load-rules.ts'
import type { Rulebook } from '../../store/rules/rulebook.ts'
import { say } from '../../words/say.ts'
import { CommandRefused } from '../failure.ts'
import { hasDatabase, policyFolder, settingsFrom } from '../house.ts'
import { flagsOf, inHouse, type SettingOptions, withSettings } from '../options.ts'
import { print, printJson, tell, terminalLanguage } from '../terminal.ts'

interface PlaceOptions extends SettingOptions {
  readonly address?: string
  readonly lat?: number
  readonly lng?: number
  readonly entries?: string
  readonly json?: boolean
}

export function addPlace(program: Command): void {
  withSettings(program.command('place [text]'))
    .description('which district, subdistrict and community words or coordinates name; unknown is an answer')
    .option('--address <text>', 'the line of a form, apart from the text')
    .option('--lat <degrees>', 'latitude, WGS-84', degrees(90))
    .option('--lng <degrees>', 'longitude, WGS-84', degrees(180))
    .option(
      '--entries <file>',
      'names to use besides, name,unit,kind,lat,lng; else those of the database, if there is one',
    )
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  huying place "西城区展览路街道百万庄东社区三号楼"\n  huying place --lat 39.9289 --lng 116.3483',
    )
    .action(async (text: string | undefined, options: PlaceOptions, command: Command) => {
      const { address = null, lat, lng } = options
      if (text === undefined && address === null && lat === undefined && lng === undefined) {
        command.error("error: missing required argument 'text' (or --address, or --lat and --lng)")
      }
      if ((lat === undefined) !== (lng === undefined)) command.error('error: --lat and --lng go together')
      const { settings } = settingsFrom(flagsOf(options))
      const { rulebook } = await readRules(policyFolder(settings))
      const finder = makePlaceFinder({
        org: rulebook.org,
        entries:
          options.entries === undefined ? await enteredNames(settings) : await readTable(options.entries, rulebook),
        outlines: await loadOutlines(join(policyFolder(settings), 'org')),
      })
      const point = lat === undefined || lng === undefined ? null : { lat, lng }
      const found = finder.find({ text: text ?? null, address, point })
      if (options.json) printJson(found)
      else {
        const question = found.question && say('zh', `question.${found.question.code}`, { text: found.question.text })
        print(explainFinding(found, rulebook.org, question).join('\n'))
      }
    })
}

export function addGazetteer(program: Command): void {
  withSettings(program.command('gazetteer [file]'))
    .description('enter names of compounds, roads, landmarks and stations; without a file, print those entered')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying gazetteer names.csv   # name,unit,kind,lat,lng')
    .action(async (file: string | undefined, options: SettingOptions & { json?: boolean }) => {
      await inHouse(options, async ({ pool, rulebook, clock }) => {
        if (file === undefined) {
          const entries = await listEntries(pool)
          if (options.json) printJson({ entries: entries.length, items: entries })
          else for (const { name, unit, kind } of entries) print(`${name},${unit},${kind}`)
          return
        }
        const rows = (await readTable(file, rulebook)).map(({ point = null, ...one }) => ({ ...one, point }))
        const written = await enterAll(pool, rows, 'command-line', clock.now())
        if (options.json) printJson({ written })
        else print(`${written} names entered`)
      })
    })
}

/** A table with faults is refused whole; every fault is told. */
async function readTable(file: string, { org }: Rulebook): Promise<readonly Alias[]> {
  const { aliases, faults } = parseAliases(await readFile(file, 'utf8'), (code) => org.findUnit(code) !== undefined)
  const [first] = faults
  if (!first) return aliases
  const language = terminalLanguage()
  for (const fault of faults.slice(1)) tell(`${fault.line}: ${fault.sentence[language]}`)
  throw new CommandRefused('gazetteer.faults', {
    line: first.line,
    fault: first.sentence[language],
    count: faults.length,
  })
}

/** The operator's names, where a database is there already: a question about a place makes none. */
async function enteredNames(settings: Settings): Promise<readonly Alias[]> {
  if (!hasDatabase(settings)) return []
  const { databaseUrl, data } = settings
  const database = await openDatabase({
    dataDir: data,
    role: 'command',
    onNotice: tell,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  })
  const pool = createPool(database.url, { name: 'huying-place', max: 1 })
  try {
    await migrate(pool)
    return (await listEntries(pool)).flatMap(({ name, unit, kind, point }) =>
      isAliasKind(kind) ? [{ name, unit, kind, point }] : [],
    )
  } finally {
    await pool.end()
    await database.stop()
  }
}

function degrees(most: number) {
  return (text: string): number => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isFinite(value) || Math.abs(value) > most) {
      throw new InvalidArgumentError(`give degrees between -${most} and ${most}`)
    }
    return value
  }
}
