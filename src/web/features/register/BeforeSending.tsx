import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { SimilarQuestion } from '../../../contract/http/clusters.ts'
import { beforeQuery, type SimilarItem } from '../../api/clusters.ts'
import { isProblem } from '../../api/problem.ts'
import { giveCommand } from '../../api/ticket.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import { SimilarRow } from '../../ui/SimilarRow.tsx'
import styles from './BeforeSending.module.css'

/** Before a ticket is sent: what this phone and people nearby told already, so that one matter is not dispatched twice. */
export function BeforeSending({ question }: { readonly question: SimilarQuestion | null }) {
  const { t } = useWords()
  const { data } = useQuery(beforeQuery(question))
  if (!question || !data) return null
  const { samePerson, others, timesThisMonth } = data
  const often = timesThisMonth !== null && timesThisMonth > 0
  if (samePerson.length === 0 && others.length === 0 && !often) return null
  return (
    <section className={styles['before']} aria-labelledby="before-title" aria-live="polite">
      <h2 id="before-title">{t('before.title')}</h2>
      {often && <p>{t('before.caller-times', { count: timesThisMonth })}</p>}
      {samePerson.length > 0 && <p className={styles['hint']}>{t('before.caller')}</p>}
      <ul className={styles['list']}>
        {samePerson.map((item) => (
          <SimilarRow key={item.ticket.ticketId} item={item}>
            {item.ticket.open && <Urge item={item} />}
          </SimilarRow>
        ))}
      </ul>
      {others.length > 0 && <p className={styles['hint']}>{t('before.others')}</p>}
      <ul className={styles['list']}>
        {others.map((item) => (
          <SimilarRow key={item.ticket.ticketId} item={item} />
        ))}
      </ul>
    </section>
  )
}

/** 催办告知: the unit is told "urged again" instead of getting another ticket. */
function Urge({ item }: { readonly item: SimilarItem }) {
  const { t } = useWords()
  const [key] = useState(freshId)
  const { ticketId, number } = item.ticket
  const urging = useMutation({ mutationFn: () => giveCommand(ticketId, 'urge', {}, { key }) })
  if (urging.isSuccess) return <Alert type="success" role="status" title={t('before.urged', { number })} />
  return (
    <>
      <Button size="small" loading={urging.isPending} onClick={() => urging.mutate()}>
        {t('before.urge')}
      </Button>
      {urging.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(urging.error) && urging.error.sentence) || t('error.network')}
        />
      )}
    </>
  )
}
