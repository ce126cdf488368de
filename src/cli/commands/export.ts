import { resolve } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { exportAssessment } from '../../analytics/bundle/export-assessment.ts'
import { SMALLEST_GROUP } from '../../analytics/bundle/write-bundle.ts'
import { isPeriodId } from '../../domain/scoring/period.ts'
import { sealDay } from '../../store/log/daily-seal.ts'
import { CommandRefused } from '../failure.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { makeProgress, print, printJson, sentence } from '../terminal.ts'

interface ExportFlags extends SettingOptions {
  readonly period: string
  readonly out: string
  readonly smallestGroup: number
  readonly json?: boolean
}

/** What leaves the house for others to compute with. */
export function addExport(program: Command): void {
  const parent = program
    .command('export')
    .description('write what others can compute with: the bundle of an assessment')
  const command = withSettings(parent.command('assessment'))
  command
    .description(
      'the bundle of a period, from which verify.mjs computes every figure again; a draft until a run is frozen',
    )
    .requiredOption('--period <yyyy-mm>', 'the period, named after the month in which it ends')
    .requiredOption('--out <folder>', 'an empty folder, or one that is not there yet')
    .addOption(
      new Option('--smallest-group <lines>', 'answers of fewer lines that look alike are given as a sum only')
        .default(SMALLEST_GROUP)
        .argParser(atLeastUsual),
    )
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  huying export assessment --period 2026-10 --out ./bundle\n  node verifier/verify.mjs ./bundle',
    )
    .action(async (options: ExportFlags) => {
      if (!isPeriodId(options.period)) {
        command.error(`error: --period is a month such as 2026-10, not "${options.period}"`)
      }
      await inHouse(options, async ({ ownerPool, rulebook, keys, clock }) => {
        // Sealed at export: every day that is over is fixed before anything is told of it.
        const now = clock.now()
        await sealDay(ownerPool, keys, now, rulebook.inForce(now).calendar)
        const bar = makeProgress('export')
        const folder = resolve(options.out)
        const exported = await exportAssessment(ownerPool, rulebook, {
          period: options.period,
          folder,
          smallestGroup: options.smallestGroup,
          seal: keys.seal,
          onProgress: bar.update,
        }).finally(() => bar.stop())
        if (!exported.ok) throw new CommandRefused(exported.rejection.code, exported.rejection.facts)
        const { files, ...outcome } = exported.value
        if (options.json) printJson({ ...outcome, folder, files: files.length + 2 })
        else {
          print(sentence('terminal.bundle-written', { ...outcome, folder, files: files.length + 2 }))
          print(sentence(`terminal.bundle-${outcome.status}`, { period: outcome.period, run: outcome.run }))
        }
      })
    })
  parent.addHelpText('after', '\nExample:\n  huying export assessment --period 2026-10 --out ./bundle')
}

/** No group below what P20 asks for can be ordered. */
function atLeastUsual(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < SMALLEST_GROUP || number > 1_000) {
    throw new InvalidArgumentError(`give a whole number from ${SMALLEST_GROUP} to 1000`)
  }
  return number
}
