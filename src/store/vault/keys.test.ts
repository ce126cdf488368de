import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkSeal, makeSeal } from '../log/seal.ts'
import { newKey } from './cipher.ts'
import { type Keys, loadKeys } from './keys.ts'

let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'huying-keys-'))
})

afterEach(async () => {
  await rm(dataDir, { recursive: true })
})

const codes = (keys: Keys) => keys.notices.map((notice) => notice.code)
const refusal = (code: string) => expect.objectContaining({ name: 'VaultError', code })
const masterPath = () => join(dataDir, 'keys', 'master.key')
const sealPath = () => join(dataDir, 'keys', 'seal.key')

describe('loadKeys', () => {
  it('makes both keys at the first start and finds them at the next', async () => {
    const made = await loadKeys({ dataDir })
    expect(codes(made)).toEqual(['keys.master-made', 'keys.seal-made'])
    expect(made.notices[0]?.facts['path']).toBe(masterPath())
    const found = await loadKeys({ dataDir })
    expect(codes(found)).toEqual(['keys.master-found', 'keys.seal-found'])
    expect(found.master).toEqual(made.master)
    expect(found.seal.fingerprint).toBe(made.seal.fingerprint)
    expect((await readdir(join(dataDir, 'keys'))).sort()).toEqual(['master.key', 'seal.key'])
    for (const path of [masterPath(), sealPath()]) expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await stat(join(dataDir, 'keys'))).mode & 0o777).toBe(0o700)
  })

  it('gives a seal key that signs', async () => {
    const { seal } = await loadKeys({ dataDir })
    const signed = makeSeal({ number: 1, day: '2026-10-19', heads: [], previous: null }, seal.privateKey)
    expect(checkSeal(signed, seal.publicKey, { previous: null })).toEqual([])
  })

  it('gives several first starts at once the same keys', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => loadKeys({ dataDir })))
    expect(new Set(all.map((keys) => keys.master.toString('hex'))).size).toBe(1)
    expect(new Set(all.map((keys) => keys.seal.fingerprint)).size).toBe(1)
  })

  it('takes the master key from the setting in hex, base64 and base64url, and writes it nowhere', async () => {
    const key = newKey()
    const first = await loadKeys({ dataDir, masterKey: key.toString('hex') })
    expect(codes(first)).toEqual(['keys.master-set', 'keys.seal-made'])
    for (const encoding of ['base64', 'base64url'] as const) {
      expect((await loadKeys({ dataDir, masterKey: ` ${key.toString(encoding)}\n` })).master).toEqual(key)
    }
    expect(await readdir(join(dataDir, 'keys'))).toEqual(['seal.key'])
    expect(await readFile(sealPath(), 'utf8')).not.toContain(key.toString('base64url'))
    expect(JSON.stringify(first.notices)).not.toContain(key.toString('hex'))
  })

  it('takes it from a file and warns when others may read that', async () => {
    const key = newKey()
    const masterKeyFile = join(dataDir, 'secret')
    await writeFile(masterKeyFile, `${key.toString('hex')}\n`, { mode: 0o600 })
    expect((await loadKeys({ dataDir, masterKeyFile })).master).toEqual(key)
    await chmod(masterKeyFile, 0o644)
    expect(codes(await loadKeys({ dataDir, masterKeyFile }))).toContain('keys.open-to-others')
  })

  it.each(['', 'short', 'ab'.repeat(31), 'zz'.repeat(32), `${'A'.repeat(43)}!`, 'A'.repeat(86)])(
    'refuses the master key %j',
    async (masterKey) => {
      await expect(loadKeys({ dataDir, masterKey })).rejects.toThrowError(refusal('keys.master-malformed'))
    },
  )

  it('refuses a file that is not there or is a folder', async () => {
    const missing = loadKeys({ dataDir, masterKeyFile: join(dataDir, 'none') })
    await expect(missing).rejects.toThrowError(refusal('keys.master-unreadable'))
    await expect(loadKeys({ dataDir, masterKeyFile: dataDir })).rejects.toThrowError(refusal('keys.master-unreadable'))
  })

  it('refuses a wrong master key for a seal key that is there', async () => {
    await loadKeys({ dataDir })
    const masterKey = newKey().toString('hex')
    await expect(loadKeys({ dataDir, masterKey })).rejects.toThrowError(refusal('keys.master-wrong'))
  })

  it('makes no new master key where a seal key shows that there was one', async () => {
    await loadKeys({ dataDir })
    await rm(masterPath())
    await expect(loadKeys({ dataDir })).rejects.toThrowError(refusal('keys.master-missing'))
  })

  it('refuses a damaged seal key', async () => {
    await loadKeys({ dataDir })
    await writeFile(sealPath(), 'AQID\n')
    await expect(loadKeys({ dataDir })).rejects.toThrowError(refusal('keys.seal-malformed'))
    await writeFile(sealPath(), '!!!\n')
    await expect(loadKeys({ dataDir })).rejects.toThrowError(refusal('keys.seal-malformed'))
  })

  it('says so when the data folder cannot hold keys', async () => {
    const file = join(dataDir, 'file')
    await writeFile(file, '')
    await expect(loadKeys({ dataDir: file })).rejects.toThrowError(refusal('keys.folder-unreadable'))
  })
})
