import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { rosterQuery } from '../../api/roster.ts'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { HandOverCard } from '../../ui/HandOverCard.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { Absences } from './Absences.tsx'
import { DutyTable } from './DutyTable.tsx'
import { HandOverForm } from './HandOverForm.tsx'
import styles from './RosterPage.module.css'

/** P28: who is on duty, who is away and who has their tickets, what one shift hands to the next. */
export function RosterPage() {
  const { t, term } = useWords()
  const { of } = useSearch({ from: '/desk/roster' })
  const account = useQuery(sessionQuery).data?.account
  const roster = useQuery(rosterQuery(null))
  if (roster.isPending) return <WaitingPage />
  if (!roster.data || !account) return <ErrorState error={roster.error} retry={() => void roster.refetch()} />
  const { unit, now, handOvers } = roster.data
  const works = mayUse(account, 'transfer')
  return (
    <div className={styles['page']}>
      <header>
        <h1>{t('roster.title', { unit: unit.name })}</h1>
        <p className={styles['lead']}>
          {now.inCharge
            ? t('roster.now', { shift: term('shift', now.shift), name: now.inCharge.name })
            : t('roster.now-nobody', { shift: term('shift', now.shift) })}
        </p>
      </header>
      <DutyTable roster={roster.data} />
      <Absences roster={roster.data} account={account} open={of ?? null} />
      <section aria-labelledby="hand-overs" className={styles['section']}>
        <h2 id="hand-overs">{t('roster.hand-overs')}</h2>
        {works && <HandOverForm />}
        {handOvers.length === 0 && <p className={styles['lead']}>{t('roster.no-hand-overs')}</p>}
        <ul className={styles['cards']}>
          {handOvers.map((one) => (
            <li key={one.handOverId}>
              <HandOverCard handOver={one} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
