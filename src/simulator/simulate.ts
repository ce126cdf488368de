import type { Submit } from '../contract/ticket/submission.ts'
import { addDays } from '../domain/clock/calendar.ts'
import { type Instant, toMs } from '../domain/kernel/instant.ts'
import { Agenda } from './agenda.ts'
import { type City, type CityOptions, makeCity } from './city.ts'
import { live } from './life.ts'
import { episodesOn, type Span } from './lives.ts'
import type { Episode } from './matter.ts'
import { type RiskScan, type ShadowDesk, shadowDesk } from './shadow.ts'
import type { Step } from './thread.ts'

export interface SimulationOptions extends CityOptions, Span {
  /** The real command handler. */
  readonly submit: Submit
  /** How the handler finds risks in words, so that both see the same alerts. Default: the policy's plain words. */
  readonly risksIn?: RiskScan
  /** After each command: how much of the span is done (days of `total`), and the simulated time. */
  readonly progress?: (done: number, total: number, at: Instant) => void
  /** Asked before each command; true ends the simulation there. */
  readonly stop?: () => boolean
}

export interface SimulationSummary {
  /** Tickets registered. */
  readonly tickets: number
  /** Commands that were taken. */
  readonly commands: number
  /** Commands that the handler refused, by code. */
  readonly rejections: Readonly<Record<string, number>>
  /** Lives given up because the handler took what the rules alone would not: 0 unless handler and rules differ. */
  readonly diverged: number
  /** Instant of the last command; null when there was none. */
  readonly lastAt: Instant | null
  readonly stopped: boolean
}

const HOUR = 3_600_000

interface Running {
  readonly steps: Generator<Step>
  readonly step: Step
  readonly desk: ShadowDesk
}

/**
 * Lives `days` days of a city from `from` on through the command handler: all tickets interleaved in the order of one
 * simulated clock, one command after the other. The same options give the same commands, ids, keys and texts. What is
 * unfinished at the end stays open.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationSummary> {
  const { submit, from, days, lastHour = 24, progress, stop } = options
  const city = makeCity(options)
  const until = city.startOf(addDays(from, days - 1)) + lastHour * HOUR
  const running = new Agenda<Running>()
  const rejections: Record<string, number> = {}
  let tickets = 0
  let commands = 0
  let diverged = 0
  let lastAt: Instant | null = null

  const advance = (steps: Generator<Step>, desk: ShadowDesk) => {
    const next = steps.next()
    if (!next.done) running.add(toMs(next.value.at), { steps, step: next.value, desk })
  }
  for (let day = 0; day < days; day++) {
    for (const episode of episodesOn(addDays(from, day), city)) begin(episode, options, city, until, advance)
    const end = Math.min(city.startOf(addDays(from, day + 1)), until)
    for (let one = running.takeBefore(end); one; one = running.takeBefore(end)) {
      if (stop?.()) return { tickets, commands, rejections, diverged, lastAt, stopped: true }
      const { submission, at } = one.step
      const result = await submit(submission, at)
      lastAt = at
      if (result.ok) {
        commands++
        if (submission.type === 'register') tickets++
        if (one.desk.perform(submission, at)) {
          diverged++
          continue
        }
      } else rejections[result.rejection.code] = (rejections[result.rejection.code] ?? 0) + 1
      progress?.(day, days, at)
      advance(one.steps, one.desk)
    }
  }
  return { tickets, commands, rejections, diverged, lastAt, stopped: false }
}

function begin(
  episode: Episode,
  { risksIn }: SimulationOptions,
  city: City,
  until: number,
  advance: (steps: Generator<Step>, desk: ShadowDesk) => void,
): void {
  const desk = shadowDesk(city, risksIn)
  advance(live(episode, city, desk, until), desk)
}
