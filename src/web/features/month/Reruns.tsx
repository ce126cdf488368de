import type { MonthView } from '../../api/month.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './MonthPage.module.css'

/** Runs that were ordered after the freeze, each with every published figure that it changes. */
export function Reruns({ month: { reruns } }: { readonly month: MonthView }) {
  const { t, term, time } = useWords()
  if (reruns.length === 0) return null
  return (
    <section aria-labelledby="month-reruns" className={styles['section']}>
      <h2 id="month-reruns">{t('month.reruns')}</h2>
      <p className={styles['hint']}>{t('month.reruns-note')}</p>
      {reruns.map((rerun, index) => (
        <div key={rerun.id}>
          <h3>{t('month.rerun-of', { number: index + 2, time: time(rerun.at) })}</h3>
          {rerun.why && <p className={styles['words']}>{rerun.why}</p>}
          {rerun.differences.length === 0 ? (
            <p className={styles['hint']}>{t('month.no-differences')}</p>
          ) : (
            <table className={styles['table']}>
              <thead>
                <tr>
                  <th scope="col">{t('rates.unit')}</th>
                  <th scope="col">{t('month.figure')}</th>
                  <th scope="col">{t('month.was')}</th>
                  <th scope="col">{t('month.is')}</th>
                </tr>
              </thead>
              <tbody>
                {rerun.differences.map((one) => (
                  <tr key={`${one.unit}-${one.figure}`}>
                    <th scope="row">{one.name}</th>
                    <td>{term('month.figure', one.figure)}</td>
                    <td>{one.before ?? '—'}</td>
                    <td>{one.after ?? '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      ))}
    </section>
  )
}
