import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, Progress } from 'antd'
import { useState } from 'react'
import { cancelReplay, type DraftView, type ReplayRunView, replayQuery, startReplay } from '../../api/workshop.ts'
import { useNow } from '../../app/now.tsx'
import { useWords } from '../../i18n/words.ts'
import styles from './DraftPage.module.css'
import { ReplayOutcome } from './ReplayOutcome.tsx'

interface Props {
  readonly draft: DraftView
  readonly runs: readonly ReplayRunView[]
  /** Of the draft's tables as they are: a replay of others is out of date. */
  readonly checksum: string
}

const DAY_MS = 86_400_000

/** Runs the draft over past days, with a bar and a way to stop. */
export function ReplayPanel({ draft, runs, checksum }: Props) {
  const { t } = useWords()
  const queries = useQueryClient()
  const now = Date.parse(useNow())
  const dayBefore = (days: number) => new Date(now - days * DAY_MS).toISOString().slice(0, 10)
  const [firstDay, setFirst] = useState(() => dayBefore(30))
  const [lastDay, setLast] = useState(() => dayBefore(1))
  const renew = () => queries.invalidateQueries({ queryKey: ['policy', 'draft', draft.draftId] })
  const start = useMutation({
    mutationFn: () => startReplay(draft.draftId, { firstDay, lastDay }),
    onSuccess: renew,
  })
  const latest = runs[0]
  return (
    <div className={styles['stack']}>
      <p>{t('policy.replay-hint')}</p>
      <form
        className={styles['range']}
        onSubmit={(event) => {
          event.preventDefault()
          start.mutate()
        }}
      >
        <label htmlFor="field-first-day">
          {t('policy.first-day')}
          <Input
            id="field-first-day"
            type="date"
            required
            value={firstDay}
            onChange={(event) => setFirst(event.target.value)}
          />
        </label>
        <label htmlFor="field-last-day">
          {t('policy.last-day')}
          <Input
            id="field-last-day"
            type="date"
            required
            value={lastDay}
            onChange={(event) => setLast(event.target.value)}
          />
        </label>
        <Button type="primary" htmlType="submit" loading={start.isPending}>
          {t('policy.replay-start')}
        </Button>
      </form>
      {start.error && <Alert type="error" showIcon title={start.error.message} />}
      {latest && (
        <Run key={latest.replayId} replayId={latest.replayId} stale={latest.checksum !== checksum} renew={renew} />
      )}
    </div>
  )
}

function Run({ replayId, stale, renew }: { replayId: string; stale: boolean; renew: () => Promise<void> }) {
  const { t } = useWords()
  const replay = useQuery(replayQuery(replayId))
  const cancel = useMutation({
    mutationFn: () => cancelReplay(replayId),
    onSettled: async () => {
      await replay.refetch()
      await renew()
    },
  })
  if (!replay.data) return null
  const { run, result, failure, units, numbers } = replay.data
  const percent = run.total === 0 ? 0 : Math.floor((run.done / run.total) * 100)
  return (
    <div className={styles['stack']}>
      {(run.status === 'running' || run.status === 'silent') && (
        <>
          <Progress percent={percent} aria-label={t('policy.replay-progress')} />
          <p role="status">{t(`policy.replay-${run.status}`, { done: run.done, total: run.total })}</p>
          <Button onClick={() => cancel.mutate()}>{t('policy.replay-cancel')}</Button>
        </>
      )}
      {run.status === 'cancelled' && <p role="status">{t('policy.replay-cancelled')}</p>}
      {failure && <Alert type="error" showIcon title={failure} />}
      {stale && run.status === 'done' && <Alert type="warning" showIcon title={t('policy.replay-stale')} />}
      {result && <ReplayOutcome result={result} units={units} numbers={numbers} hash={run.hash ?? ''} />}
    </div>
  )
}
