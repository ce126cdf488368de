import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeProgram } from '../src/cli/program.ts'

it('lists every command of huying, and no other', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8')
  const section = /^## Commands\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? ''
  const listed = [...section.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  )
  expect(listed.sort()).toEqual(
    makeProgram()
      .commands.map((command) => command.name())
      .sort(),
  )
})

it('explains every setting in the guide to running it', () => {
  const read = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8')
  const variables = [...read('src/server/config.ts').matchAll(/variable: '([A-Z_]+)'/g)].map(([, name = '']) => name)
  expect(variables.length).toBeGreaterThan(20)
  const guide = read('docs/guides/run.md')
  expect(variables.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
})
