import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { presenceQuery, tellPresence } from '../../api/presence.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Presence.module.css'

const AGAIN_MS = 10_000

/** Tells the others that this form is open, as long as it is. */
export function usePresence(ticketId: string, command: string): void {
  useEffect(() => {
    const tell = (what: string | null): void => void tellPresence(ticketId, what).catch(() => undefined)
    const gone = (): void => tell(null)
    tell(command)
    const timer = setInterval(() => tell(command), AGAIN_MS)
    addEventListener('pagehide', gone)
    return () => {
      clearInterval(timer)
      removeEventListener('pagehide', gone)
      gone()
    }
  }, [ticketId, command])
}

/** Who else has a form of this ticket open: 李静正在答复. */
export function Presence({ ticketId }: { readonly ticketId: string }) {
  const { t, term } = useWords()
  const { data } = useQuery(presenceQuery(ticketId))
  return (
    <p className={styles['presence']} role="status">
      {(data ?? []).map(({ name, command }) => (
        <span key={`${name} ${command}`}>{t('presence.writes', { name, command: term('command', command) })}</span>
      ))}
    </p>
  )
}
