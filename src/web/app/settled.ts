import { useEffect, useState } from 'react'

const PAUSE_MS = 500

/** The value once it has stood still: nobody is asked about half a word. */
export function useSettled<T>(value: T): T {
  const text = JSON.stringify(value)
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return JSON.parse(settled) as T
}
