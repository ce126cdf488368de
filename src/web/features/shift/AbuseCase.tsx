import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { type AbuseCaseView, decideAppeal, shiftQuery, takeMeasure } from '../../api/calls.ts'
import { isProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './ShiftPage.module.css'

type Step = 'give-rest' | 'lift' | 'uphold'

/** P17: one call's measures, each with who and when; the leader gives the agent a rest and answers an appeal. */
export function AbuseCase({ one }: { readonly one: AbuseCaseView }) {
  const { t, term, time } = useWords()
  const queries = useQueryClient()
  const [words, setWords] = useState('')
  const deciding = useMutation({
    mutationFn: (step: Step) =>
      step === 'give-rest'
        ? takeMeasure(one.callId, { caseId: one.caseId, act: step, words })
        : decideAppeal(one.caseId, step === 'lift', words),
    onSuccess: () => setWords(''),
    onSettled: () => queries.invalidateQueries({ queryKey: shiftQuery.queryKey }),
  })
  const rests = one.stage === 'with-leader'
  const written = words.trim() !== ''
  const give = (step: Step) => () => deciding.mutate(step)
  return (
    <li className={styles['case']}>
      <p className={styles['head']}>
        <b className="figures">{one.phone ?? t('console.withheld')}</b>
        <span>{term('abuse-stage', one.stage)}</span>
        <span data-open={one.appeal === 'open'}>{term('abuse-appeal', one.appeal)}</span>
      </p>
      <ol className={styles['steps']}>
        {one.steps.map((step) => (
          <li key={`${step.type} ${step.at}`}>
            <time dateTime={step.at}>{time(step.at)}</time> {step.by} · <StepName type={step.type} />
            {step.words !== null && <span> · {step.words}</span>}
          </li>
        ))}
      </ol>
      {one.appeal === 'open' && !one.mayDecide && <p className={styles['calm']}>{t('shift.own')}</p>}
      {(rests || one.mayDecide) && (
        <>
          <label className={styles['field']} htmlFor={`words-${one.caseId}`}>
            {t('shift.words')}
            <Input
              id={`words-${one.caseId}`}
              maxLength={2000}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          </label>
          <p className={styles['acts']}>
            {rests && (
              <Button disabled={!written} loading={deciding.isPending} onClick={give('give-rest')}>
                {t('shift.rest')}
              </Button>
            )}
            {one.mayDecide && (
              <>
                <Button disabled={!written} loading={deciding.isPending} onClick={give('lift')}>
                  {t('shift.lift')}
                </Button>
                <Button disabled={!written} loading={deciding.isPending} onClick={give('uphold')}>
                  {t('shift.uphold')}
                </Button>
              </>
            )}
          </p>
        </>
      )}
      {deciding.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(deciding.error) && deciding.error.sentence) || t('error.network')}
        />
      )}
    </li>
  )
}

function StepName({ type }: { readonly type: string }) {
  const { t, term } = useWords()
  if (type === 'appeal') return t('console.appeal')
  return term(type === 'upheld' || type === 'lifted' ? 'abuse-appeal' : 'abuse-measure', type)
}
