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
