import type { Command } from 'commander'
import { moveUnit } from '../../store/unit/move-unit.ts'
import { CommandRefused } from '../failure.ts'
import type { House } from '../house.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { makeProgress, print, printJson } from '../terminal.ts'

/** P26: once the new organisation is in policy/…/org, every open ticket follows its unit; history and scores stay. */
export function addMoveUnit(program: Command): void {
  withSettings(program.command('move-unit <from> <to>'))
    .description('units were merged, split or renamed: open tickets follow, each by an event of its own')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying move-unit 110102009001 110102009002')
    .action(async (from: string, to: string, options: SettingOptions & { json?: boolean }) => {
      const outcome = await inHouse(options, (house) => move(house, from, to))
      const { moved, untouched, refused } = outcome
      if (options.json) printJson({ moved, untouched, refused: refused.length, refusals: refused })
      else print(`${moved} moved, ${untouched} untouched, ${refused.length} refused`)
    })
}

async function move({ log, pool, rulebook, clock }: House, from: string, to: string) {
  const now = clock.now()
  for (const unit of [from, to]) {
    if (!rulebook.org.findUnit(unit)) throw new CommandRefused('ticket.unknown-unit', { unit })
  }
  const bar = makeProgress('move-unit')
  const actor = { kind: 'rule', rule: 'organisation', version: rulebook.inForce(now).id } as const
  return moveUnit(log, pool, from, to, actor, now, { onProgress: (done) => bar.update(done, done) }).finally(() =>
    bar.stop(),
  )
}
