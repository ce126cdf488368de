import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { unitHistoryQuery } from '../../api/administration.ts'
import { nameIn } from '../../api/reference.ts'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import styles from './Administration.module.css'
import { UnitChangeForm, type UnitDeed } from './UnitChangeForm.tsx'

interface UnitCardProps {
  readonly code: string
  readonly choose: (code: string) => void
}

/** One unit: what was changed about it, what closing it would move, and what can be done. */
export function UnitCard({ code, choose }: UnitCardProps) {
  const { t, term, time, language } = useWords()
  const { data: session } = useSuspenseQuery(sessionQuery)
  const found = useQuery(unitHistoryQuery(code))
  const [deed, setDeed] = useState<UnitDeed | null>(null)
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return null
  const { unit, shipped, open, late, accounts, below, changes } = found.data
  const closed = changes.some((change) => change.what === 'closed')
  const mayClose = mayUse(session.account, 'move-unit')
  const fixed = ['centre', 'district', 'supervision'].includes(unit.kind)
  const deeds: readonly UnitDeed[] = closed
    ? []
    : ['added', 'renamed', ...(fixed ? [] : (['moved', ...(mayClose ? (['closed'] as const) : [])] as const))]
  return (
    <section className={styles['card']} aria-labelledby="unit-name">
      <h2 id="unit-name">{nameIn(language, unit)}</h2>
      <p className={styles['facts']}>
        <span>{term('unit-kind', unit.kind)}</span>
        <code>{unit.code}</code>
        <span>{t(shipped ? 'admin.unit-shipped' : 'admin.unit-added')}</span>
        {unit.validTo !== null && <span>{t('admin.unit-until', { day: unit.validTo })}</span>}
      </p>
      <p>{t('admin.unit-holds', { open, late, accounts, below })}</p>
      {deed === null ? (
        <div className={styles['row']}>
          {deeds.map((one) => (
            <Button key={one} danger={one === 'closed'} onClick={() => setDeed(one)}>
              {t(`admin.unit-${one}-do`)}
            </Button>
          ))}
        </div>
      ) : (
        <UnitChangeForm
          key={deed}
          deed={deed}
          unit={unit}
          open={open}
          done={(changed) => {
            setDeed(null)
            choose(changed)
          }}
          leave={() => setDeed(null)}
        />
      )}
      <h3>{t('admin.unit-changes')}</h3>
      {changes.length === 0 && <p className={styles['quiet']}>{t('admin.unit-no-changes')}</p>}
      <ol className={styles['list']}>
        {changes.map((change) => (
          <li key={change.id}>
            <b>
              {change.effectiveFrom} {change.sentence}
            </b>{' '}
            {change.reason}
            <span className={styles['quiet']}>
              {' '}
              {change.by} · {time(change.at)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
