import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { DARK, LIGHT, type Tokens, wearTokens } from './tokens.ts'

interface Appearance {
  readonly dark: boolean
  readonly tokens: Tokens
  readonly still: boolean
  toggle(): void
}

const KEPT = 'huying.appearance'
const AppearanceContext = createContext<Appearance | null>(null)

function matches(query: string): boolean {
  return window.matchMedia(query).matches
}

function keptChoice(): boolean {
  const kept = localStorage.getItem(KEPT)
  return kept === null ? matches('(prefers-color-scheme: dark)') : kept === 'dark'
}

/** Light or dark: the person's own choice on this device, else what the system asks for. */
export function AppearanceProvider({ children }: { readonly children: ReactNode }) {
  const [dark, setDark] = useState(keptChoice)
  const tokens = dark ? DARK : LIGHT
  useEffect(() => {
    wearTokens(tokens, document.documentElement)
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light'
  }, [dark, tokens])
  const value = useMemo<Appearance>(
    () => ({
      dark,
      tokens,
      still: matches('(prefers-reduced-motion: reduce)'),
      toggle: () => {
        localStorage.setItem(KEPT, dark ? 'light' : 'dark')
        setDark(!dark)
      },
    }),
    [dark, tokens],
  )
  return <AppearanceContext value={value}>{children}</AppearanceContext>
}

export function useAppearance(): Appearance {
  const value = useContext(AppearanceContext)
  if (value === null) throw new Error('no appearance above this component')
  return value
}
