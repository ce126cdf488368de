import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { type CallbackDesk, type CallView, callbackDeskQuery, takeNext } from '../../api/callbacks.ts'
import { isProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { Call } from './Call.tsx'
import styles from './CallbacksPage.module.css'
import { useDeskKeys } from './desk-keys.ts'
import { NextList } from './NextList.tsx'

/** The callback desk: one person at a time, chosen by the plan; who is done makes room for the next. */
export function CallbacksPage() {
  const { t } = useWords()
  const queries = useQueryClient()
  const desk = useQuery(callbackDeskQuery)
  const [call, setCall] = useState<CallView | null>(null)
  const [isLost, setLost] = useState(false)
  const taking = useMutation({
    mutationFn: takeNext,
    onSuccess: async (next) => {
      setCall(next)
      await queries.invalidateQueries({ queryKey: ['callbacks'] })
    },
  })
  const take = () => {
    setLost(false)
    if (!taking.isPending) taking.mutate()
  }
  if (desk.isPending) return <WaitingPage />
  if (!desk.data) return <ErrorState error={desk.error} retry={() => void desk.refetch()} />
  const { data } = desk
  return (
    <section aria-labelledby="callbacks-title" className={styles['page']}>
      <div className={styles['head']}>
        <h1 id="callbacks-title">{t('callbacks.title')}</h1>
        <Counter desk={data} />
      </div>
      {isLost && <Alert type="warning" showIcon role="alert" title={t('callbacks.lost')} />}
      {call ? (
        <Call
          key={call.callId}
          call={call}
          desk={data}
          over={(next) => {
            setCall(null)
            if (next === 'take') take()
            else setLost(true)
          }}
        />
      ) : (
        <Idle desk={data} taking={taking.isPending} take={take} error={taking.error} />
      )}
    </section>
  )
}

function Counter({ desk: { own, all, ready, laterToday } }: { readonly desk: CallbackDesk }) {
  const { t } = useWords()
  return (
    <dl className={styles['counter']} aria-label={t('callbacks.day')}>
      <div>
        <dt>{t('callbacks.own')}</dt>
        <dd className="figures">{t('callbacks.counts', { ...own })}</dd>
      </div>
      <div>
        <dt>{t('callbacks.all')}</dt>
        <dd className="figures">{t('callbacks.counts', { ...all })}</dd>
      </div>
      <div>
        <dt>{t('callbacks.to-go')}</dt>
        <dd className="figures">{t('callbacks.waiting', { ready, later: laterToday })}</dd>
      </div>
    </dl>
  )
}

interface IdleProps {
  readonly desk: CallbackDesk
  readonly taking: boolean
  readonly take: () => void
  readonly error: Error | null
}

function Idle({ desk, taking, take, error }: IdleProps) {
  const { t, time } = useWords()
  const { quietUntil, ready, next, plan } = desk
  useDeskKeys(ready > 0 ? { Enter: take } : {})
  return (
    <>
      {error && (
        <Alert type="error" showIcon role="alert" title={(isProblem(error) && error.sentence) || t('error.network')} />
      )}
      <div className={styles['idle']}>
        {ready > 0 ? (
          <>
            <p className={styles['question']}>{t('callbacks.ready', { count: ready })}</p>
            <Button type="primary" size="large" loading={taking} onClick={take}>
              {t('callbacks.take')} <kbd>Enter</kbd>
            </Button>
          </>
        ) : (
          <EmptyState
            title={quietUntil === null ? t('callbacks.none') : t('callbacks.quiet', { until: time(quietUntil) })}
            hint={quietUntil === null ? t('callbacks.none-hint') : t('callbacks.quiet-hint')}
          />
        )}
        <p className={styles['quiet']}>
          {t(plan.stored ? (plan.late ? 'callbacks.plan-late' : 'callbacks.plan') : 'callbacks.plan-missing', {
            period: plan.period,
          })}
        </p>
      </div>
      <NextList next={next} />
    </>
  )
}
