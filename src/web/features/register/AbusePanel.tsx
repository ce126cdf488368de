import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { type CallView, deskQuery, takeMeasure } from '../../api/calls.ts'
import { isProblem } from '../../api/problem.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Console.module.css'

/** P17, one step after the other: warn, hand to the shift leader. Each with words, each can be appealed; nothing is blocked. */
export function AbusePanel({ call, close }: { readonly call: CallView; readonly close: () => void }) {
  const { t, term, time } = useWords()
  const queries = useQueryClient()
  const [words, setWords] = useState('')
  const [caseId] = useState(freshId)
  const { abuse } = call
  const next = abuse === null ? 'warn' : abuse.stage === 'warned' ? 'hand-to-leader' : null
  const taking = useMutation({
    mutationFn: (act: 'warn' | 'hand-to-leader' | 'appeal') => takeMeasure(call.callId, { caseId, act, words }),
    onSuccess: () => setWords(''),
    onSettled: () => queries.invalidateQueries({ queryKey: deskQuery.queryKey }),
  })
  const written = words.trim() !== ''
  return (
    <Modal open onCancel={close} footer={null} title={t('console.abuse')} width={560}>
      <p className={styles['hint']}>{t('console.abuse-help')}</p>
      {next === 'warn' && <p className={styles['aloud']}>{t('console.abuse-say')}</p>}
      <ol className={styles['tickets']}>
        {(abuse?.steps ?? []).map((step) => (
          <li key={`${step.type} ${step.at}`} className={styles['ticket']}>
            <b>{step.type === 'appeal' ? t('console.appeal') : term('abuse-measure', step.type)}</b>{' '}
            <time dateTime={step.at}>{time(step.at)}</time> {step.by}
            {step.words !== null && <p>{step.words}</p>}
          </li>
        ))}
      </ol>
      <label className={styles['field']} htmlFor="abuse-words">
        {t('console.abuse-words')}
        <Input.TextArea
          id="abuse-words"
          rows={3}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          autoFocus
        />
      </label>
      {taking.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(taking.error) && taking.error.sentence) || t('error.network')}
        />
      )}
      <p className={styles['acts']}>
        {next !== null && (
          <Button type="primary" disabled={!written} loading={taking.isPending} onClick={() => taking.mutate(next)}>
            {term('abuse-measure', next)}
          </Button>
        )}
        {abuse !== null && abuse.appeal === 'none' && (
          <Button disabled={!written} loading={taking.isPending} onClick={() => taking.mutate('appeal')}>
            {t('console.appeal-take')}
          </Button>
        )}
      </p>
    </Modal>
  )
}
