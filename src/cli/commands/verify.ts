import type { Command } from 'commander'
import { writeFact } from '../../store/installation.ts'
import { verifyDatabase } from '../../store/verification/verify-database.ts'
import { type Facts, say } from '../../words/say.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { makeProgress, print, printJson, sentence, terminalLanguage } from '../terminal.ts'

const FAULT_FOUND = 1

interface VerifyFlags extends SettingOptions {
  readonly json?: boolean
  readonly signer: readonly string[]
}

export function addVerify(program: Command): void {
  withSettings(program.command('verify'))
    .description('check every event, seal, text, photo and read model of the database, and name what was touched')
    .option('--signer <fingerprint>', 'also trust seals signed by this key (sha256:…); may be repeated', collect, [])
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying verify --json')
    .action(async (options: VerifyFlags) => {
      await inHouse(options, async ({ ownerPool, keys, rulebook, clock, photoFiles }) => {
        const bar = makeProgress('verify')
        const started = performance.now()
        const found = await verifyDatabase(ownerPool, keys, {
          rulebook,
          signers: options.signer,
          photos: { files: photoFiles },
          onProgress: bar.update,
        }).finally(() => bar.stop())
        const seconds = Math.round(performance.now() - started) / 1000
        await writeFact(ownerPool, 'last-verify', { at: clock.now(), events: found.events, faults: found.faultCount })
        if (found.faultCount > 0) process.exitCode = FAULT_FOUND
        if (options.json) {
          printJson({ ...found, seconds, eventsPerSecond: Math.round(found.events / Math.max(seconds, 0.001)) })
          return
        }
        const language = terminalLanguage()
        for (const { code, facts } of found.faults)
          print(`✗ ${placeOf(facts)}: ${say(language, `fault.${code}`, facts)}`)
        const { tickets, events, seals, persons, photos, faultCount } = found
        print(
          `${tickets} tickets, ${events} events, ${seals} seals, ${persons} persons, ${photos} photos in ${seconds} s`,
        )
        print(faultCount === 0 ? sentence('terminal.untouched') : sentence('terminal.faults', { faults: faultCount }))
      })
    })
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value]
}

/** Whose record it is. */
function placeOf({ ticket, person, record, release, seal }: Facts): string {
  return String(ticket ?? person ?? record ?? release ?? `seal ${String(seal)}`)
}
