import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { backup } from '../../store/backup/backup.ts'
import { restore } from '../../store/backup/restore.ts'
import { listForgotten, readForgottenFile } from '../../store/forget.ts'
import { writeFact } from '../../store/installation.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { makeProgress, print, printJson, tell } from '../terminal.ts'

interface BackupFlags extends SettingOptions {
  readonly json?: boolean
  readonly forgottenList?: string
}

export function addBackup(program: Command): void {
  withSettings(program.command('backup <file>'))
    .description(
      'copy the whole database and its photos, as they are now, into one new file; it never holds the master key',
    )
    .option('--forgotten-list <file>', 'also write who was forgotten, to give to a later restore of an older backup')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying backup /srv/backup/2026-10-19.huying')
    .action(async (file: string, options: BackupFlags) => {
      await inHouse(options, async ({ ownerPool, keys, clock, photoFiles }) => {
        const bar = makeProgress('backup')
        const at = clock.now()
        const manifest = await backup(ownerPool, file, {
          master: keys.master,
          at,
          photos: photoFiles,
          onProgress: bar.update,
        }).finally(() => bar.stop())
        const photos = manifest.photos?.files ?? 0
        const photosMissing = manifest.photos?.missing.length ?? 0
        if (options.forgottenList !== undefined) {
          const list = await listForgotten(ownerPool)
          await writeFile(options.forgottenList, list.map((one) => `${JSON.stringify(one)}\n`).join(''), {
            mode: 0o600,
          })
        }
        const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
        await writeFact(ownerPool, 'last-backup', { at, rows })
        if (options.json)
          printJson({ file, at, schema: manifest.schema, tables: manifest.tables.length, rows, photos, photosMissing })
        else {
          print(
            `${rows} rows of ${manifest.tables.length} tables and ${photos} photo files in ${file}; keep the master key elsewhere`,
          )
        }
        if (photosMissing > 0) tell(`${photosMissing} photo files were not there: huying verify names them`)
      })
    })
}

interface RestoreFlags extends SettingOptions {
  readonly json?: boolean
  readonly forgotten?: string
}

export function addRestore(program: Command): void {
  withSettings(program.command('restore <file>'))
    .description('fill an empty database from a backup and verify it; what fails leaves it empty')
    .option('--forgotten <file>', 'people and tickets that were forgotten after the backup was made')
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  huying restore /srv/backup/2026-10-19.huying --data /srv/new --master-key-file /srv/key/master.key',
    )
    .action(async (file: string, options: RestoreFlags) => {
      const forgotten = options.forgotten === undefined ? [] : await readForgottenFile(options.forgotten)
      await inHouse(options, async ({ ownerPool, keys, rulebook, photoFiles }) => {
        const copying = makeProgress('restore')
        const checking = makeProgress('verify')
        const { manifest, verification, forgottenAgain } = await restore(ownerPool, file, keys, {
          rulebook,
          forgotten,
          photos: photoFiles,
          onProgress: copying.update,
          onVerify: checking.update,
        }).finally(() => {
          copying.stop()
          checking.stop()
        })
        const { tickets, events, seals, faultCount } = verification
        const foreign = manifest.signers.filter((signer) => signer !== keys.seal.fingerprint)
        if (options.json) {
          printJson({
            file,
            at: manifest.at,
            tickets,
            events,
            seals,
            faults: faultCount,
            forgottenAgain,
            signers: foreign,
          })
          return
        }
        print(`${tickets} tickets, ${events} events, ${seals} seals as of ${manifest.at}; all of it verifies`)
        for (const signer of foreign) tell(`seals so far were signed by another key: huying verify --signer ${signer}`)
      })
    })
}
