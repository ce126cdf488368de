import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { SuggestionView } from '../../api/dispatch.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Advice.module.css'

interface AdviceProps {
  readonly advice: SuggestionView
  /** Which parts the person has taken over already. */
  readonly confirmed: ReadonlySet<AdvicePart>
  readonly accept: (parts: readonly AdvicePart[]) => void
  /** Parts that can be taken over here; the others are told only. */
  readonly parts: readonly AdvicePart[]
}

export type AdvicePart = 'category' | 'place' | 'lead' | 'limit'

/** What the machine proposes, tinted until a person has taken it over, with the question to ask and every reason. */
export function Advice({ advice, confirmed, accept, parts }: AdviceProps) {
  const { t, term, percent, between } = useWords()
  const { place } = advice
  const where = [place.district, place.subdistrict, place.community].flatMap((one) => (one ? [one.name] : []))
  const told: readonly { readonly part: AdvicePart; readonly label: string; readonly value: ReactNode }[] = [
    {
      part: 'category',
      label: t('advice.category'),
      value: advice.category && (
        <>
          {advice.category.name}{' '}
          <span className={styles['small']}>
            {advice.confidence !== null && t('advice.confidence', { percent: percent(advice.confidence) })}
            {!advice.sure && ` · ${t('advice.not-sure')}`}
          </span>
        </>
      ),
    },
    { part: 'place', label: t('advice.place'), value: where.length === 0 ? null : where.join(' · ') },
    {
      part: 'lead',
      label: t('advice.lead'),
      value: advice.lead && (
        <>
          {advice.lead.name}
          {advice.assisting.length > 0 && (
            <span className={styles['small']}>
              {' '}
              {t('advice.assisting')} {advice.assisting.map(({ name }) => name).join(between)}
            </span>
          )}
          {advice.row !== null && <span className={styles['small']}> {t('advice.row', { row: advice.row })}</span>}
        </>
      ),
    },
    { part: 'limit', label: t('advice.limit'), value: advice.limit && term('limit', advice.limit) },
  ]
  const open = parts.filter((part) => !confirmed.has(part) && told.some((one) => one.part === part && one.value))
  return (
    <section className={styles['advice']} aria-label={t('advice.title')} data-confirmed={open.length === 0}>
      <div className={styles['heading']}>
        <b>{t('advice.title')}</b>
        <span className={styles['state']}>{t(open.length === 0 ? 'advice.confirmed' : 'advice.unconfirmed')}</span>
        {open.length > 0 && (
          <Button size="small" onClick={() => accept(open)}>
            {t('advice.accept-all')}
          </Button>
        )}
      </div>
      <dl className={styles['rows']}>
        {told.map(({ part, label, value }) => (
          <div key={part}>
            <dt>{label}</dt>
            <dd>{value || <span className={styles['small']}>{t('advice.none')}</span>}</dd>
            <dd>
              {parts.includes(part) && value && !confirmed.has(part) && (
                <Button
                  size="small"
                  type="link"
                  aria-label={`${t('advice.accept')} ${label}`}
                  onClick={() => accept([part])}
                >
                  {t('advice.accept')}
                </Button>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {advice.question && (
        <div className={styles['question']}>
          <p>
            <b>{t('advice.ask')}</b> {advice.question.sentence}
          </p>
          {advice.question.options.length > 0 && (
            <ul>
              {advice.question.options.map(({ code, name }) => (
                <li key={code}>{name}</li>
              ))}
            </ul>
          )}
        </div>
      )}
      <details>
        <summary>{t('advice.why')}</summary>
        <ul className={styles['reasons']}>
          {advice.reasons.map(({ code, sentence, open: isOpen }) => (
            <li key={`${code} ${sentence}`} data-open={isOpen}>
              {sentence}
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}
