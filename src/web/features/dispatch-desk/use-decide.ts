import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isProblem } from '../../api/problem.ts'
import { giveCommand, type TicketView, ticketQuery } from '../../api/ticket.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import { useSaid } from '../../ui/said.tsx'

interface Deed {
  readonly command: string
  readonly body: unknown
  /** What to say once it is done. */
  readonly said: string
}

/**
 * One decision on the ticket as it was seen: a repeat finds its first answer, and whoever was slower is told so instead of
 * deciding a second time.
 */
export function useDecide(ticket: TicketView, decided: () => void) {
  const { t } = useWords()
  const tell = useSaid()
  const queries = useQueryClient()
  const [key, setKey] = useState(freshId)
  const deciding = useMutation({
    mutationFn: ({ command, body }: Deed) =>
      giveCommand(ticket.ticketId, command, body, { key, version: ticket.version }),
    onSuccess: async (_receipt, { said }) => {
      setKey(freshId())
      tell(said)
      decided()
      await Promise.all(
        [['ticket', ticket.ticketId], ['tickets'], ['board'], ['alerts']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      )
    },
    onError: async (error) => {
      setKey(freshId())
      if (isProblem(error) && error.code === 'ticket.changed') {
        await queries.fetchQuery({ ...ticketQuery(ticket.ticketId), staleTime: 0 })
      }
    },
  })
  const { error } = deciding
  const first = isProblem(error) && error.code === 'ticket.changed'
  const sentence = first ? t('dispatching.somebody-first') : (isProblem(error) && error.sentence) || t('error.network')
  return { give: deciding.mutate, busy: deciding.isPending, trouble: error === null ? null : sentence }
}
