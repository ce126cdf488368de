import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/** Asks again for what the server says has changed; the browser reconnects by itself when the line drops. */
export function useLiveUpdates(): void {
  const queries = useQueryClient()
  useEffect(() => {
    const source = new EventSource('/api/events')
    const refresh = (): void => {
      for (const queryKey of [['tickets'], ['board'], ['ticket'], ['alerts']]) void queries.invalidateQueries({ queryKey })
    }
    source.addEventListener('changed', refresh)
    return () => source.close()
  }, [queries])
}
