/** The 97.5 % quantile of the normal distribution: intervals are of 95 %. */
const Z = 1.959963984540054

/**
 * Wilson score interval of a share, both ends from 0 to 1; null without a sample. Numerator and denominator may be sums of
 * shares 双派 or of weighed answers, which are then taken as they are. Unlike the plain interval it never leaves 0 to 1 and
 * stays open at 100 % of few answers: 10 of 10 is 72.25 % to 100 %.
 */
export function wilson(numerator: number, denominator: number): readonly [number, number] | null {
  if (denominator <= 0) return null
  const share = numerator / denominator
  const spread = (Z * Z) / denominator
  const middle = share + spread / 2
  const half = Z * Math.sqrt((share * (1 - share)) / denominator + spread / (4 * denominator))
  const low = (middle - half) / (1 + spread)
  const high = (middle + half) / (1 + spread)
  // At 0 and 1 the formula is exact, its doubles are not.
  return [numerator <= 0 ? 0 : Math.max(0, low), numerator >= denominator ? 1 : Math.min(1, high)]
}
