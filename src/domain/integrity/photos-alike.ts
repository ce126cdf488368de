import type { SignalThresholds } from '../policy/signal-thresholds.ts'
import { gather, type Sighting, signalOf } from './known-ticket.ts'
import { distanceOf, isTelling, type PhotoPrint } from './photo-print.ts'
import type { Signal } from './signal.ts'

/** A photo that a reply showed as evidence, by its likeness; the picture itself is not needed. */
export interface EvidencePrint extends Sighting {
  /** The cluster's id, or the ticket's own: one photo in all answers of a cluster is as it should be. */
  readonly matter: string
  readonly print: PhotoPrint
}

/** The same photo, or nearly the same, as one unit's evidence for different matters. Each joins the first group that it is like. */
export function photosAlike(prints: readonly EvidencePrint[], { photoDistance }: SignalThresholds): Signal[] {
  const telling = prints.filter((one) => isTelling(one.print))
  return [...gather(telling, (one) => one.unit).values()].flatMap((ofUnit) =>
    groups(ofUnit, photoDistance)
      .filter((group) => new Set(group.map((one) => one.matter)).size > 1)
      // The first ticket names the group: it stays first when others join.
      .map((group) => signalOf('photo-reused', group, group[0]?.ticketId ?? '')),
  )
}

function groups(prints: readonly EvidencePrint[], most: number): EvidencePrint[][] {
  const all: EvidencePrint[][] = []
  const byBand = new Map<string, Set<EvidencePrint[]>>()
  for (const one of prints) {
    const bands = bandsOf(one.print, most)
    const near = new Set(bands.flatMap((band) => [...(byBand.get(band) ?? [])]))
    const family = [...near].find(([first]) => first && distanceOf(first.print, one.print) <= most)
    if (family) {
      family.push(one)
      continue
    }
    const begun = [one]
    all.push(begun)
    for (const band of bands) {
      const known = byBand.get(band)
      if (known) known.add(begun)
      else byBand.set(band, new Set([begun]))
    }
  }
  return all
}

/**
 * Parts of a print, one more than bits may differ: of two that are alike at least one part is the same (pigeonhole), so that nothing is
 * missed and few are compared.
 */
function bandsOf(print: PhotoPrint, most: number): string[] {
  const bits = [...print].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('')
  const parts = most + 1
  return Array.from({ length: parts }, (_, index) => {
    const from = Math.floor((index * bits.length) / parts)
    return `${index}:${bits.slice(from, Math.floor(((index + 1) * bits.length) / parts))}`
  })
}
