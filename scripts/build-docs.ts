import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { LIFECYCLE } from '../src/domain/ticket/lifecycle.ts'
import { PHASES } from '../src/domain/ticket/terms.ts'
import { STATUSES } from '../src/server/http/statuses.ts'
import { EN } from '../src/words/en.ts'
import { ZH } from '../src/words/zh.ts'

// Writes the pages of docs/reference that follow from the code; `--check` writes nothing and fails when one is out of date.

const WRITTEN = 'Written by `npm run docs:build` from the code; do not edit.'

function lifecyclePage(): string {
  const phases = PHASES.map(
    (phase) => `| \`${phase}\` | ${ZH[`phase.${phase}`] ?? ''} | ${EN[`phase.${phase}`] ?? ''} |`,
  )
  const list = (codes: readonly string[]) => codes.map((code) => `\`${code}\``).join(' ')
  const steps = LIFECYCLE.map(
    ({ command, from, to, ground }) =>
      `| \`${command}\` | ${ZH[`command.${command}`] ?? ''} | ${list(from)} | ${list(to)} | ${ground} |`,
  )
  return [
    '# The life of a ticket · 工单生命周期',
    `${WRITTEN} Source: \`src/domain/ticket/lifecycle.ts\`. \`same\` stays in its phase. Reg. = 《北京市接诉即办工作条例》 by theme; P = rule of practice, listed in the glossary. Windows and counts are policy data.`,
    `## Phases\n\n| phase | 中文 | English |\n| --- | --- | --- |\n${phases.join('\n')}`,
    `## Steps\n\n| command | 中文 | from | to | ground |\n| --- | --- | --- | --- | --- |\n${steps.join('\n')}`,
  ].join('\n\n')
}

function rejectionsPage(): string {
  const rows = Object.entries(STATUSES)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, status]) => `| <a id="${code}"></a>\`${code}\` | ${status} | ${ZH[code] ?? ''} | ${EN[code] ?? ''} |`)
  return [
    '# Rejections · 未能办理的原因',
    `${WRITTEN} Each is an RFC 9457 problem document with this code, its facts, and the sentence with the facts filled in. Statuses: \`src/server/http/statuses.ts\`; sentences: \`src/words\`.`,
    `| code | status | 中文 | English |\n| --- | --- | --- | --- |\n${rows.join('\n')}`,
  ].join('\n\n')
}

const root = join(import.meta.dirname, '..')
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const pages = { 'lifecycle.md': lifecyclePage(), 'rejections.md': rejectionsPage() }
await mkdir(join(root, 'docs', 'reference'), { recursive: true })
for (const [name, text] of Object.entries(pages)) {
  const path = join(root, 'docs', 'reference', name)
  if (!values.check) await writeFile(path, `${text}\n`)
  const isCurrent = `${text}\n` === (await readFile(path, 'utf8').catch(() => ''))
  if (isCurrent) continue
  console.error(`docs/reference/${name} is out of date: run \`npm run docs:build\``)
  process.exitCode = 1
}
