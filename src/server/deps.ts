import type { Instant } from '../domain/kernel/instant.ts'
import type { TextModel } from '../intelligence/dispatch/opinion.ts'
import type { Outlines } from '../intelligence/place/outline.ts'
import type { Pool } from '../store/database/connect.ts'
import type { PhotoVault } from '../store/photo/photo-vault.ts'
import type { Rulebook } from '../store/rules/rulebook.ts'
import type { TicketLog } from '../store/ticket/ticket-log.ts'
import type { Keys } from '../store/vault/keys.ts'
import type { Settings } from './config.ts'
import type { MessageChannel } from './messages/channel.ts'
import type { ModelSettings } from './model/ask-model.ts'
import type { ModelShelf } from './model/shelf.ts'

/** Tells a category from words; null when it is not sure enough to decide. */
export type Classifier = (
  words: string,
  title: string | null,
) => { readonly category: string; readonly confidence: number } | null

/** The instant that counts: the wall clock, a simulated database's own clock, or a test's. */
export interface Clock {
  now(): Instant
}

/** How far a demo fill has come. */
export interface FillProgress {
  readonly filling: boolean
  readonly done: number
  readonly total: number
}

/** Where this server runs, for the pages of whoever operates it; never a key. */
export interface Operation {
  readonly dataFolder: string
  readonly version: string
  readonly masterFrom: 'setting' | 'file' | 'data-folder'
  readonly sealFingerprint: string
}

/** Everything the server is made of; cli wires it, tests wire their own. */
export interface ServerDeps {
  readonly settings: Pick<Settings, 'serviceKey' | 'logLevel' | 'host'> & Partial<Pick<Settings, 'telephonyKey'>>
  /** Runs commands; its role may append. */
  readonly pool: Pool
  /** Reads under row-level security; the same pool when absent. */
  readonly readerPool?: Pool
  readonly keys: Pick<Keys, 'master'>
  readonly rulebook: Rulebook
  readonly log: TicketLog
  readonly clock: Clock
  /** Keeps photos, the same one that the command handler asks; absent: this server takes none. */
  readonly photos?: PhotoVault
  readonly classify?: Classifier
  /** The trained text model in use; asked each time, because it may be switched. Absent or null: keywords alone. */
  readonly textModel?: () => TextModel | null
  /** The text models in the data folder; absent: they cannot be switched from a desk. */
  readonly models?: ModelShelf
  /** Outlines of the city's districts; absent or null: coordinates tell no district. */
  readonly outlines?: Outlines | null
  /** The folder of the built screens (`desk/` in it); read at each request, null while they are being built. */
  readonly webRoot?: string | null
  /** The folder of the published assessment bundles; absent: there are none. */
  readonly published?: string
  readonly progress?: () => FillProgress
  /** Absent: a simulated database shows messages on a page, others ask people to call (P14). */
  readonly channel?: MessageChannel
  /** What the telephone of a desk dials, with `{phone}` for the number (`tel:{phone}`); absent: there is none. */
  readonly dial?: string
  /** True where the database lives by a simulated clock; people must be told. */
  readonly simulated?: boolean
  /** Addresses of the database for LISTEN; absent: no live updates from other processes. */
  readonly listenUrl?: string
  /** Absent in tests of other things: health says that it cannot see the folder. */
  readonly operation?: Operation
  /** The model endpoint that the operator configured; absent: none. */
  readonly model?: ModelSettings
  /** Where log lines go; standard output when absent. */
  readonly logStream?: { write(line: string): void }
  /** Checks every answer against its declared shape; tests turn it on, because it costs time. */
  readonly checkAnswers?: boolean
  /** Behind a proxy that ends TLS: cookies are marked Secure and addresses come from the proxy. */
  readonly trustProxy?: boolean
}
