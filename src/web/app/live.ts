import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { announceChanged } from './changed.ts'

const PAUSE_MS = 300
/** As many as a list may ask for at once. */
const MOST_NAMED = 50

/** Asks again for what the server says has changed; the browser reconnects by itself when the line drops. */
export function useLiveUpdates(on: boolean): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (!on) return
    const source = new EventSource('/api/events')
    let waiting: ReturnType<typeof setTimeout> | undefined
    const changed = new Set<string>()
    let many = false
    const refresh = (event: MessageEvent<string>): void => {
      const { ticketId } = JSON.parse(event.data) as { ticketId: string | null }
      if (ticketId === null) many = true
      else changed.add(ticketId)
      // A busy minute changes many tickets; a few looks a second are enough for an eye.
      waiting ??= setTimeout(() => {
        waiting = undefined
        const ids = [...changed]
        changed.clear()
        // A long list asks for its changed rows only; where too much changed to name it, for everything.
        if (many || ids.length > MOST_NAMED) void queries.invalidateQueries({ queryKey: ['tickets'] })
        else announceChanged(ids)
        const tickets = many ? [['ticket']] : ids.map((id) => ['ticket', id])
        many = false
        for (const queryKey of [['board'], ['alerts'], ['roster'], ...tickets])
          void queries.invalidateQueries({ queryKey })
      }, PAUSE_MS)
    }
    const presence = (event: MessageEvent<string>): void => {
      const { ticketId } = JSON.parse(event.data) as { ticketId: string }
      void queries.invalidateQueries({ queryKey: ['presence', ticketId] })
    }
    source.addEventListener('changed', refresh)
    // A caller hears it ring: no rest here.
    source.addEventListener('call', () => void queries.invalidateQueries({ queryKey: ['calls'] }))
    source.addEventListener('presence', presence)
    return () => {
      clearTimeout(waiting)
      source.close()
    }
  }, [queries, on])
}
