import type { Command } from 'commander'
import { type Flags, type House, openHouse, settingsFrom } from './house.ts'
import { tell } from './terminal.ts'

/** The settings every command takes as flags. */
export function withSettings(command: Command): Command {
  return command
    .option('--data <folder>', 'data folder (HUYING_DATA)')
    .option('--database-url <url>', 'an existing PostgreSQL (DATABASE_URL)')
    .option('--policy <name>', 'folder under policy/ (HUYING_POLICY)')
    .option('--master-key-file <file>', 'file that holds the master key (HUYING_MASTER_KEY_FILE)')
}

export interface SettingOptions {
  readonly data?: string
  readonly databaseUrl?: string
  readonly policy?: string
  readonly masterKeyFile?: string
  readonly port?: string
  readonly host?: string
  readonly demo?: string
  readonly logLevel?: string
}

export function flagsOf(options: SettingOptions): Flags {
  return {
    data: options.data,
    'database-url': options.databaseUrl,
    policy: options.policy,
    'master-key-file': options.masterKeyFile,
    port: options.port,
    host: options.host,
    demo: options.demo,
    'log-level': options.logLevel,
  }
}

/** Opens the house for one command and closes it whatever happens. */
export async function inHouse<T>(options: SettingOptions, work: (house: House) => Promise<T>): Promise<T> {
  const { settings } = settingsFrom(flagsOf(options))
  const house = await openHouse(settings, 'command', tell)
  try {
    return await work(house)
  } finally {
    await house.close()
  }
}
