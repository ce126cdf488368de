import { useMutation } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useEffect, useRef, useState } from 'react'
import {
  type CallAnswer,
  type CallbackDesk,
  type CallEnd,
  type CallView,
  endCall,
  releaseCall,
  renewCall,
  sendAnswer,
} from '../../api/callbacks.ts'
import { isProblem } from '../../api/problem.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './CallbacksPage.module.css'
import { EndPanel } from './EndPanel.tsx'
import { Matter } from './Matter.tsx'
import { Script } from './Script.tsx'

const RENEW_EVERY_MS = 120_000

interface CallProps {
  readonly call: CallView
  readonly desk: CallbackDesk
  /** The call is over, or lost: whoever comes next may be taken. */
  readonly over: (next: 'take' | 'wait') => void
}

/** One person on the line, asked ticket by ticket (P11). */
export function Call({ call, desk, over }: CallProps) {
  const { t } = useWords()
  const { callId, items } = call
  const [settled, setSettled] = useState(() => new Set(items.filter((one) => one.settled).map((one) => one.ticketId)))
  const [reported, setReported] = useState<ReadonlySet<string>>(new Set())
  const keys = useRef(new Map<string, string>())
  const item = items.find(({ ticketId }) => !settled.has(ticketId))
  useHeld(callId, () => over('wait'))
  const ending = useMutation({ mutationFn: (end: CallEnd) => endCall(callId, end), onSuccess: () => over('take') })
  const sending = useMutation({
    mutationFn: ({ ticketId, answer }: { ticketId: string; answer: CallAnswer }) => {
      // The same key for every try of one answer, so that a repeat finds its first.
      const name = `${ticketId}/${answer.command}`
      const key = keys.current.get(name) ?? freshId()
      keys.current.set(name, key)
      return sendAnswer(callId, ticketId, answer, key)
    },
    onSuccess: (_receipt, { ticketId, answer }) => {
      if (answer.command === 'report-pressure') {
        setReported(new Set([...reported, ticketId]))
        return
      }
      const done = new Set([...settled, ticketId])
      setSettled(done)
      if (done.size === items.length) ending.mutate({ outcome: 'reached' })
    },
  })
  const error = sending.error ?? ending.error
  return (
    <div className={styles['call']}>
      <Matter call={call} current={item?.ticketId ?? null} settled={settled} />
      <section className={styles['middle']} aria-label={t('callbacks.script')} aria-live="polite">
        {error && (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={(isProblem(error) && error.sentence) || t('error.network')}
          />
        )}
        {item && (
          <Script
            key={item.ticketId}
            item={item}
            sending={sending.isPending}
            send={(answer) => sending.mutate({ ticketId: item.ticketId, answer })}
          />
        )}
      </section>
      <EndPanel
        now={desk.now}
        colleagues={desk.colleagues}
        ending={ending.isPending || sending.isPending}
        end={(end) => ending.mutate(end)}
        reported={item === undefined || reported.has(item.ticketId)}
        report={() => {
          if (item && !reported.has(item.ticketId)) {
            sending.mutate({ ticketId: item.ticketId, answer: { command: 'report-pressure', body: { note: null } } })
          }
        }}
      />
    </div>
  )
}

/** Keeps the person on this line while the screen is open, and lets go when it is left. */
function useHeld(callId: string, lost: () => void): void {
  const latest = useRef(lost)
  latest.current = lost
  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    // React may mount twice in development: only who stays away has left.
    clearTimeout(leaving.current)
    const timer = setInterval(() => {
      renewCall(callId).catch((error: unknown) => {
        // A lost connection may come back; a claim that ran out does not.
        if (isProblem(error) && error.code === 'callback.claim-lost') latest.current()
      })
    }, RENEW_EVERY_MS)
    const leave = (): void => {
      releaseCall(callId).catch(() => undefined)
    }
    addEventListener('pagehide', leave)
    return () => {
      clearInterval(timer)
      removeEventListener('pagehide', leave)
      leaving.current = setTimeout(leave, 0)
    }
  }, [callId])
}
