import type { Command } from 'commander'
import { checkCallbackPlan } from '../../analytics/callback-check.ts'
import { DEVIATIONS } from '../../domain/callback-plan/check.ts'
import { isPeriodId } from '../../domain/scoring/period.ts'
import { readPlan, storePlan } from '../../store/callback/plans.ts'
import { CommandRefused } from '../failure.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { print, printJson } from '../terminal.ts'

interface PlanFlags extends SettingOptions {
  readonly period: string
  readonly seed?: string
  readonly json?: boolean
}

export function addCallback(program: Command): void {
  const callback = program
    .command('callback')
    .description('who is called back: the plan of a period, and its check')
    .addHelpText('after', '\nExample:\n  huying callback plan --period 2026-11')

  const plan = withSettings(callback.command('plan'))
  plan
    .description(
      'store a period’s plan before it begins: whom to call, in which order and part of the day, from a seed',
    )
    .requiredOption('--period <yyyy-mm>', 'the period, named after the month in which it ends')
    .option('--seed <text>', 'a seed drawn in public, at least 8 characters; a random one when absent')
    .option('--json', 'print the plan as JSON; never the seed')
    .addHelpText('after', '\nExample:\n  huying callback plan --period 2026-11')
    .action(async (options: PlanFlags) => {
      checkPeriod(plan, options.period)
      const { period, seed } = options
      if (seed !== undefined && seed.length < 8) plan.error('error: --seed has at least 8 characters')
      await inHouse(options, async ({ ownerPool, keys, rulebook, clock }) => {
        const stored = await storePlan(ownerPool, keys, rulebook, {
          period,
          now: clock.now(),
          ...(seed === undefined ? {} : { seed }),
        })
        if (!stored.ok) throw new CommandRefused(stored.rejection.code, stored.rejection.facts)
        const { seed: _secret, ...told } = stored.value
        if (options.json) printJson(told)
        else
          print(
            `${period}: stored ${told.at}; share ${told.share}, re-check ${told.recheckShare}; the seed is kept in the vault`,
          )
      })
    })

  const check = withSettings(callback.command('check'))
  check
    .description('compute the plan of a period again and say where the calls deviated from it')
    .requiredOption('--period <yyyy-mm>', 'the period, named after the month in which it ends')
    .option('--json', 'print the outcome as JSON, each deviation with its ticket')
    .addHelpText('after', '\nExample:\n  huying callback check --period 2026-10 --json')
    .action(async (options: PlanFlags) => {
      checkPeriod(check, options.period)
      const { period } = options
      await inHouse(options, async ({ ownerPool, keys, rulebook, clock }) => {
        const stored = await readPlan(ownerPool, keys.master, period)
        if (!stored) throw new CommandRefused('callback-plan.none', { period })
        const found = await checkCallbackPlan(ownerPool, rulebook, stored, clock.now())
        const { seed: _secret, ...plan } = stored
        if (options.json) {
          printJson({ plan, ...found })
          return
        }
        print(`${period}: plan stored ${plan.at}${plan.late ? ', after the period began' : ''}`)
        print(`${found.callbacks} callbacks, ${found.drawn} drawn, ${found.called} called`)
        print(`${found.rechecksDrawn} re-checks drawn, ${found.rechecksMade} made`)
        print(`${found.order.inOrder} of ${found.order.pairs} first calls in the order of the plan`)
        for (const kind of DEVIATIONS) {
          print(`${kind}: ${found.deviations.filter((one) => one.kind === kind).length}`)
        }
      })
    })
}

function checkPeriod(command: Command, period: string): void {
  if (!isPeriodId(period)) command.error(`error: --period is a month such as 2026-10, not "${period}"`)
}
