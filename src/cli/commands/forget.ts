import { userInfo } from 'node:os'
import type { Command } from 'commander'
import type { Instant } from '../../domain/kernel/instant.ts'
import { type Sql, withTransaction } from '../../store/database/connect.ts'
import { forgetPerson, forgetTicket } from '../../store/forget.ts'
import { removeForgotten } from '../../store/photo/photo-vault.ts'
import { logAccess } from '../../store/read-models/access-log.ts'
import { CommandRefused } from '../failure.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { print, printJson, sentence } from '../terminal.ts'

interface ForgetOptions extends SettingOptions {
  readonly reason: string
  readonly json?: boolean
}

type Forget = (sql: Sql, id: string, at: Instant) => Promise<boolean>

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Deletes keys, for good (design.md §3.1). Only from the command line: whoever may use it holds the data folder anyway. */
export function addForget(program: Command): void {
  const forget = program
    .command('forget')
    .description('forget a person, or what people wrote on a ticket, for good; events stay and verify')
    .addHelpText(
      'after',
      '\nA backup made before still knows them: keep `huying backup --forgotten-list`, and give it to `huying restore`.\n\nExample:\n  huying forget ticket 0199f7c2-4d1e-7a33-9b5e-2f60c1d7a801 --reason "request of 2026-10-19"',
    )
  addKind(forget, 'person', 'name and phone of a person', forgetPerson)
  addKind(forget, 'ticket', 'every text and photo of a ticket', forgetTicket)
}

function addKind(parent: Command, kind: 'person' | 'ticket', what: string, doForget: Forget): void {
  withSettings(parent.command(`${kind} <id>`))
    .description(`${what}; cannot be undone`)
    .requiredOption('--reason <text>', 'why; kept in the access log')
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      `\nExample:\n  huying forget ${kind} 0199f7c2-4d1e-7a33-9b5e-2f60c1d7a801 --reason "request of 2026-10-19"`,
    )
    .action(async (id: string, options: ForgetOptions) => {
      if (!UUID.test(id)) throw new CommandRefused('forget.no-id', { id })
      await inHouse(options, async ({ pool, clock, photoFiles }) => {
        const at = clock.now()
        const subject = id.toLowerCase()
        const gone = await withTransaction(pool, async (sql) => {
          const forgotten = await doForget(sql, subject, at)
          if (forgotten) {
            await logAccess(sql, {
              ticketId: kind === 'ticket' ? subject : null,
              personId: kind === 'person' ? subject : null,
              accountId: `terminal/${userInfo().username}`,
              what: 'forgotten',
              reason: options.reason,
              at,
            })
          }
          return forgotten
        })
        // Also of one that was forgotten before: what was cut short is finished.
        if (kind === 'ticket') await removeForgotten(pool, photoFiles, subject)
        if (!gone) throw new CommandRefused(`forget.unknown-${kind}`, { id })
        if (options.json) printJson({ forgotten: 1, kind, subject, at })
        else print(sentence(`terminal.forgotten-${kind}`, { id }))
      })
    })
}
