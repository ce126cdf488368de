import { createHash, sign } from 'node:crypto'
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generatedMonth, KEY, line } from '../../../tests/bundle/generated-month.ts'
import { type Verified, verifyBundle } from '../../../tests/bundle/verifier.ts'
import { canonical } from '../../store/log/canonical.ts'
import { exportPublicKey, fingerprint, newSealKeyPair } from '../../store/log/seal.ts'
import { writeBundle } from './write-bundle.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)

let root: string
let whole: string
let names: readonly string[]
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hy-faults-'))
  whole = join(root, 'whole')
  // A month with earlier ones, sums and open answers: every file has something in it.
  const months = fc.sample(generatedMonth, { numRuns: 100, seed: 12345 })
  const month = months.find(({ frame, run }) => frame.previous.length > 1 && run.counted > 35)
  if (!month) throw new Error('no month that is rich enough')
  const { withheld } = await writeBundle(whole, { ...month, status: 'draft', smallestGroup: 3, seal: KEY })
  expect(withheld).toBeGreaterThan(0)
  names = await readdir(whole)
})
afterAll(() => rm(root, { recursive: true, force: true }))

let next = 0
/** A copy in which something was done. */
async function tampered(change: (folder: string) => Promise<unknown>): Promise<Verified> {
  const folder = join(root, String(next++))
  await cp(whole, folder, { recursive: true })
  await change(folder)
  const verified = await verifyBundle(folder)
  await rm(folder, { recursive: true, force: true })
  return verified
}

const fingerprintOfKey = fingerprint(KEY.publicKey)

/** Changes a file and signs everything anew, as somebody with the key could. */
async function forged(name: string, change: (text: string) => string, key = KEY): Promise<Verified> {
  return tampered((folder) => forge(folder, name, change, key))
}

async function forge(folder: string, name: string, change: (text: string) => string, key = KEY): Promise<void> {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as {
    files: { name: string; bytes: number; sha256: string }[]
  }
  const text = change(await readFile(join(folder, name), 'utf8'))
  await writeFile(join(folder, name), text)
  for (const entry of manifest.files) {
    if (entry.name !== name) continue
    entry.bytes = Buffer.byteLength(text)
    entry.sha256 = createHash('sha256').update(text).digest('hex')
  }
  const bytes = name === 'manifest.json' ? Buffer.from(text) : Buffer.from(line(manifest))
  await writeFile(join(folder, 'manifest.json'), bytes)
  const signature = sign(null, bytes, key.privateKey).toString('base64url')
  const publicKey = exportPublicKey(key.publicKey)
  await writeFile(
    join(folder, 'signature.json'),
    line({ fingerprint: fingerprint(key.publicKey), publicKey, signature }),
  )
}

const wheres = ({ faults }: Verified) => faults.map(({ where }) => where).join(' | ')

describe('a bundle as it was written', () => {
  it('is whole, and names who signed it', async () => {
    const verified = await verifyBundle(whole)
    expect(verified).toMatchObject({ faultCount: 0, signers: [fingerprintOfKey] })
    expect(names.length).toBeLessThanOrEqual(15)
    expect(await verifyBundle(whole, [fingerprintOfKey])).toMatchObject({ faultCount: 0 })
  })

  it('has the one text that its content allows, in every file', async () => {
    for (const name of names) {
      const text = await readFile(join(whole, name), 'utf8')
      expect(text.endsWith('\n'), name).toBe(true)
      const lines = text.slice(0, -1).split('\n')
      if (name.endsWith('.md')) continue
      for (const one of lines) expect(canonical(JSON.parse(one)), name).toBe(one)
    }
  })
})

describe('one changed byte', () => {
  it('is found wherever it is, and its file is named', async () => {
    const place = fc.tuple(fc.constantFrom(...names), fc.nat(), fc.integer({ min: 1, max: 255 }))
    await fc.assert(
      fc.asyncProperty(place, async ([name, at, difference]) => {
        const verified = await tampered(async (folder) => {
          const bytes = await readFile(join(folder, name))
          const index = at % bytes.length
          bytes[index] = (bytes[index] ?? 0) ^ difference
          await writeFile(join(folder, name), bytes)
        })
        expect(verified.faultCount).toBeGreaterThan(0)
        // A change in the signature may show as a manifest that it does not fit.
        const named = name === 'signature.json' ? ['signature.json', 'manifest.json'] : [name]
        expect(named.some((one) => wheres(verified).includes(one))).toBe(true)
      }),
      { numRuns },
    )
  }, 1_800_000)

  it('in a line names the line', async () => {
    const verified = await tampered(async (folder) => {
      const text = await readFile(join(folder, 'lines.jsonl'), 'utf8')
      await writeFile(join(folder, 'lines.jsonl'), text.replace('"role":"lead"', '"role":"leaf"'))
    })
    expect(verified.faults[0]?.where).toMatch(/^lines\.jsonl \d+$/)
  })
})

