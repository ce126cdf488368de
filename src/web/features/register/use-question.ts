import { useDeferredValue, useEffect, useState } from 'react'
import type { SimilarQuestion } from '../../../contract/http/clusters.ts'
import { type Answers, placeOf } from './intake.ts'

const PAUSE_MS = 700
/** Fewer characters say too little to compare. */
const LEAST_WORDS = 8

/** What is asked of the tickets that exist, once the typing pauses; nothing while there is little to ask with. */
export function useQuestion(answers: Partial<Answers> | undefined): SimilarQuestion | null {
  const words = answers?.words?.trim() ?? ''
  const hidden = answers?.identity !== undefined && answers.identity !== 'normal'
  const asked: SimilarQuestion | null =
    words.length < LEAST_WORDS || hidden || answers?.kind === 'report'
      ? null
      : {
          words,
          title: answers?.title?.trim() || null,
          category: answers?.category ?? null,
          place: placeOf(answers?.place),
          requester: answers?.requester?.phone ? { name: '', phone: answers.requester.phone } : null,
        }
  const wanted = useDeferredValue(JSON.stringify(asked))
  const [settled, setSettled] = useState(wanted)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [wanted])
  return JSON.parse(settled) as SimilarQuestion | null
}
