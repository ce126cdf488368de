import type { Command } from 'commander'
import { loadStarterArticles } from '../../store/knowledge/shipped.ts'
import { policyFolder } from '../house.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { DEMO_PERIOD, fillDemo } from '../simulation/demo.ts'
import { makeProgress, print, printJson, sentence } from '../terminal.ts'

const COULD_NOT_RUN = 3

export function addDemo(program: Command): void {
  withSettings(program.command('demo'))
    .description('fill an empty database with the demo month of 展览路街道 and its neighbours (synthetic data)')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  huying demo --data ./demo-data && huying serve --data ./demo-data')
    .action(async (options: SettingOptions & { json?: boolean }) => {
      await inHouse(options, async (house) => {
        const bar = makeProgress('demo')
        const outcome = await fillDemo(house, report(bar.update)).finally(() => bar.stop())
        if (outcome) await loadStarterArticles(house.ownerPool, policyFolder(house.settings), house.clock.now())
        if (options.json) printJson({ filled: outcome !== null, period: DEMO_PERIOD, ...outcome })
        else if (outcome) {
          const { tickets, events } = outcome
          print(sentence('terminal.demo-filled', { tickets, events, period: DEMO_PERIOD }))
        } else print(sentence('terminal.demo-there'))
      })
    })
}

/** Tells a parent process, too, which shows the progress on its page. When that one is killed, its next start fills anew. */
function report(update: (done: number, total: number) => void): (done: number, total: number) => void {
  process.once('disconnect', () => process.exit(COULD_NOT_RUN))
  process.channel?.unref()
  return (done, total) => {
    update(done, total)
    process.send?.({ done, total })
  }
}