describe('somebody who signs anew', () => {
  it('with another key is refused when the key is known, and named in any case', async () => {
    const other = newSealKeyPair()
    const folder = join(root, 'other')
    await cp(whole, folder, { recursive: true })
    await forge(folder, 'README.md', (text) => text, other)
    const unasked = await verifyBundle(folder)
    expect(unasked.faultCount).toBe(0)
    expect(unasked.signers).toContain(fingerprint(other.publicKey))
    const asked = await verifyBundle(folder, [fingerprintOfKey])
    expect(asked.faultCount).toBe(1)
    expect(asked.faults[0]?.en).toContain(fingerprint(other.publicKey))
  })

  it('with the very key cannot change an answer, a figure, a rule or a rank unseen', async () => {
    const first = (text: string, from: RegExp, to: string) => {
      const changed = text.replace(from, to)
      expect(changed).not.toBe(text)
      return changed
    }
    const lines = await forged('lines.jsonl', (text) => first(text, /\["?\w+"?,"yes"/, '[true,"no"'))
    expect(wheres(lines)).toContain('lines.jsonl')
    const figure = await forged('run.json', (text) => first(text, /"contacted":"\d+/, '"contacted":"99999'))
    expect(wheres(figure)).toMatch(/run\.json [sd]\d .*counts\.contacted/)
    const rank = await forged('run.json', (text) => first(text, /"rank":\d+/, '"rank":77'))
    expect(wheres(rank)).toMatch(/run\.json [sd]\d .*rank/)
    const rule = await forged('frame.json', (text) => first(text, /"minimumSample":\d+/, '"minimumSample":999'))
    expect(rule.faultCount).toBeGreaterThan(0)
    const sum = await forged('sums.jsonl', (text) => first(text, /"lines":\d+/, '"lines":2000'))
    expect(wheres(sum)).toMatch(/sums\.jsonl [sd]\d/)
    const aside = await forged('set-aside.jsonl', (text) => first(text, /"after":\d+/, '"after":4000'))
    expect(wheres(aside)).toContain('set-aside.jsonl')
    const formula = await forged('frame.json', (text) => first(text, /"formula":"[^"]*"/, '"formula":"1 ÷ 0"'))
    expect(wheres(formula)).toContain('frame.json')
    const seal = await forged('seals.jsonl', (text) => text.split('\n').slice(1).join('\n'))
    expect(wheres(seal)).toContain('seals.jsonl')
  })

  it('cannot leave a line out, put one in twice, or show answers of a group too small', async () => {
    const missing = await forged('lines.jsonl', (text) => text.slice(text.indexOf('\n') + 1))
    expect(wheres(missing)).toContain('lines.jsonl')
    const twice = await forged('lines.jsonl', (text) => text.slice(0, text.indexOf('\n') + 1) + text)
    expect(wheres(twice)).toContain('lines.jsonl 2')
    const strict = await forged('manifest.json', (text) => text.replace('"smallestGroup":3', '"smallestGroup":900'))
    expect(wheres(strict)).toMatch(/lines\.jsonl|sums\.jsonl/)
  })
})

describe('a folder that is no bundle', () => {
  const cases: Readonly<Record<string, [(folder: string) => Promise<unknown>, string]>> = {
    'with a file missing': [(folder) => rm(join(folder, 'sums.jsonl')), 'sums.jsonl'],
    'with a file too many': [(folder) => writeFile(join(folder, 'more.txt'), 'x'), 'more.txt'],
    'with a link in it': [
      async (folder) => {
        await rm(join(folder, 'README.md'))
        await symlink('/etc/hostname', join(folder, 'README.md'))
      },
      'README.md',
    ],
    'with a folder for a file': [
      async (folder) => {
        await rm(join(folder, 'run.json'))
        await mkdir(join(folder, 'run.json'))
      },
      'run.json',
    ],
    'without a manifest': [(folder) => rm(join(folder, 'manifest.json')), 'manifest.json'],
    'whose manifest is not JSON': [(folder) => writeFile(join(folder, 'manifest.json'), 'hello\n'), 'manifest.json'],
    'whose manifest is no object': [(folder) => forge(folder, 'manifest.json', () => '7\n'), 'manifest.json'],
    'whose manifest is too deep': [
      (folder) => forge(folder, 'manifest.json', () => `${'['.repeat(100_000)}${']'.repeat(100_000)}\n`),
      'manifest.json',
    ],
    'whose manifest has a prototype': [
      (folder) => forge(folder, 'manifest.json', (text) => text.replace('{', '{"__proto__":{"lines":1},')),
      'manifest.json',
    ],
    'whose manifest leads elsewhere': [
      (folder) => forge(folder, 'manifest.json', (text) => text.replace('"README.md"', '"../README.md"')),
      'manifest.json',
    ],
    'with a number beyond all': [
      (folder) => forge(folder, 'frame.json', (text) => text.replace(/"decimals":\d/, '"decimals":1e999')),
      'frame.json',
    ],
    'with a huge share': [
      (folder) => forge(folder, 'lines.jsonl', (text) => text.replace('"share":"1"', `"share":"${'9'.repeat(1_500)}"`)),
      'lines.jsonl',
    ],
    'with a deep line': [
      (folder) => forge(folder, 'lines.jsonl', (text) => `${'['.repeat(50_000)}${']'.repeat(50_000)}\n${text}`),
      'lines.jsonl 1',
    ],
    'with a line that has no end': [(folder) => appendFile(join(folder, 'lines.jsonl'), 'x'), 'lines.jsonl'],
    'with bytes that are no text': [
      (folder) => writeFile(join(folder, 'frame.json'), Buffer.of(0xff, 0xfe, 0x0a)),
      'frame.json',
    ],
    'with a key that is none': [
      (folder) =>
        writeFile(
          join(folder, 'signature.json'),
          line({ fingerprint: fingerprintOfKey, publicKey: 'AAAA', signature: 'AAAA' }),
        ),
      'signature.json',
    ],
  }

  it.each(Object.entries(cases))('%s', async (_what, [change, where]) => {
    const verified = await tampered(change)
    expect(verified.faultCount).toBeGreaterThan(0)
    expect(wheres(verified)).toContain(where)
  })
})
