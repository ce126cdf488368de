import type { CallbackDesk } from '../../api/callbacks.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './CallbacksPage.module.css'

/** Who comes next: how many tickets and about which units, but not who. Nobody is picked from it. */
export function NextList({ next }: Pick<CallbackDesk, 'next'>) {
  const { t, time, between } = useWords()
  if (next.length === 0) return null
  return (
    <table className={styles['next']}>
      <caption>{t('callbacks.next')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('callbacks.from')}</th>
          <th scope="col">{t('callbacks.tickets')}</th>
          <th scope="col">{t('callbacks.unit')}</th>
          <th scope="col">{t('callbacks.mark')}</th>
        </tr>
      </thead>
      <tbody>
        {next.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: people have no name here, their place in the line is all there is.
          <tr key={index}>
            <td className="figures">{time(one.callAt)}</td>
            <td className="figures">{one.tickets}</td>
            <td>{one.units.join(between)}</td>
            <td>
              {[
                one.handed ? t('callbacks.mark-handed') : null,
                one.urgent ? t('callbacks.mark-urgent') : null,
                one.recheck ? t('callbacks.mark-recheck') : null,
              ]
                .filter((mark) => mark !== null)
                .join(' · ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
