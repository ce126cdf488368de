import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { type WhyView, whyQuery } from '../../api/dispatch.ts'
import type { TicketView } from '../../api/ticket.ts'
import { type Key, useWords } from '../../i18n/words.ts'
import { Precedents } from '../../ui/dispatch/Precedents.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './Why.module.css'

const ABOUT: Readonly<Record<WhyView['points'][number]['about'], Key>> = {
  category: 'why.about-category',
  place: 'why.about-place',
  catalogue: 'why.about-catalogue',
  assisting: 'why.about-assisting',
  limit: 'why.about-limit',
  machine: 'why.about-machine',
  person: 'why.about-person',
  hops: 'why.about-hops',
}

/** "Why us?": the decision record of the last dispatch, point by point. */
export function Why({ ticket }: { readonly ticket: TicketView }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        {t('why.ask')}
      </Button>
      <Modal
        open={open}
        onCancel={() => setOpen(false)}
        footer={null}
        title={t('why.title', { unit: ticket.responsible.name })}
        width={720}
        destroyOnHidden
      >
        <Record ticket={ticket} />
      </Modal>
    </>
  )
}

function Record({ ticket }: { readonly ticket: TicketView }) {
  const { t } = useWords()
  const why = useQuery(whyQuery(ticket.ticketId, ticket.version))
  if (why.isPending) return <WaitingPage />
  if (!why.data) return <ErrorState error={why.error} retry={() => void why.refetch()} />
  const { points, candidates, precedents } = why.data
  return (
    <div className={styles['record']}>
      <dl className={styles['points']}>
        {points.map(({ about, sentence }) => (
          <div key={`${about} ${sentence}`} data-about={about}>
            <dt>{t(ABOUT[about])}</dt>
            <dd>{sentence}</dd>
          </div>
        ))}
      </dl>
      {candidates.length > 1 && (
        <>
          <h3>{t('why.candidates')}</h3>
          <ol>
            {candidates.map((one) => (
              <li key={`${one.row}-${one.lead.code}`} data-chosen={one.chosen}>
                <b>{one.lead.name}</b>
                <span>{t('why.candidate', { row: one.row, why: one.why })}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      <h3>{t('why.precedents')}</h3>
      {precedents.length === 0 ? (
        <p className={styles['policy']}>{t('why.no-precedents')}</p>
      ) : (
        <Precedents items={precedents} />
      )}
    </div>
  )
}
