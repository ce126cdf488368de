import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

const PAUSE_MS = 1_000

/** Asks again for what the server says has changed; the browser reconnects by itself when the line drops. */
export function useLiveUpdates(on: boolean): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (!on) return
    const source = new EventSource('/api/events')
    let waiting: ReturnType<typeof setTimeout> | undefined
    const refresh = (): void => {
      // A busy minute changes many tickets; one look a second is enough for an eye.
      waiting ??= setTimeout(() => {
        waiting = undefined
        for (const queryKey of [['tickets'], ['board'], ['ticket'], ['alerts']])
          void queries.invalidateQueries({ queryKey })
      }, PAUSE_MS)
    }
    source.addEventListener('changed', refresh)
    return () => {
      clearTimeout(waiting)
      source.close()
    }
  }, [queries, on])
}
