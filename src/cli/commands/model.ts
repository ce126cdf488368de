import { userInfo } from 'node:os'
import type { Command } from 'commander'
import { logChoice, type ModelChoice, terminalAccount } from '../../store/model-choices.ts'
import { CommandRefused } from '../failure.ts'
import { hasDatabase, settingsFrom } from '../house.ts'
import { type Comparison, compareModels } from '../model/compare.ts'
import { readLabelled } from '../model/labelled-file.ts'
import { readModel } from '../model/model-file.ts'
import { Shelf } from '../model/shelf.ts'
import { flagsOf, inHouse, type SettingOptions } from '../options.ts'
import { print, printJson, sentence, tell } from '../terminal.ts'

interface ShelfFlags extends SettingOptions {
  readonly json?: boolean
}

interface UseFlags extends ShelfFlags {
  readonly reason: string
}

export function addModel(program: Command): void {
  const model = program.command('model').description('text models: look at one, compare two, choose the one in use')
  model.addHelpText('after', '\nExample:\n  huying model use city.model')
  addShow(model)
  addList(model)
  addUse(model)
  addCompare(model)
}

function addShow(parent: Command): void {
  parent
    .command('show <file>')
    .description('the model card: data, scores per label, confusion, calibration, threshold')
    .option('--json', 'print the card as JSON')
    .addHelpText('after', '\nExample:\n  huying model show city.model')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const { card } = await readModel(file)
      if (json) return printJson(card)
      const { scores, abstention } = card
      print(`${card.name}: ${card.messages} messages, ${card.labels.length} labels, trained ${card.trainedAt}`)
      print(`learned from ${card.source}; seed ${card.seed}; words by ICU ${card.dictionary}`)
      print(`by ${card.folds}-fold cross-validation on its own data:`)
      print(`  macro-F1 ${percent(scores.macroF1)}, accuracy ${percent(scores.accuracy)}`)
      print(`  expected calibration error ${percent(scores.calibrationError)}`)
      print(
        `  from confidence ${abstention.threshold.toFixed(3)} on it answers ${percent(abstention.coverage)}, ${percent(abstention.right)} of it right`,
      )
      for (const one of scores.labels) {
        print(`  ${percent(one.f1).padStart(7)}  ${String(one.messages).padStart(6)} messages  ${one.label}`)
      }
    })
}

function addList(parent: Command): void {
  parent
    .command('list')
    .description('the models in the data folder; the one in use is marked')
    .option('--data <folder>', 'data folder (HUYING_DATA)')
    .option('--json', 'print the list as JSON')
    .addHelpText('after', '\nExample:\n  huying model list')
    .action(async (options: ShelfFlags) => {
      const models = (await shelfOf(options).list()).map(({ file, bytes, active, model, fault }) => ({
        file,
        bytes,
        active,
        name: model?.name ?? null,
        trainedAt: model?.card.trainedAt ?? null,
        messages: model?.card.messages ?? null,
        macroF1: model?.card.scores.macroF1 ?? null,
        fault,
      }))
      if (options.json) return printJson({ count: models.length, models })
      if (models.length === 0) print(sentence('model.none'))
      for (const one of models) {
        const what = one.fault === null ? `${one.name}, ${one.trainedAt}, macro-F1 ${percent(one.macroF1)}` : one.fault
        print(`${one.active ? '*' : ' '} ${one.file}  ${what}`)
      }
    })
}

function addUse(parent: Command): void {
  parent
    .command('use <file>')
    .description(
      'take a model in and use it; `none` goes back to keywords alone. Running servers follow within seconds',
    )
    .option('--data <folder>', 'data folder (HUYING_DATA)')
    .option('--reason <text>', 'why, kept beside the choice', 'at the terminal')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying model use city.model --reason "better on last month"')
    .action(async (path: string, options: UseFlags) => {
      const shelf = shelfOf(options)
      if (path === 'none') {
        await writeDown({ file: null, name: null }, options)
        await shelf.takeOut()
        if (options.json) printJson({ active: null })
        else print(sentence('model.not-used'))
        return
      }
      const { file, model } = await shelf.takeIn(path)
      await writeDown({ file, name: model.name }, options)
      await shelf.point(file)
      if (options.json) printJson({ active: file, name: model.name })
      else print(sentence('model.used', { name: model.name, file }))
    })
}

/** Written down first, as the desk does: what cannot be logged is not done. An installation without a database has nowhere to. */
async function writeDown(choice: Pick<ModelChoice, 'file' | 'name'>, options: UseFlags): Promise<void> {
  const { settings } = settingsFrom(flagsOf(options))
  if (!hasDatabase(settings)) return
  await inHouse(options, async ({ ownerPool, clock }) => {
    const accountId = await terminalAccount(ownerPool, userInfo().username)
    await logChoice(ownerPool, { ...choice, accountId, reason: options.reason, at: clock.now() })
  })
}

function addCompare(parent: Command): void {
  parent
    .command('compare <old> <new>')
    .description('two models side by side on labelled messages, before switching')
    .requiredOption(
      '--input <file>',
      'labelled messages, JSON Lines in UTF-8; best those that neither has learned from',
    )
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying model compare city.model new.model --input labelled.jsonl')
    .action(async (before: string, after: string, { input, json }: { input: string; json?: boolean }) => {
      const { examples, rejected } = await readLabelled(input)
      for (const { line, reason } of rejected) tell(`${input}:${line}: ${reason}`)
      if (examples.length === 0) throw new CommandRefused('training.no-examples')
      const comparison = compareModels(await readModel(before), await readModel(after), examples)
      if (json) printJson({ ...comparison, rejected: rejected.length })
      else describe(comparison)
    })
}

function shelfOf(options: SettingOptions): Shelf {
  return new Shelf(settingsFrom(flagsOf(options)).settings.data)
}

const MOST = 20

function describe(comparison: Comparison): void {
  const { messages, agree, mended, broken, changes } = comparison
  const row = (what: string, before: string, after: string) =>
    print(`  ${before.padStart(9)} ${after.padStart(9)}  ${what}`)
  print(`${messages} messages: both say the same of ${agree}; ${mended} mended, ${broken} broken`)
  row('', 'old', 'new')
  for (const what of ['macroF1', 'accuracy', 'calibrationError', 'coverage', 'rightAboveThreshold'] as const) {
    row(what, percent(comparison.old[what]), percent(comparison.new[what]))
  }
  comparison.old.labels.forEach(({ label, f1 }, place) => {
    row(label, percent(f1), percent(comparison.new.labels[place]?.f1 ?? null))
  })
  for (const one of changes.slice(0, MOST)) print(`  ${one.uid}: ${one.before} → ${one.after} (true: ${one.truth})`)
  if (changes.length > MOST) print(`  … and ${changes.length - MOST} more; --json has them all`)
}

function percent(value: number | null): string {
  return value === null ? '—' : `${(100 * value).toFixed(2)} %`
}
