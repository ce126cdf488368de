/** What a model said of one message whose label is known. Numbers are places in the list of labels. */
export interface Verdict {
  readonly truth: number
  readonly said: number
  readonly confidence: number
}

export interface LabelScore {
  readonly label: string
  /** Messages that have this label. */
  readonly messages: number
  readonly precision: number | null
  readonly recall: number | null
  /** Null where no message has the label: nothing can be said. */
  readonly f1: number | null
}

export interface CalibrationRow {
  /** Confidences from `from` up to `to`. */
  readonly from: number
  readonly to: number
  readonly messages: number
  readonly meanConfidence: number
  readonly right: number
}

export interface Scores {
  readonly messages: number
  readonly accuracy: number
  /** Mean F1 of the labels that occur. */
  readonly macroF1: number
  readonly labels: readonly LabelScore[]
  /** `confusion[truth][said]`, in the order of `labels`. */
  readonly confusion: readonly (readonly number[])[]
  /** Mean distance between confidence and share of right answers, over 15 bins of equal width, weighed by messages. */
  readonly calibrationError: number
  readonly calibration: readonly CalibrationRow[]
}

/** How a threshold does: above it the model answers, below it a person looks. */
export interface Abstention {
  readonly threshold: number
  /** Share of all messages at or above the threshold. */
  readonly coverage: number
  /** Share of right answers among those; null where there are none. */
  readonly right: number | null
}

const BINS = 15

export function scoreVerdicts(labels: readonly string[], verdicts: readonly Verdict[]): Scores {
  const confusion = labels.map(() => labels.map(() => 0))
  for (const { truth, said } of verdicts) {
    const row = confusion[truth]
    if (row) row[said] = (row[said] ?? 0) + 1
  }
  const perLabel = labels.map((label, k): LabelScore => {
    const messages = sum(confusion[k] ?? [])
    const hits = confusion[k]?.[k] ?? 0
    const answers = sum(confusion.map((row) => row[k] ?? 0))
    return {
      label,
      messages,
      precision: answers === 0 ? null : hits / answers,
      recall: messages === 0 ? null : hits / messages,
      f1: messages === 0 ? null : (2 * hits) / (messages + answers),
    }
  })
  const known = perLabel.flatMap(({ f1 }) => (f1 === null ? [] : [f1]))
  const calibration = calibrate(verdicts)
  return {
    messages: verdicts.length,
    accuracy: share(verdicts),
    macroF1: known.length === 0 ? 0 : sum(known) / known.length,
    labels: perLabel,
    confusion,
    calibrationError:
      verdicts.length === 0
        ? 0
        : sum(calibration.map((row) => row.messages * Math.abs(row.meanConfidence - row.right))) / verdicts.length,
    calibration,
  }
}

function calibrate(verdicts: readonly Verdict[]): CalibrationRow[] {
  const bins: Verdict[][] = Array.from({ length: BINS }, () => [])
  for (const one of verdicts) bins[Math.min(BINS - 1, Math.floor(one.confidence * BINS))]?.push(one)
  return bins.flatMap((bin, place) =>
    bin.length === 0
      ? []
      : [
          {
            from: place / BINS,
            to: (place + 1) / BINS,
            messages: bin.length,
            meanConfidence: sum(bin.map((one) => one.confidence)) / bin.length,
            right: share(bin),
          },
        ],
  )
}

export function abstainBelow(threshold: number, verdicts: readonly Verdict[]): Abstention {
  const answered = verdicts.filter((one) => one.confidence >= threshold)
  return {
    threshold,
    coverage: verdicts.length === 0 ? 0 : answered.length / verdicts.length,
    right: answered.length === 0 ? null : share(answered),
  }
}

/** Fewer answers than this prove no share of right ones. */
const LEAST_EVIDENCE = 30

/**
 * The lowest threshold from which on the answers are right at least `goal` (0–1) of the time; 1 where none is, so that all
 * but the certain is left to people.
 */
export function chooseThreshold(verdicts: readonly Verdict[], goal: number): number {
  const sorted = verdicts.toSorted((a, b) => b.confidence - a.confidence)
  let hits = 0
  let chosen = 1
  sorted.forEach((one, place) => {
    if (one.truth === one.said) hits++
    // Equal confidences fall on the same side.
    if (sorted[place + 1]?.confidence === one.confidence) return
    if (place + 1 >= LEAST_EVIDENCE && hits / (place + 1) >= goal) chosen = one.confidence
  })
  return chosen
}

function share(verdicts: readonly Verdict[]): number {
  return verdicts.length === 0 ? 0 : verdicts.filter((one) => one.truth === one.said).length / verdicts.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
