import { useQuery } from '@tanstack/react-query'
import { Input, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import type { AppealBody } from '../../api/month.ts'
import { nameIn, policyQuery } from '../../api/reference.ts'
import { sessionQuery } from '../../api/session.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './MonthPage.module.css'
import { StepFault } from './StepFault.tsx'
import { useStep } from './use-step.ts'
import { WordsForm } from './WordsForm.tsx'

/** A unit's appeal: that a ticket should not count, on a ground with evidence, or that a figure is not right. */
export function AppealForm({ period, close }: { readonly period: string; readonly close: () => void }) {
  const { t, language } = useWords()
  const id = useId()
  const session = useQuery(sessionQuery)
  const policy = useQuery(policyQuery)
  const [key] = useState(freshId)
  const [about, setAbout] = useState<AppealBody['about']>('exclusion')
  const [ticket, setTicket] = useState('')
  const [ground, setGround] = useState<string | null>(null)
  const step = useStep(period)
  const unit = session.data?.account?.unit ?? ''
  const forExclusion = about === 'exclusion'
  return (
    <>
      <WordsForm
        label={t(forExclusion ? 'month.appeal-evidence' : 'month.appeal-words')}
        submit={t('month.do-appeal')}
        pending={step.isPending}
        ready={!forExclusion || (ticket.trim() !== '' && ground !== null)}
        cancel={close}
        send={(words) =>
          step.mutate(
            {
              path: 'appeals',
              body: {
                key,
                unit,
                about,
                ticket: ticket.trim() === '' ? null : ticket.trim(),
                ground: forExclusion ? ground : null,
                words,
              } satisfies AppealBody,
            },
            { onSuccess: close },
          )
        }
      >
        <Radio.Group
          aria-label={t('month.appeal-about')}
          value={about}
          options={[
            { value: 'exclusion', label: t('month.about-exclusion') },
            { value: 'figure', label: t('month.about-figure') },
          ]}
          onChange={(event) => setAbout(event.target.value as AppealBody['about'])}
        />
        <label htmlFor={`${id}-ticket`}>{t(forExclusion ? 'month.appeal-ticket' : 'month.appeal-ticket-if-any')}</label>
        <Input id={`${id}-ticket`} value={ticket} onChange={(event) => setTicket(event.target.value)} />
        {forExclusion && (
          <>
            <label htmlFor={`${id}-ground`}>{t('month.ground')}</label>
            <Select
              id={`${id}-ground`}
              value={ground}
              className={styles['wide'] ?? ''}
              options={(policy.data?.exclusionGrounds ?? []).map((one) => ({
                value: one.code,
                label: `${one.code} ${nameIn(language, one)}`,
              }))}
              onChange={(code: string) => setGround(code)}
            />
            <p className={styles['hint']}>{t('month.appeal-note')}</p>
          </>
        )}
      </WordsForm>
      <StepFault error={step.error} />
    </>
  )
}
