import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parseMapping } from './mapping.ts'

const GOOD = await readFile(new URL('../../../mappings/baltimore.yaml', import.meta.url), 'utf8')

const faultsOf = (text: string) => {
  const parsed = parseMapping(text)
  return parsed.ok ? [] : parsed.faults
}

describe('a mapping', () => {
  it.each(['baltimore', 'nyc'])('%s reads', async (name) => {
    const text = await readFile(new URL(`../../../mappings/${name}.yaml`, import.meta.url), 'utf8')
    expect(parseMapping(text)).toMatchObject({ ok: true, mapping: { system: name, zone: 'America/New_York' } })
  })

  it('with a key that nobody knows is refused with the line of the key', () => {
    const line = GOOD.split('\n').findIndex((one) => one.includes('closed:')) + 1
    const faults = faultsOf(GOOD.replace('  closed:', '  closd:'))
    expect(faults).toContainEqual({ line, message: 'unknown key "closd"' })
    expect(faults.some(({ message }) => message.startsWith('columns.closed'))).toBe(true)
  })

  it('names what is missing or wrong with its line', () => {
    expect(faultsOf(GOOD.replace('America/New_York', 'America/Nowhere'))).toEqual([
      {
        line: GOOD.split('\n').findIndex((one) => one.startsWith('zone:')) + 1,
        message: expect.stringMatching(/^zone: /),
      },
    ])
    expect(faultsOf('')).toEqual([{ line: 1, message: expect.any(String) }])
    expect(faultsOf('system: [')[0]?.line).toBe(1)
  })
})
