import { writeFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { findTopics } from '../../intelligence/hotspots/topics.ts'
import { readRules } from '../../store/rules/load-rules.ts'
import { readStream } from '../hotspots/stream.ts'
import { policyFolder, settingsFrom } from '../house.ts'
import { flagsOf, type SettingOptions } from '../options.ts'
import { print, printJson, tell } from '../terminal.ts'

interface HotspotsFlags extends SettingOptions {
  readonly input: string
  readonly output?: string
  readonly least: number
  readonly json?: boolean
}

const SHOWN = 20

export function addHotspots(program: Command): void {
  program
    .command('hotspots')
    .description(
      'matters that several people raise in a stream of messages, hottest first, with what the heat is made of',
    )
    .requiredOption('--input <file>', 'the stream, JSON Lines in UTF-8: id, user, time, title, text, support, against')
    .option('--output <file>', 'a new JSON file for the topics')
    .option('--least <n>', 'fewest messages of a topic', atLeastOne, 2)
    .option('--policy <name>', 'folder under policy/ (HUYING_POLICY)')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying hotspots --input stream.jsonl --output topics.json')
    .action(async (options: HotspotsFlags) => {
      const { rulebook } = await readRules(policyFolder(settingsFrom(flagsOf(options)).settings))
      const latest = rulebook.versions.at(-1)
      if (!latest) throw new Error('the policy folder holds no version')
      const { messages, rejected } = await readStream(options.input, latest.calendar)
      const topics = findTopics(messages, { least: options.least }).map(
        ({ rank, title, members, places, people, heat, because }) => ({
          rank,
          title,
          ids: members.map((index) => messages[index]?.rawId),
          places,
          from: messages[members[0] ?? 0]?.rawTime,
          to: messages[members.at(-1) ?? 0]?.rawTime,
          people,
          heat,
          because,
        }),
      )
      if (options.output !== undefined) await writeFile(options.output, `${JSON.stringify(topics, null, 2)}\n`)
      const outcome = { read: messages.length + rejected.length, taken: messages.length, rejected: rejected.length }
      if (options.json) printJson({ ...outcome, topics: topics.length, faults: rejected })
      else {
        print(`read ${outcome.read} = taken ${outcome.taken} + rejected ${outcome.rejected}; ${topics.length} topics`)
        for (const { rank, heat, ids, people, title, places } of topics.slice(0, SHOWN)) {
          print(
            `${String(rank).padStart(4)}  ${heat.toFixed(1).padStart(6)}  ${ids.length} messages, ${people} people  ${title}  [${places.join(' · ')}]`,
          )
        }
        for (const { line, reason } of rejected) tell(`${options.input}:${line}: ${reason}`)
      }
    })
}

function atLeastOne(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1')
  return value
}
