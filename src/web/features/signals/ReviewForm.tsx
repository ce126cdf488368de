import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, Radio } from 'antd'
import { useId, useState } from 'react'
import { isProblem } from '../../api/problem.ts'
import { REVIEW_FINDINGS, sendReview } from '../../api/signals.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './SignalsPage.module.css'

interface ReviewFormProps {
  readonly signal: string
  readonly period: string
  readonly leave: () => void
}

/** What a named person found. It is kept for ever; a second look is a second note. */
export function ReviewForm({ signal, period, leave }: ReviewFormProps) {
  const id = useId()
  const { t, term } = useWords()
  const queries = useQueryClient()
  const [reviewId] = useState(freshId)
  const [finding, setFinding] = useState<(typeof REVIEW_FINDINGS)[number]>('explained')
  const [note, setNote] = useState('')
  const sending = useMutation({
    mutationFn: () => sendReview(signal, { reviewId, period, finding, note: note.trim() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['signals'] })
      leave()
    },
  })
  const { error } = sending
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      <Radio.Group
        aria-label={t('signals.finding')}
        value={finding}
        options={REVIEW_FINDINGS.map((value) => ({ value, label: term('review', value) }))}
        onChange={(event) => setFinding(event.target.value)}
      />
      <label htmlFor={id}>{t('signals.note')}</label>
      <Input.TextArea
        id={id}
        value={note}
        maxLength={2000}
        rows={3}
        onChange={(event) => setNote(event.target.value)}
      />
      <p className={styles['facts']}>
        <Button htmlType="submit" type="primary" loading={sending.isPending} disabled={note.trim() === ''}>
          {t('signals.send')}
        </Button>
        <Button onClick={leave}>{t('form.cancel')}</Button>
      </p>
      {error && (
        <Alert type="error" showIcon role="alert" title={(isProblem(error) && error.sentence) || t('error.network')} />
      )}
    </form>
  )
}
