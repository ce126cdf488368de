import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { isProblem } from '../api/problem.ts'
import { type BatchAnswer, type BatchCommand, giveBatch } from '../api/roster.ts'
import { announceChanged } from '../app/changed.ts'
import { freshId } from '../app/fresh-id.ts'

/** So many at a time: each answer moves the bar, and a cancel leaves little undone. */
const AT_ONCE = 10

interface BatchOrder {
  readonly command: BatchCommand
  readonly tickets: readonly string[]
  readonly unit?: string
  readonly person?: string
}

export interface BatchRun {
  readonly answer: BatchAnswer | null
  /** How many of how many, while it runs. */
  readonly progress: { readonly done: number; readonly all: number } | null
  readonly error: string | null
  /** Tries all of them without changing anything, or does it. */
  readonly run: (order: BatchOrder, preview: boolean) => Promise<BatchAnswer | null>
  readonly cancel: () => void
  readonly forget: () => void
}

/** One thing for many tickets, some at a time, with an outcome for each. */
export function useBatch(): BatchRun {
  const queries = useQueryClient()
  const [answer, setAnswer] = useState<BatchAnswer | null>(null)
  const [progress, setProgress] = useState<BatchRun['progress']>(null)
  const [error, setError] = useState<string | null>(null)
  const cancelled = useRef(false)
  const run = async (order: BatchOrder, preview: boolean): Promise<BatchAnswer | null> => {
    cancelled.current = false
    setError(null)
    setAnswer(null)
    const key = freshId()
    const results: BatchAnswer['results'] = []
    const { tickets } = order
    try {
      for (let at = 0; at < tickets.length && !cancelled.current; at += AT_ONCE) {
        setProgress({ done: at, all: tickets.length })
        const some = await giveBatch({ ...order, tickets: tickets.slice(at, at + AT_ONCE), preview, key })
        results.push(...some.results)
      }
    } catch (problem) {
      setError(isProblem(problem) ? (problem.sentence ?? '') : '')
    }
    setProgress(null)
    const whole = { preview, results }
    setAnswer(whole)
    if (!preview) {
      announceChanged(
        results
          .filter((one) => one.ok)
          .map((one) => one.ticketId)
          .slice(0, 50),
      )
      for (const queryKey of [['board'], ['ticket'], ['roster']]) void queries.invalidateQueries({ queryKey })
    }
    return whole
  }
  return {
    answer,
    progress,
    error,
    run,
    cancel: () => {
      cancelled.current = true
    },
    forget: () => {
      setAnswer(null)
      setError(null)
    },
  }
}
