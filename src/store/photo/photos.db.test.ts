import { hash } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRuledDatabase, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { REQUESTS, type TicketRequest } from '../../contract/ticket/request.ts'
import type { Actor } from '../../domain/ticket/events.ts'
import { backup } from '../backup/backup.ts'
import { restore } from '../backup/restore.ts'
import { forgetTicket, listForgotten } from '../forget.ts'
import { TicketNumbers } from '../ticket/numbers.ts'
import { TicketLog } from '../ticket/ticket-log.ts'
import { verifyDatabase } from '../verification/verify-database.ts'
import { type PhotoFiles, photoFolder } from './photo-files.ts'
import { PhotoVault, removeForgotten } from './photo-vault.ts'
import { nameOf, photosOf, type TakenPhoto } from './ticket-photos.ts'

const NOW = '2026-10-19T02:00:00.000Z'
const REQUESTER: Actor = { kind: 'requester', person: null, via: 'web' }

let folder: string
let database: RuledDatabase
let files: PhotoFiles
let vault: PhotoVault
let log: TicketLog

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-photos-'))
  database = await createRuledDatabase()
  files = photoFolder(join(folder, 'photos'))
  const { writer: pool, keys, rulebook } = database
  vault = new PhotoVault({ pool, keys, files })
  const numbers = new TicketNumbers(pool, rulebook.inForce(NOW).calendar)
  log = new TicketLog({ pool, keys, rulebook, numbers, risksIn: () => [], photos: vault })
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

function taken(content: string): TakenPhoto {
  const full = Buffer.from(`full ${content}`)
  const about = {
    width: 4,
    height: 3,
    bytes: full.length,
    sha256: hash('sha256', full, 'hex'),
    print: '00ff00ff00ff00ff',
  }
  return { full, small: Buffer.from(`small ${content}`), about }
}

function registration(uploads: readonly string[]): TicketRequest {
  return {
    type: 'register',
    body: REQUESTS.register.parse({ channel: 'web', words: '路灯不亮', photos: uploads.map((upload) => ({ upload })) }),
  }
}

