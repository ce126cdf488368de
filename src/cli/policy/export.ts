import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { digestOfTexts } from '../../store/policy-files.ts'
import { readReleaseFiles } from '../../store/workshop/releases.ts'
import { CommandRefused } from '../failure.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { print, printJson } from '../terminal.ts'

interface ExportFlags extends SettingOptions {
  readonly out: string
  readonly json?: boolean
}

export function addPolicyExport(policy: Command): void {
  withSettings(policy.command('export <version>'))
    .description('write a released version into a folder of its own, to go under version control')
    .requiredOption('--out <folder>', 'the folder to write: new or empty')
    .option('--json', 'print what was written as JSON')
    .addHelpText('after', '\nExample:\n  huying policy export beijing/2026-12 --out policy/beijing/2026-12')
    .action(async (version: string, options: ExportFlags) => {
      await inHouse(options, async ({ ownerPool, rulebook }) => {
        const files = rulebook.filesOf(version) ?? (await readReleaseFiles(ownerPool, version))
        if (!files) throw new CommandRefused('policy.unknown-version', { version })
        await mkdir(options.out, { recursive: true })
        if ((await readdir(options.out)).length > 0)
          throw new CommandRefused('policy.folder-not-empty', { folder: options.out })
        for (const [name, text] of files) await writeFile(join(options.out, name), text)
        const checksum = digestOfTexts(files)
        if (options.json) printJson({ version, folder: options.out, files: files.size, checksum })
        // The very line that policy/released.txt wants.
        else print(`${checksum}  ${version}`)
      })
    })
}
