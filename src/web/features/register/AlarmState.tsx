import { useQuery } from '@tanstack/react-query'
import { ticketQuery } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Console.module.css'

const LOOK_EVERY_MS = 5_000

/** P1: the shift leader is alarmed; the agent stays on the line and sees who took it on. */
export function AlarmState({ ticketId }: { readonly ticketId: string }) {
  const { t, time } = useWords()
  const { data: ticket } = useQuery({
    ...ticketQuery(ticketId),
    refetchInterval: ({ state }) => (state.data?.alerts.every((one) => one.acknowledged) ? false : LOOK_EVERY_MS),
  })
  if (!ticket || ticket.alerts.length === 0) return null
  const taken = ticket.timeline.findLast(({ type }) => type === 'alert-acknowledged')
  const open = ticket.alerts.some((one) => !one.acknowledged)
  return (
    <p role="status" className={open ? styles['warn'] : undefined}>
      {open || !taken
        ? t('console.alarm-open')
        : t('console.alarm-taken', { name: taken.actor.name, time: taken.at === null ? '' : time(taken.at) })}
    </p>
  )
}
