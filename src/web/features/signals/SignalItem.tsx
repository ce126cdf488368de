import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { SignalView } from '../../api/signals.ts'
import { useWords } from '../../i18n/words.ts'
import { ReviewForm } from './ReviewForm.tsx'
import styles from './SignalsPage.module.css'

interface SignalItemProps {
  readonly signal: SignalView
  readonly period: string
}

export function SignalItem({ signal, period }: SignalItemProps) {
  const { t, time, exactTime } = useWords()
  const [isWriting, setWriting] = useState(false)
  const { id, name, unit, sentence, rule, at, tickets, unlisted, reviews } = signal
  return (
    <li className={styles['signal']} aria-labelledby={`signal-${id}`}>
      <h2 id={`signal-${id}`}>
        {name} · {unit.name}
      </h2>
      <p className={styles['sentence']}>{sentence}</p>
      <p className={styles['quiet']}>{rule}</p>
      <p className={styles['facts']}>
        <time dateTime={at} title={exactTime(at)}>
          {time(at)}
        </time>
        <span>
          {reviews.length === 0 ? t('signals.not-reviewed') : t('signals.reviewed', { count: reviews.length })}
        </span>
      </p>
      <details>
        <summary>{t('signals.tickets', { count: tickets.length + unlisted })}</summary>
        <ul className={styles['tickets']}>
          {tickets.map(({ ticketId, number }) => (
            <li key={ticketId}>
              <Link to="/tickets/$ticketId" params={{ ticketId }} className="figures">
                {number}
              </Link>
            </li>
          ))}
        </ul>
        {unlisted > 0 && <p className={styles['quiet']}>{t('signals.unlisted', { count: unlisted })}</p>}
      </details>
      {reviews.length > 0 && (
        <ol className={styles['reviews']}>
          {reviews.map((review) => (
            <li key={review.reviewId}>
              <b>{review.name}</b> {review.note ?? t('signals.note-gone')}
              <span className={styles['quiet']}>
                {review.by} · {time(review.at)}
              </span>
            </li>
          ))}
        </ol>
      )}
      {isWriting ? (
        <ReviewForm signal={id} period={period} leave={() => setWriting(false)} />
      ) : (
        <Button onClick={() => setWriting(true)}>{t('signals.write')}</Button>
      )}
    </li>
  )
}
