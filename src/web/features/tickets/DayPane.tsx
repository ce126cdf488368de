import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { rosterQuery } from '../../api/roster.ts'
import { useWords } from '../../i18n/words.ts'
import { HandOverCard } from '../../ui/HandOverCard.tsx'
import styles from './DayPane.module.css'

/** Beside the list while no ticket is open: who is on duty, what was handed over, whose tickets wait for another hand. */
export function DayPane() {
  const { t, term } = useWords()
  const { data: roster } = useQuery(rosterQuery(null))
  if (!roster) return null
  const away = roster.absences.filter(({ firstDay, open }) => firstDay <= roster.today && open > 0)
  const open = roster.handOvers.filter((one) => one.acknowledged === null)
  return (
    <div className={styles['pane']}>
      <p className={styles['hint']}>{t('day.choose')}</p>
      <section aria-labelledby="day-duty">
        <h2 id="day-duty">{t('day.duty', { shift: term('shift', roster.now.shift) })}</h2>
        <p>
          {roster.now.inCharge ? <b>{roster.now.inCharge.name}</b> : t('day.nobody')}{' '}
          <Link to="/roster" search={{}}>
            {t('day.roster')}
          </Link>
        </p>
      </section>
      {away.length > 0 && (
        <section aria-labelledby="day-away">
          <h2 id="day-away">{t('day.away')}</h2>
          <ul>
            {away.map((one) => (
              <li key={one.absenceId}>
                {t('day.away-one', { name: one.person.name, count: one.open })}{' '}
                <Link to="/roster" search={{ of: one.person.account }}>
                  {t('roster.reassign')}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="day-handed">
        <h2 id="day-handed">{t('day.handed')}</h2>
        {open.length === 0 ? (
          <p className={styles['hint']}>{t('day.nothing-handed')}</p>
        ) : (
          <ul className={styles['list']}>
            {open.map((one) => (
              <li key={one.handOverId}>
                <HandOverCard handOver={one} />
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}
