import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'
import { actOnCall, type CallView, deskQuery, type MyDesk, ringDemo, setStatus } from '../../api/calls.ts'
import { isProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Console.module.css'
import { useRegisterKeys } from './register-keys.ts'

interface CallPanelProps {
  readonly desk: MyDesk
  readonly emergency: () => void
  readonly abuse: () => void
  readonly blocked: boolean
}

type Step = 'answer' | 'hold' | 'resume' | 'hang-up' | 'pass-on' | 'ready' | 'resting' | 'ring-known' | 'ring-new'

/** The line: who calls, how long, what can be done with the call; or what the agent does between calls. */
export function CallPanel({ desk, emergency, abuse, blocked }: CallPanelProps) {
  const { t, term } = useWords()
  const queries = useQueryClient()
  const { call, status } = desk
  const live = call !== null && call.state !== 'over'
  const doing = useMutation({
    mutationFn: async (step: Step): Promise<void> => {
      if (step === 'ready' || step === 'resting') await setStatus({ status: step })
      else if (step === 'ring-known' || step === 'ring-new') await ringDemo(step === 'ring-known')
      else if (call) await actOnCall(call.callId, step)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: deskQuery.queryKey }),
  })
  const give = (step: Step) => () => doing.mutate(step)
  const hold = call?.state === 'held' ? 'resume' : 'hold'
  useRegisterKeys({
    ...(call?.state === 'ringing' ? { 'pick-up': give('answer') } : {}),
    ...(live && call.state !== 'ringing' ? { hold: give(hold), 'hang-up': give('hang-up'), abuse } : {}),
    ...(live ? {} : { ready: give('ready') }),
    ...(blocked ? {} : { emergency }),
  })
  return (
    <section className={styles['line']} aria-label={t('console.line')} data-state={live ? call.state : status}>
      <p className={styles['who']} aria-live="polite">
        <b className={styles['state']}>{live ? term('call-state', call.state) : term('agent-status', status)}</b>
        {live && <Caller call={call} now={desk.now} />}
        {!live && <Between desk={desk} />}
      </p>
      <div className={styles['acts']}>
        {live && call.state === 'ringing' && (
          <Button type="primary" onClick={give('answer')}>
            {t('console.pick-up')} <kbd>Alt+J</kbd>
          </Button>
        )}
        {live && call.state !== 'ringing' && (
          <>
            <Button onClick={give(hold)}>
              {t(hold === 'hold' ? 'console.hold' : 'console.resume')} <kbd>Alt+H</kbd>
            </Button>
            <Button onClick={give('pass-on')}>{t('console.pass-on')}</Button>
            <Button onClick={abuse}>
              {t('console.abuse')} <kbd>Alt+B</kbd>
            </Button>
            <Button onClick={give('hang-up')}>
              {t('console.hang-up')} <kbd>Alt+G</kbd>
            </Button>
          </>
        )}
        {!live && (
          <>
            <Button
              type={status === 'ready' ? 'default' : 'primary'}
              disabled={status === 'ready'}
              onClick={give('ready')}
            >
              {t('console.ready')} <kbd>Alt+R</kbd>
            </Button>
            <Button disabled={status === 'resting'} onClick={give('resting')}>
              {t('console.rest')}
            </Button>
          </>
        )}
        {!live && desk.mayRing && (
          <>
            <Button onClick={give('ring-known')}>{t('console.ring-known')}</Button>
            <Button onClick={give('ring-new')}>{t('console.ring-new')}</Button>
          </>
        )}
        <Button danger disabled={blocked} onClick={emergency}>
          {t('console.emergency')} <kbd>F9</kbd>
        </Button>
      </div>
      {doing.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(doing.error) && doing.error.sentence) || t('error.network')}
        />
      )}
    </section>
  )
}

function Caller({ call, now }: { readonly call: CallView; readonly now: string }) {
  const { t } = useWords()
  const { phone, timesThisMonth, earlierAbuse, transferredTo } = call
  return (
    <>
      <span className={styles['number']}>{phone ?? t('console.withheld')}</span>
      <Running from={call.answeredAt ?? call.rangAt} now={now} />
      {timesThisMonth !== null && <span>{t('console.times', { count: timesThisMonth })}</span>}
      {transferredTo !== null && <span className={styles['warn']}>{t('console.with', { line: transferredTo })}</span>}
      {earlierAbuse > 0 && (
        <span className={styles['warn']}>{t('console.earlier-abuse', { count: earlierAbuse })}</span>
      )}
    </>
  )
}

function Between({ desk }: { readonly desk: MyDesk }) {
  const { t } = useWords()
  return (
    <>
      {desk.since !== null && desk.status !== 'away' && <Running from={desk.since} now={desk.now} />}
      {desk.waiting > 0 && <span className={styles['warn']}>{t('console.waiting', { count: desk.waiting })}</span>}
      {desk.lastWrapUp !== null && <span>{t('console.last-wrap-up', { seconds: desk.lastWrapUp })}</span>}
    </>
  )
}

/** 02:14, by the server's clock, carried on by this machine's watch. */
function Running({ from, now }: { readonly from: string; readonly now: string }) {
  const { t } = useWords()
  const [started] = useState(() => ({ at: performance.now(), now }))
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  const ms = Date.parse(started.now) + (performance.now() - started.at) - Date.parse(from)
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number): string => String(value).padStart(2, '0')
  return (
    <span className="figures" role="timer" aria-live="off" aria-label={t('console.running')}>
      {two(Math.floor(seconds / 60))}:{two(seconds % 60)}
    </span>
  )
}
