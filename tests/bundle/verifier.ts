import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export const VERIFIER = join(import.meta.dirname, '..', '..', 'verifier', 'verify.mjs')

export interface Verified {
  readonly faults: readonly { readonly where: string; readonly zh: string; readonly en: string }[]
  readonly faultCount: number
  readonly signers: readonly string[]
  readonly lines: number
  readonly units: number
}

interface Verifier {
  verifyBundle(folder: string, keys?: readonly string[]): Promise<Verified>
  evaluateFormula(
    text: string,
    values: Readonly<Record<string, { n: bigint; d: bigint } | null>>,
  ): { n: bigint; d: bigint } | null
}

/** The one-file verifier, loaded as it is: it has no types and shares no code with the program. */
export const { verifyBundle, evaluateFormula } = (await import(pathToFileURL(VERIFIER).href)) as Verifier
