/** The colours of a public office: paper, ink, one seal. Every pair that text uses meets WCAG AA; a test computes it. */
export interface Tokens {
  readonly ground: string
  readonly card: string
  readonly ink: string
  readonly secondary: string
  readonly line: string
  readonly primary: string
  readonly onPrimary: string
  readonly chosen: string
  readonly late: string
  readonly lateGround: string
  readonly soon: string
  readonly soonGround: string
  readonly fine: string
  readonly fineGround: string
  readonly paused: string
}

export const LIGHT: Tokens = {
  ground: '#F7F6F3',
  card: '#FFFFFF',
  ink: '#1B1F23',
  secondary: '#56606B',
  line: '#E3E6E8',
  primary: '#1D5B66',
  onPrimary: '#FFFFFF',
  chosen: '#E6F0F1',
  late: '#B3261E',
  lateGround: '#FBECEA',
  soon: '#8A5A00',
  soonGround: '#FFF4D6',
  fine: '#2E6B3F',
  fineGround: '#E9F3EC',
  paused: '#6B7280',
}

export const DARK: Tokens = {
  ground: '#14181A',
  card: '#1C2124',
  ink: '#E8EAEB',
  secondary: '#A9B1B7',
  line: '#2C3338',
  primary: '#6FC1CC',
  onPrimary: '#10292E',
  chosen: '#223438',
  late: '#F28B82',
  lateGround: '#3A2422',
  soon: '#F0C36D',
  soonGround: '#38301D',
  fine: '#81C995',
  fineGround: '#20322A',
  paused: '#9AA0A6',
}

/** Text colour and the grounds on which it stands. */
export const PAIRS: readonly (readonly [keyof Tokens, readonly (keyof Tokens)[]])[] = [
  ['ink', ['ground', 'card', 'chosen', 'lateGround', 'soonGround', 'fineGround']],
  ['secondary', ['ground', 'card', 'chosen']],
  ['primary', ['ground', 'card', 'chosen']],
  ['onPrimary', ['primary']],
  ['late', ['ground', 'card', 'chosen', 'lateGround']],
  ['soon', ['card', 'soonGround']],
  ['fine', ['ground', 'card', 'fineGround']],
  ['paused', ['card']],
]

/** Puts the tokens on the page as `--ink`, `--late-ground` …, which every style sheet of the desks reads. */
export function wearTokens(
  tokens: Tokens,
  element: { style: { setProperty(name: string, value: string): void } },
): void {
  for (const [name, value] of Object.entries(tokens)) {
    element.style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value)
  }
}
