import i18next from 'i18next'
import { useMemo } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { type Facts, fill, type Language } from '../../words/fill.ts'
import { saySpan } from '../../words/span.ts'
import type { ZH_LATER } from './zh-later.ts'
import type { ZH_START } from './zh-start.ts'

export type Key = keyof typeof ZH_START | keyof typeof ZH_LATER

type Table = Readonly<Record<string, string>>

/** Labels of the desks with the words that all tiers share: each language a file of its own, fetched when somebody reads it. */
type Part = Readonly<Record<Language, () => Promise<readonly [labels: Table, shared: Table]>>>
const START: Part = {
  zh: async () => [(await import('./zh-start.ts')).ZH_START, (await import('../../words/zh-screen.ts')).ZH_SCREEN],
  en: async () => [(await import('./en-start.ts')).EN_START, (await import('../../words/en-screen.ts')).EN_SCREEN],
}
const LATER: Part = {
  zh: async () => [
    (await import('./zh-later.ts')).ZH_LATER,
    (await import('../../words/zh-screen-later.ts')).ZH_SCREEN_LATER,
  ],
  en: async () => [
    (await import('./en-later.ts')).EN_LATER,
    (await import('../../words/en-screen-later.ts')).EN_SCREEN_LATER,
  ],
}
/** What the pages opened so far need. */
const parts = new Set([START])
const fetched: Readonly<Record<Language, Set<Part>>> = { zh: new Set(), en: new Set() }
const known: Record<Language, Table> = { zh: {}, en: {} }

async function fetchLanguage(language: Language): Promise<void> {
  const missing = [...parts].filter((part) => !fetched[language].has(part))
  const tables = await Promise.all(missing.map((part) => part[language]()))
  for (const [labels, shared] of tables) {
    i18next.addResources(language, 'translation', labels)
    known[language] = { ...known[language], ...shared }
  }
  for (const part of missing) fetched[language].add(part)
}

/** A page on which no shift begins, with its labels: what everybody loads at the start stays small. */
export function withLater<Page>(load: () => Promise<Page>): () => Promise<Page> {
  return async () => {
    parts.add(LATER)
    const [page] = await Promise.all([load(), fetchLanguage(languageOf(i18next.language))])
    return page
  }
}

const COOKIE = 'lang'
/** Days and hours are those of the city, wherever the screen stands. */
const ZONE = 'Asia/Shanghai'

/** Starts in the language of the page as the server sent it: the one chosen before, else the browser's. */
export async function startWords(): Promise<void> {
  const language = languageOf(document.documentElement.lang)
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    keySeparator: false,
    nsSeparator: false,
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  })
  await fetchLanguage(language)
  markPage(language)
}

/** Keeps the choice for a year, in a cookie, because the server words its sentences by it. */
export async function chooseLanguage(language: Language): Promise<void> {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox ESR and Safari 16.
  document.cookie = `${COOKIE}=${language}; path=/; max-age=31536000; samesite=lax`
  await fetchLanguage(language)
  await i18next.changeLanguage(language)
  markPage(language)
}

function markPage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

export interface Words {
  readonly language: Language
  /** A label of the desks. */
  t(key: Key, facts?: Facts): string
  /** A term of the trade from the shared words; the code itself where there is none. */
  term(prefix: string, code: string | null): string
  /** A sentence of the shared words with its facts; the code itself where there is none. */
  sentence(code: string, facts?: Facts): string
  /** 11月26日 18:00 */
  time(at: string): string
  /** 2026年11月26日 18:00:05, for hover and screen readers. */
  exactTime(at: string): string
  day(at: string): string
  hour(at: string): string
  span(ms: number): string
  /** 还剩 1天4小时 · 超时 5小时 */
  left(ms: number): string
  percent(share: number): string
  /** What stands between things that are listed. */
  readonly between: string
}

function makeWords(language: Language, translate: (key: string, facts?: Facts) => string): Words {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, { timeZone: ZONE, hourCycle: 'h23', ...options })
    return (at: string): string => formatter.format(new Date(at))
  }
  const hourMinute = { hour: '2-digit', minute: '2-digit' } as const
  const t: Words['t'] = (key, facts) => translate(key, facts)
  return {
    language,
    t,
    term(prefix, code) {
      if (code === null) return '—'
      const term = known[language][`${prefix}.${code}`]
      return term === undefined ? code : capital(fill(term))
    },
    sentence: (code, facts) => fill(known[language][code] ?? code, facts),
    time: format({ month: language === 'zh' ? 'long' : 'short', day: 'numeric', ...hourMinute }),
    exactTime: format({ year: 'numeric', month: 'long', day: 'numeric', ...hourMinute, second: '2-digit' }),
    day: format({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' }),
    hour: format(hourMinute),
    span: (ms) => saySpan(ms, language),
    left: (ms) => t(ms < 0 ? 'time.late' : 'time.left', { span: saySpan(ms, language) }),
    between: language === 'zh' ? '、' : ', ',
    percent: (share) => `${(share * 100).toFixed(1)}%`,
  }
}

/** Terms stand by themselves on chips and buttons; inside sentences the shared words are used as they are. */
function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

const languageOf = (code: string): Language => (code === 'en' ? 'en' : 'zh')

export function useWords(): Words {
  const { t, i18n } = useTranslation()
  const language = languageOf(i18n.language)
  return useMemo(() => makeWords(language, (key, facts) => String(t(key, { ...facts }))), [language, t])
}
