import type { SignalThresholds } from '../policy/signal-thresholds.ts'
import { gather, type Sighting, signalOf, ticketsOf } from './known-ticket.ts'
import type { Signal } from './signal.ts'

/** A reply's text as a fingerprint: what it says can't be read from it. */
export interface ReplyPrint<P> extends Sighting {
  /** The cluster's id, or the ticket's own: one answer to all of a cluster is as it should be. */
  readonly matter: string
  readonly print: P
}

/** How fingerprints are compared. */
export interface Likeness<P> {
  /** Two texts that are alike have, all but surely, one of these in common. */
  bands(print: P): readonly string[]
  /** Share of the shorter text that the other has too, 0 to 1. */
  shared(a: P, b: P): number
}

/** A band that so many replies share is a formula of politeness; each is compared with the first ones only. */
const MOST_COMPARED = 40

/** Nearly the same reply of one unit to many different matters. */
export function repliesAlike<P>(
  replies: readonly ReplyPrint<P>[],
  { alikeShare, alikeTickets }: SignalThresholds,
  likeness: Likeness<P>,
): Signal[] {
  return [...gather(replies, (one) => one.unit).values()].flatMap((ofUnit) =>
    families(ofUnit, alikeShare, likeness)
      .filter((family) => new Set(family.map((one) => one.matter)).size >= alikeTickets)
      .map((family) => signalOf('replies-alike', family, ticketsOf(family)[0] ?? '', { percent: alikeShare * 100 })),
  )
}

/** Each reply joins the first family whose first member it is like: all of a family are like one and the same text. */
function families<P>(replies: readonly ReplyPrint<P>[], alikeShare: number, likeness: Likeness<P>): ReplyPrint<P>[][] {
  const byBand = new Map<string, Set<ReplyPrint<P>[]>>()
  const all: ReplyPrint<P>[][] = []
  for (const reply of replies) {
    const bands = likeness.bands(reply.print)
    const near = new Set(bands.flatMap((band) => [...(byBand.get(band) ?? [])].slice(0, MOST_COMPARED)))
    const family = [...near].find(([first]) => first && likeness.shared(first.print, reply.print) >= alikeShare)
    if (family) {
      family.push(reply)
      continue
    }
    const begun = [reply]
    all.push(begun)
    for (const band of bands) {
      const known = byBand.get(band)
      if (known) known.add(begun)
      else byBand.set(band, new Set([begun]))
    }
  }
  return all
}
