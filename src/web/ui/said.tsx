import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import styles from './said.module.css'

const SHOWN_MS = 4_000

const Said = createContext<(text: string) => void>(() => undefined)

/** One line at the top of the page that says what was just done, read aloud by screen readers, gone after four seconds. */
export function SaidProvider({ children }: { readonly children: ReactNode }) {
  const [line, setLine] = useState<{ readonly text: string } | null>(null)
  useEffect(() => {
    if (line === null) return
    const timer = setTimeout(() => setLine(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [line])
  const [said] = useState(() => (text: string) => setLine({ text }))
  return (
    <Said value={said}>
      {children}
      <div role="status" className={styles['place']}>
        {line && <span className={styles['line']}>{line.text}</span>}
      </div>
    </Said>
  )
}

/** Says that something was done. What failed stays beside its form instead. */
export function useSaid(): (text: string) => void {
  return useContext(Said)
}
