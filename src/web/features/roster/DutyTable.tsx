import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { SHIFTS, type Shift } from '../../../domain/clock/shift.ts'
import { isProblem } from '../../api/problem.ts'
import { clearShift, type RosterView, setShift } from '../../api/roster.ts'
import { useWords } from '../../i18n/words.ts'
import { PersonPicker } from '../../ui/fields/PersonPicker.tsx'
import styles from './RosterPage.module.css'

const DAYS = 7

/** A week of shifts with who is in charge; entered where it is read. */
export function DutyTable({ roster }: { readonly roster: RosterView }) {
  const { t, term, day: dayText } = useWords()
  const days = Array.from({ length: DAYS }, (_, offset) => addDays(roster.today, offset))
  return (
    <section aria-labelledby="duty" className={styles['section']}>
      <h2 id="duty">{t('roster.duty')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keyboard. */}
      <section className={styles['table']} tabIndex={0} aria-label={t('roster.week')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('roster.day')}</th>
              {SHIFTS.map((shift) => (
                <th key={shift} scope="col">
                  {term('shift', shift)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day} data-today={day === roster.today}>
                <th scope="row">{dayText(day)}</th>
                {SHIFTS.map((shift) => (
                  <td key={shift}>
                    <Cell roster={roster} day={day} shift={shift} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}

function Cell({ roster, day, shift }: { readonly roster: RosterView; readonly day: string; readonly shift: Shift }) {
  const { t, term, day: dayText } = useWords()
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const entered = roster.shifts.find((one) => one.day === day && one.shift === shift)
  const saving = useMutation({
    mutationFn: (account: string | undefined) =>
      account === undefined ? clearShift(day, shift) : setShift(day, shift, { inCharge: account }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['roster'] })
      setEditing(false)
    },
  })
  const label = t('roster.in-charge', { day: dayText(day), shift: term('shift', shift) })
  if (!editing)
    return (
      <span className={styles['cell']}>
        {entered ? entered.inCharge.name : <span className={styles['lead']}>{t('roster.open')}</span>}
        {roster.mayEdit && (
          <Button
            size="small"
            type="link"
            aria-label={`${t(entered ? 'roster.change' : 'roster.enter')} ${label}`}
            onClick={() => setEditing(true)}
          >
            {t(entered ? 'roster.change' : 'roster.enter')}
          </Button>
        )}
      </span>
    )
  return (
    <>
      <PersonPicker
        label={label}
        placeholder={t('roster.whom')}
        {...(entered ? { value: entered.inCharge.account } : {})}
        onChange={(account: string | undefined) => saving.mutate(account)}
      />
      <Button size="small" type="text" onClick={() => setEditing(false)}>
        {t('form.cancel')}
      </Button>
      {saving.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(saving.error) && saving.error.sentence) || t('error.network')}
        />
      )}
    </>
  )
}

function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
}
