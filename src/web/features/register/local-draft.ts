const DATABASE = 'huying-drafts'
const STORE = 'draft'
const KEY_ID = 'key'

interface Kept {
  readonly iv: Uint8Array<ArrayBuffer>
  readonly sealed: ArrayBuffer
}

export interface LocalDraft {
  readonly draftId: string
  readonly form: Record<string, unknown>
  readonly savedAt: string
}

/**
 * What the server could not take yet, kept in this browser until it can: encrypted under a key that no script can read out, for
 * one account only. Where the page is not secure (no crypto.subtle) nothing is kept here.
 */
export async function keepHere(account: string, draft: LocalDraft): Promise<boolean> {
  const database = await open()
  if (!database) return false
  const key = await keyOf(database)
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    key,
    new TextEncoder().encode(JSON.stringify(draft)),
  )
  await done(write(database).put({ iv, sealed } satisfies Kept, nameOf(account, draft.draftId)))
  database.close()
  return true
}

export async function dropHere(account: string, draftId: string): Promise<void> {
  const database = await open()
  if (!database) return
  await done(write(database).delete(nameOf(account, draftId)))
  database.close()
}

export async function listHere(account: string): Promise<LocalDraft[]> {
  const database = await open()
  if (!database) return []
  const key = await keyOf(database)
  const range = IDBKeyRange.bound(`${account}/`, `${account}0`, false, true)
  const kept = await done(database.transaction(STORE).objectStore(STORE).getAll(range) as IDBRequest<Kept[]>)
  database.close()
  const drafts: LocalDraft[] = []
  for (const { iv, sealed } of kept) {
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed).catch(() => null)
    if (text) drafts.push(JSON.parse(new TextDecoder().decode(text)) as LocalDraft)
  }
  return drafts
}

function nameOf(account: string, draftId: string): string {
  return `${account}/${draftId}`
}

function write(database: IDBDatabase): IDBObjectStore {
  return database.transaction(STORE, 'readwrite').objectStore(STORE)
}

async function open(): Promise<IDBDatabase | null> {
  if (!('indexedDB' in globalThis) || !globalThis.crypto?.subtle) return null
  const opening = indexedDB.open(DATABASE, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
  return done(opening).catch(() => null)
}

async function keyOf(database: IDBDatabase): Promise<CryptoKey> {
  const known = await done(
    database.transaction(STORE).objectStore(STORE).get(KEY_ID) as IDBRequest<CryptoKey | undefined>,
  )
  if (known) return known
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  await done(write(database).put(made, KEY_ID))
  return made
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('indexed database'))
  })
}