async function registered(...contents: string[]): Promise<{ ticketId: string; photos: string[] }> {
  const ticketId = uuidv7()
  const uploads = await Promise.all(contents.map((one) => vault.keep(taken(one), `ticket/${ticketId}`, NOW)))
  const result = await log.submit({ ticketId, key: ticketId, actor: REQUESTER, ...registration(uploads) }, NOW)
  expect(result.ok, JSON.stringify(result)).toBe(true)
  const { rows } = await database.pool.query<{ opening: string }>('select opening from event where ticket_id = $1', [
    ticketId,
  ])
  return {
    ticketId,
    photos: [...JSON.stringify(rows).matchAll(/\\"photo\\":\\"([\w-]{43})/g)].map((one) => one[1] ?? ''),
  }
}

const verify = (target: RuledDatabase = database, from: PhotoFiles = files) =>
  verifyDatabase(target.pool, target.keys, { rulebook: target.rulebook, photos: { files: from } })

async function allFiles(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
}

describe('the folder', () => {
  it('holds ciphertext only, for its owner only, and nothing half-written', async () => {
    const { ticketId, photos } = await registered('a face')
    expect((await vault.read(ticketId, photos[0] ?? '', 'full'))?.toString()).toBe('full a face')
    expect((await vault.read(ticketId, photos[0] ?? '', 'small'))?.toString()).toBe('small a face')
    for (const path of await allFiles()) {
      expect(path).not.toContain('.part')
      expect((await readFile(path)).includes('a face')).toBe(false)
      expect((await stat(path)).mode & 0o077).toBe(0)
    }
  })

  it('takes no name that climbs out of it', async () => {
    for (const name of ['../keys/master.key', 'ticket/../../x', '/etc/passwd', '', 'a//b']) {
      await expect(files.get(name)).rejects.toThrow('name')
    }
  })

  it('that cannot be written to is a coded error, and the command is not done', async () => {
    const denied = photoFolder(join(folder, 'photos', 'blocked'))
    await writeFile(join(folder, 'photos', 'blocked'), 'a file where a folder should be')
    await expect(denied.put('ticket/aa/x.full', Buffer.of(1))).rejects.toMatchObject({ code: 'photo.store-denied' })
    await rm(join(folder, 'photos', 'blocked'))
    const ticketId = uuidv7()
    const upload = await vault.keep(taken('lost'), `ticket/${ticketId}`, NOW)
    await rm(join(folder, 'photos', 'waiting', `${upload}.full`))
    const submitted = log.submit({ ticketId, key: ticketId, actor: REQUESTER, ...registration([upload]) }, NOW)
    await expect(submitted).rejects.toMatchObject({ code: 'photo.none' })
    const { rows } = await database.pool.query('select from ticket where ticket_id = $1', [ticketId])
    expect(rows).toEqual([])
    await chmod(folder, 0o700)
  })
})

describe('a command with photos', () => {
  it('twice at once is one ticket with one set of photos', async () => {
    const ticketId = uuidv7()
    const upload = await vault.keep(taken('twice'), `ticket/${ticketId}`, NOW)
    const once = () => log.submit({ ticketId, key: ticketId, actor: REQUESTER, ...registration([upload]) }, NOW)
    const results = await Promise.all([once(), once(), once()])
    expect(results.map((one) => one.ok)).toEqual([true, true, true])
    const { rows } = await database.pool.query('select photo from ticket_photo where ticket_id = $1', [ticketId])
    expect(rows).toHaveLength(1)
    expect((await vault.read(ticketId, rows[0].photo, 'full'))?.toString()).toBe('full twice')
    // The files of those that came second lie there under names that no log knows, until the upload expires.
    await vault.clearExpired('2026-10-21T00:00:00.000Z')
    const left = (await allFiles()).filter((path) => path.includes(ticketId))
    expect(left.map((path) => path.split('/').at(-1)).toSorted()).toEqual([
      `${rows[0].photo}.full`,
      `${rows[0].photo}.small`,
    ])
  })

  it('of somebody else is refused, and so is one that expired', async () => {
    const ticketId = uuidv7()
    const others = await vault.keep(taken('others'), 'account/zhang', NOW)
    const old = await vault.keep(taken('old'), `ticket/${ticketId}`, '2026-10-17T00:00:00.000Z')
    for (const upload of [others, old, uuidv7()]) {
      const result = await log.submit({ ticketId, key: uuidv7(), actor: REQUESTER, ...registration([upload]) }, NOW)
      expect(result).toMatchObject({ ok: false, rejection: { code: 'photo.unknown' } })
    }
  })

  it('is in an event as one commitment, and is read again from it', async () => {
    const { ticketId, photos } = await registered('one', 'two', 'one')
    expect(photos).toHaveLength(2)
    const { rows } = await database.pool.query<{ bytes: string }>('select bytes from event where ticket_id = $1', [
      ticketId,
    ])
    for (const photo of photos) expect(JSON.stringify(rows)).not.toContain(photo)
    expect(photosOf({ type: 'urged', data: { times: 1, note: null } } as never)).toEqual([])
  })
})

describe('verification', () => {
  it('names the photo that was changed, moved or taken away', async () => {
    const { ticketId, photos } = await registered('v1', 'v2', 'v3')
    expect(await verify()).toMatchObject({ faultCount: 0 })
    const [one = '', two = '', three = ''] = photos
    const other = await registered('v4')
    const path = (id: string, photo: string) => join(folder, 'photos', nameOf(id, photo, 'full'))
    const kept = await Promise.all(photos.map((photo) => readFile(path(ticketId, photo))))
    const flipped = Buffer.from(kept[0] ?? [])
    flipped[33] = (flipped[33] ?? 0) ^ 1
    await writeFile(path(ticketId, one), flipped)
    await rm(path(ticketId, two))
    await writeFile(path(ticketId, three), await readFile(path(other.ticketId, other.photos[0] ?? '')))
    const { faults } = await verify()
    expect(faults).toEqual([
      { code: 'photo.differs', facts: { ticket: ticketId, version: 1, photo: one } },
      { code: 'photo.missing', facts: { ticket: ticketId, version: 1, photo: two } },
      { code: 'photo.differs', facts: { ticket: ticketId, version: 1, photo: three } },
    ])
    for (const [index, photo] of photos.entries()) await writeFile(path(ticketId, photo), kept[index] ?? '')
    expect(await verify()).toMatchObject({ faultCount: 0 })
  })

  it('names a row that no event brought', async () => {
    const { ticketId } = await registered('v5')
    await database.pool.query(`insert into ticket_photo (ticket_id, photo, sealed) values ($1, 'put-in', '')`, [
      ticketId,
    ])
    expect((await verify()).faults).toEqual([
      { code: 'row.surplus', facts: { ticket: ticketId, table: 'ticket_photo', row: 'put-in' } },
    ])
    await database.pool.query(`delete from ticket_photo where photo = 'put-in'`)
  })
})

describe('forgetting', () => {
  it('takes key, row, files and the upload that waited; the log still verifies', async () => {
    const { ticketId, photos } = await registered('f1')
    const photo = photos[0] ?? ''
    expect(await forgetTicket(database.writer, ticketId, NOW)).toBe(true)
    expect(await vault.read(ticketId, photo, 'full')).toBeNull()
    await removeForgotten(database.writer, files, ticketId)
    await removeForgotten(database.writer, files, ticketId)
    expect((await allFiles()).filter((path) => path.includes(ticketId))).toEqual([])
    const { rows } = await database.pool.query(`select from photo_claim where ticket_id = $1`, [ticketId])
    expect(rows).toEqual([])
    expect(await verify()).toMatchObject({ faultCount: 0 })
  })
})

describe('a backup', () => {
  async function inEmpty<T>(work: (target: RuledDatabase, into: PhotoFiles, at: string) => Promise<T>): Promise<T> {
    const at = await mkdtemp(join(tmpdir(), 'huying-restored-'))
    const target = await createRuledDatabase(database.keys)
    try {
      return await work(target, photoFolder(at), at)
    } finally {
      await target.drop()
      await rm(at, { recursive: true, force: true })
    }
  }

  it('holds the photos, still encrypted; a restore gives them back, but not those forgotten since', async () => {
    const [kept, gone] = [await registered('b1', 'b2'), await registered('b3')]
    const path = join(folder, 'city.huying')
    const manifest = await backup(database.pool, path, { master: database.keys.master, at: NOW, photos: files })
    expect(manifest.photos?.missing).toEqual([])
    expect((await readFile(path)).includes('full b1')).toBe(false)
    await forgetTicket(database.writer, gone.ticketId, NOW)
    const forgotten = await listForgotten(database.pool)
    await inEmpty(async (target, photos, at) => {
      const { rulebook, keys, pool } = target
      const { verification } = await restore(pool, path, keys, { rulebook, forgotten, photos })
      expect(verification.photos).toBeGreaterThanOrEqual(2)
      const restored = new PhotoVault({ pool, keys, files: photos })
      expect((await restored.read(kept.ticketId, kept.photos[1] ?? '', 'full'))?.toString()).toBe('full b2')
      const names = (await readdir(at, { recursive: true })).join(' ')
      expect(names).toContain(kept.photos[0])
      expect(names).not.toContain(gone.ticketId)
    })
  })

  it('that is damaged in its photos restores nothing, and leaves no file', async () => {
    const path = join(folder, 'damaged.huying')
    const manifest = await backup(database.pool, path, { master: database.keys.master, at: NOW, photos: files })
    const bytes = await readFile(path)
    const at = (manifest.photos?.offset ?? 0) + (manifest.photos?.bytes ?? 0) - 3
    bytes[at] = (bytes[at] ?? 0) ^ 1
    await writeFile(path, bytes)
    await inEmpty(async (target, photos, folderOf) => {
      const { rulebook, keys, pool } = target
      const restoring = restore(pool, path, keys, { rulebook, photos })
      await expect(restoring).rejects.toMatchObject({ code: 'backup.damaged', facts: { part: 'photos' } })
      const left = (await readdir(folderOf, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
      expect(left).toEqual([])
      const { rows } = await pool.query('select from ticket')
      expect(rows).toEqual([])
    })
  })

  it('says which file was gone already, and is restored without it', async () => {
    const { ticketId, photos } = await registered('b4')
    const lost = nameOf(ticketId, photos[0] ?? '', 'full')
    await files.remove(lost)
    const path = join(folder, 'lost.huying')
    const manifest = await backup(database.pool, path, { master: database.keys.master, at: NOW, photos: files })
    expect(manifest.photos?.missing).toEqual([lost])
    await inEmpty(async (target, into) => {
      const { rulebook, keys, pool } = target
      await expect(restore(pool, path, keys, { rulebook, photos: into })).resolves.toMatchObject({
        manifest: { format: 2 },
      })
      expect((await verify(target, into)).faults.map((one) => one.code)).toEqual(['photo.missing'])
    })
  })
})
