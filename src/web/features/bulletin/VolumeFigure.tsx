import type { BulletinView } from '../../api/bulletin.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Figures.module.css'

const WEEK = 7

/** Volume by day as a calendar, weeks as rows; the number stands in each day, the shade only helps the eye. */
export function VolumeFigure({ days }: { readonly days: BulletinView['volume'] }) {
  const { t } = useWords()
  const most = Math.max(1, ...days.map(({ tickets }) => tickets))
  const first = days[0]
  const lead = first ? (new Date(`${first.day}T00:00:00Z`).getUTCDay() + 6) % WEEK : 0
  const cells = [...Array.from({ length: lead }, () => null), ...days]
  const weeks = Array.from({ length: Math.ceil(cells.length / WEEK) }, (_, week) =>
    cells.slice(week * WEEK, (week + 1) * WEEK),
  )
  return (
    <section aria-labelledby="bulletin-volume">
      <h2 id="bulletin-volume">{t('bulletin.volume')}</h2>
      <table className={styles['calendar']}>
        <thead>
          <tr>
            {Array.from({ length: WEEK }, (_, day) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the days of the week never change places
              <th key={day} scope="col">
                {t('bulletin.weekdays').split(' ')[day]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, index) => (
            <tr key={week.find((cell) => cell !== null)?.day ?? `w${index}`}>
              {week.map((cell, day) =>
                cell === null ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: empty days before the first
                  <td key={`${index}-${day}`} />
                ) : (
                  <td key={cell.day} data-shade={Math.ceil((cell.tickets / most) * 4)}>
                    <span className={styles['day']}>{Number(cell.day.slice(8))}</span> {cell.tickets}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
