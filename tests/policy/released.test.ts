import { readdir, readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { digestOfVersion } from '../../src/store/policy-files.ts'
import { POLICY_ROOT } from './shipped.ts'

const HOW_TO = `A released policy version never changes: tickets are judged by it for good.
To change a rule, copy the folder to a new version, change its id and effective_from, and add its line to policy/released.txt.`

async function released(): Promise<Map<string, string>> {
  const text = await readFile(`${POLICY_ROOT}released.txt`, 'utf8')
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]))
}

it('every version is released, and none has changed since', async () => {
  const folders = (await readdir(`${POLICY_ROOT}beijing`)).filter((name) => /^\d{4}-\d{2}/.test(name))
  const pinned = await released()
  expect([...pinned.keys()].toSorted()).toEqual(folders.map((name) => `beijing/${name}`).toSorted())
  for (const [id, digest] of pinned) {
    const now = await digestOfVersion(`${POLICY_ROOT}${id}`)
    expect(now, `${HOW_TO}\nline for this content: ${now}  ${id}`).toBe(digest)
  }
})
