import { describe, expect, it } from 'vitest'

import { DARK, LIGHT, PAIRS, wearTokens } from './tokens.ts'

/** WCAG 2.2 relative luminance and contrast. */
function contrast(a: string, b: string): number {
  const [bright = 0, dim = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (bright + 0.05) / (dim + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

describe('colours', () => {
  it('are measured rightly: black on white is 21, equal colours 1', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21)
    expect(contrast('#1D5B66', '#1D5B66')).toBeCloseTo(1)
  })

  for (const [name, tokens] of Object.entries({ light: LIGHT, dark: DARK })) {
    for (const [text, grounds] of PAIRS) {
      for (const ground of grounds) {
        it(`${name}: ${text} on ${ground} is readable`, () => {
          expect(contrast(tokens[text] ?? '', tokens[ground] ?? '')).toBeGreaterThanOrEqual(4.5)
        })
      }
    }
  }

  it('are worn under kebab-case names', () => {
    const worn = new Map<string, string>()
    wearTokens(LIGHT, { style: { setProperty: (name, value) => worn.set(name, value) } })
    expect(worn.get('--late-ground')).toBe(LIGHT.lateGround)
    expect(worn.size).toBe(Object.keys(LIGHT).length)
  })
})
