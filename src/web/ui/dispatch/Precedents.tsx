import { Link } from '@tanstack/react-router'
import type { PrecedentView } from '../../api/dispatch.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Precedents.module.css'

/** How earlier doubts about such a dispatch ended. */
export function Precedents({ items }: { readonly items: readonly PrecedentView[] }) {
  const { t, term, day } = useWords()
  return (
    <div className={styles['scroll']}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('precedents.when')}</th>
            <th scope="col">{t('precedents.matter')}</th>
            <th scope="col">{t('precedents.unit')}</th>
            <th scope="col">{t('precedents.ground')}</th>
            <th scope="col">{t('precedents.decision')}</th>
            <th scope="col">{t('precedents.next')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={`${one.at} ${one.unit.code} ${one.ticketId}`}>
              <th scope="row">
                {one.ticketId === null ? (
                  day(one.at)
                ) : (
                  <Link
                    to="/tickets/$ticketId"
                    params={{ ticketId: one.ticketId }}
                    aria-label={`${t('precedents.open')} ${day(one.at)}`}
                  >
                    {day(one.at)}
                  </Link>
                )}
              </th>
              <td>
                {one.category?.name}
                {one.subdistrict && <span className={styles['small']}> · {one.subdistrict.name}</span>}
              </td>
              <td>{one.unit.name}</td>
              <td>{one.ground?.name ?? '—'}</td>
              <td>
                {term('decision', one.decision)}
                {one.reason !== null && <p className={styles['small']}>{one.reason}</p>}
              </td>
              <td>{one.next?.name ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
