import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { ModelComparison, ShelvedModelView } from '../../contract/http/models.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Example } from '../../intelligence/model/example.ts'
import type { TextModel } from '../../intelligence/model/model.ts'
import { abstainBelow, scoreVerdicts, type Verdict } from '../../intelligence/model/scores.ts'
import type { ModelShelf } from '../../server/model/shelf.ts'
import { systemCode } from '../../store/database/database-error.ts'
import type { ActiveModel } from './active-model.ts'
import { readLabelled } from './labelled-file.ts'
import type { Shelf } from './shelf.ts'

/** In the data folder beside the models: labelled messages that no model of this installation learns from. */
const VALIDATION = join('models', 'validation.jsonl')
/** After so many messages others have their turn: the server goes on answering. */
const A_TURN = 20
const MOST_CONFUSIONS = 20

type Reader = { readonly accountId: string; readonly at: Instant }

/** The shelf of models for the people at the desks: list, compare, put in use. */
export class DeskModels implements ModelShelf {
  private readonly parts: {
    readonly data: string
    readonly shelf: Shelf
    readonly active: Pick<ActiveModel, 'look'>
    /** What staff confirmed, where there is no file. */
    readonly tickets: (reader: Reader) => Promise<readonly Example[]>
  }

  constructor(parts: DeskModels['parts']) {
    this.parts = parts
  }

  async list(): Promise<ShelvedModelView[]> {
    return (await this.parts.shelf.list()).map(({ file, bytes, active, model, fault }) => ({
      file,
      bytes,
      active,
      fault,
      card: model && {
        name: model.name,
        trainedAt: model.card.trainedAt,
        source: model.card.source,
        messages: model.card.messages,
        labels: model.card.labels.length,
        accuracy: model.card.scores.accuracy,
        macroF1: model.card.scores.macroF1,
        calibrationError: model.card.scores.calibrationError,
        threshold: model.threshold,
      },
    }))
  }

  async compare(file: string, reader: Reader): Promise<ModelComparison | null> {
    const { shelf, data, tickets } = this.parts
    const fromFile = await readIfThere(join(data, VALIDATION))
    const examples = fromFile ?? (await tickets(reader))
    if (examples.length === 0) return null
    const active = await shelf.active()
    const old = active === null ? null : await shelf.load(active)
    return sideBySide(old, await shelf.load(file), examples, fromFile ? 'file' : 'tickets')
  }

  async use(file: string | null): Promise<void> {
    const { shelf, active } = this.parts
    if (file === null) await shelf.takeOut()
    else await shelf.point(file)
    await active.look()
  }
}

async function readIfThere(path: string): Promise<readonly Example[] | null> {
  try {
    return (await readLabelled(path)).examples
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}

async function sideBySide(
  old: TextModel | null,
  fresh: TextModel,
  examples: readonly Example[],
  source: ModelComparison['source'],
): Promise<ModelComparison> {
  const labels = [...new Set([...examples.map((one) => one.label), ...(old?.labels ?? []), ...fresh.labels])].sort()
  const number = new Map(labels.map((label, at) => [label, at]))
  const judge = async (model: TextModel): Promise<Verdict[]> => {
    const verdicts: Verdict[] = []
    for (const [at, example] of examples.entries()) {
      if (at % A_TURN === A_TURN - 1) await setImmediate()
      const { label, confidence } = model.classify(example)
      verdicts.push({ truth: number.get(example.label) ?? -1, said: number.get(label) ?? -1, confidence })
    }
    return verdicts
  }
  const before = old && (await judge(old))
  const after = await judge(fresh)
  const isRight = (one: Verdict | undefined) => one !== undefined && one.truth === one.said
  const side = (model: TextModel, verdicts: readonly Verdict[]) => {
    const scores = scoreVerdicts(labels, verdicts)
    const { coverage, right } = abstainBelow(model.threshold, verdicts)
    const { accuracy, macroF1, calibrationError, calibration } = scores
    const told = { name: model.name, accuracy, macroF1, calibrationError, coverage, rightAboveThreshold: right }
    return { scores, told: { ...told, calibration: calibration.filter((row) => row.messages > 0) } }
  }
  const [was, is] = [old && before && side(old, before), side(fresh, after)]
  const confusions = labels.flatMap((truth, row) =>
    labels.flatMap((said, column) => {
      const [one, two] = [was?.scores.confusion[row]?.[column] ?? 0, is.scores.confusion[row]?.[column] ?? 0]
      return row === column || one + two === 0 ? [] : [{ truth, said, old: one, new: two }]
    }),
  )
  return {
    messages: examples.length,
    source,
    old: was?.told ?? null,
    new: is.told,
    mended: before ? after.filter((one, at) => isRight(one) && !isRight(before[at])).length : 0,
    broken: before ? after.filter((one, at) => !isRight(one) && isRight(before[at])).length : 0,
    labels: is.scores.labels.flatMap(({ label, messages, f1 }, at) =>
      messages === 0
        ? []
        : [{ label, name: label, messages, f1: { old: was?.scores.labels[at]?.f1 ?? null, new: f1 } }],
    ),
    confusions: confusions.toSorted((a, b) => b.old + b.new - (a.old + a.new)).slice(0, MOST_CONFUSIONS),
  }
}
