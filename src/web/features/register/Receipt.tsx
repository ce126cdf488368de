import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { ReceiptView } from '../../api/intake.ts'
import { categoriesQuery, nameIn } from '../../api/reference.ts'
import { useWords } from '../../i18n/words.ts'
import { AlarmState } from './AlarmState.tsx'
import styles from './Receipt.module.css'

/** Read back to the caller: the number, who has it, by when, why. */
export function Receipt(props: {
  readonly receipt: ReceiptView
  readonly again: () => void
  /** 还有一件事 (P11): the same caller and place, another matter. */
  readonly more: () => void
}) {
  const { receipt, again, more } = props
  const { t, term, time, language } = useWords()
  const categories = useQuery(categoriesQuery)
  const category = categories.data?.find(({ code }) => code === receipt.category)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className={styles['receipt']} role="status">
      <h2 tabIndex={-1} ref={heading}>
        {t('receipt.title')}
      </h2>
      <p className={styles['number']}>{receipt.number}</p>
      <p>
        {receipt.phase === 'answered'
          ? t('knowledge.answered-body', { number: receipt.number })
          : receipt.phase === 'awaiting-dispatch'
            ? t('receipt.waits')
            : receipt.phase === 'handed-over' || receipt.phase === 'refused'
              ? t(`console.done-${receipt.phase}`)
              : t('receipt.went', { unit: receipt.responsibleName, phase: term('phase', receipt.phase) })}
      </p>
      <AlarmState ticketId={receipt.ticketId} />
      {receipt.promisedAt && <p>{t('receipt.promised', { time: time(receipt.promisedAt) })}</p>}
      <p>
        {t('receipt.category', {
          category: category ? nameIn(language, category) : (receipt.category ?? t('list.no-category')),
        })}
      </p>
      {receipt.because && (
        <p>
          {receipt.because.row === null
            ? t('receipt.because', { ground: receipt.because.ground })
            : t('receipt.because-row', { row: receipt.because.row, ground: receipt.because.ground })}
        </p>
      )}
      <p className={styles['secret']}>{t('receipt.secret', { secret: receipt.secret })}</p>
      <p className={styles['buttons']}>
        <Button onClick={more}>
          {t('console.more')} <kbd>Alt+N</kbd>
        </Button>
        <Button type="primary" onClick={again}>
          {t('receipt.again')}
        </Button>
        <Link to="/tickets/$ticketId" params={{ ticketId: receipt.ticketId }}>
          {t('receipt.open')}
        </Link>
      </p>
    </div>
  )
}
