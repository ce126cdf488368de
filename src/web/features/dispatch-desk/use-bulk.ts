import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { PreviewRow } from '../../api/dispatch-desk.ts'
import { isProblem } from '../../api/problem.ts'
import { giveCommand } from '../../api/ticket.ts'
import { freshId } from '../../app/fresh-id.ts'

/** How one row ended: sent · somebody was first · refused, in the server's words · nothing came back, to be tried again. */
export type Outcome =
  | { readonly end: 'sent' }
  | { readonly end: 'first' }
  | { readonly end: 'refused'; readonly sentence: string }
  | { readonly end: 'lost' }

/** So many are under way at once; the desk's own clicks go on beside them. */
const AT_A_TIME = 3

/** Dispatches each row as it was previewed, by its own version: what another changed meanwhile is left alone and told. */
export function useBulk(sent: (ids: readonly string[]) => void) {
  const queries = useQueryClient()
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [running, setRunning] = useState(false)
  const stopped = useRef(false)
  /** One key per row for all tries: a lost answer is found again, never dispatched twice. */
  const keys = useRef(new Map<string, string>())
  useEffect(
    () => () => {
      stopped.current = true
    },
    [],
  )

  const send = async (row: PreviewRow): Promise<Outcome> => {
    const key = keys.current.get(row.ticketId) ?? freshId()
    keys.current.set(row.ticketId, key)
    const body = {
      lead: row.lead?.code,
      assisting: row.assisting.map((one) => one.code),
      mode: row.mode ?? 'direct',
    }
    try {
      await giveCommand(row.ticketId, 'dispatch', body, { key, version: row.version ?? 0 })
      return { end: 'sent' }
    } catch (error) {
      if (!isProblem(error) || error.sentence === null) return { end: 'lost' }
      const first = error.code === 'ticket.changed' || error.code === 'ticket.not-in-phase'
      return first ? { end: 'first' } : { end: 'refused', sentence: error.sentence }
    }
  }

  const run = async (rows: readonly PreviewRow[]): Promise<void> => {
    stopped.current = false
    setRunning(true)
    const waiting = [...rows]
    const work = async (): Promise<void> => {
      for (let row = waiting.shift(); row !== undefined && !stopped.current; row = waiting.shift()) {
        const { ticketId } = row
        const outcome = await send(row)
        setOutcomes((before) => new Map(before).set(ticketId, outcome))
        if (outcome.end !== 'lost') sent([ticketId])
      }
    }
    await Promise.all(Array.from({ length: AT_A_TIME }, work))
    setRunning(false)
    for (const queryKey of [['tickets'], ['board'], ['ticket']]) void queries.invalidateQueries({ queryKey })
  }

  const stop = (): void => {
    stopped.current = true
  }
  return { outcomes, running, run, stop }
}
