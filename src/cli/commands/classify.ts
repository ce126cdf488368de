import type { Command } from 'commander'
import { classifyFile } from '../model/classify-file.ts'
import { readModel } from '../model/model-file.ts'
import { makeProgress, print, printJson, tell } from '../terminal.ts'

interface ClassifyFlags {
  readonly model: string
  readonly input: string
  readonly output: string
  readonly explain?: boolean
  readonly json?: boolean
}

export function addClassify(program: Command): void {
  program
    .command('classify')
    .description('label messages with a text model, a line out for every line in')
    .requiredOption('--model <file>', 'a model that `huying train` made')
    .requiredOption('--input <file>', 'the messages, JSON Lines in UTF-8: uid, text, title')
    .requiredOption('--output <file>', 'where the labels go: uid, label, confidence, abstained, second')
    .option('--explain', 'add the phrases that weighed most')
    .option('--json', 'print the counts as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  huying classify --model city.model --input messages.jsonl --output labels.jsonl',
    )
    .action(async ({ model: path, input, output, explain, json }: ClassifyFlags) => {
      const model = await readModel(path)
      const bar = makeProgress('classify')
      const started = performance.now()
      const { faults, ...counts } = await classifyFile(input, output, model, {
        explain: explain === true,
        onProgress: bar.update,
      }).finally(() => bar.stop())
      const outcome = { ...counts, seconds: Math.round(performance.now() - started) / 1000 }
      for (const { line, reason } of faults) tell(`${input}:${line}: ${reason}`)
      if (json) printJson({ ...outcome, faults })
      else
        print(
          `read ${outcome.read}, abstained ${outcome.abstained}, rejected ${outcome.rejected}, in ${outcome.seconds} s`,
        )
    })
}
