import { useQuery } from '@tanstack/react-query'
import { sayCell, saySheet } from '../../../words/policy-table.ts'
import { type DifferenceView, differenceQuery } from '../../api/workshop.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import styles from './Difference.module.css'

/** What changed between two versions, or from a version to a draft, in words. */
export function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  const difference = useQuery(differenceQuery(before, after))
  const { t } = useWords()
  if (difference.isPending) return <p>{t('policy.comparing')}</p>
  if (!difference.data) return <ErrorState error={difference.error} />
  return <DifferenceTables sheets={difference.data.sheets} />
}

export function DifferenceTables({ sheets }: { readonly sheets: DifferenceView['sheets'] }) {
  const { t, language } = useWords()
  if (sheets.length === 0) return <p>{t('policy.no-difference')}</p>
  return (
    <div className={styles['sheets']}>
      {sheets.map(({ file, sheet, added, removed, changed }) => (
        <section key={`${file} ${sheet}`}>
          <h3>{saySheet(language, file, sheet)}</h3>
          <ul>
            {changed.map(({ key, column, before, after }) => (
              <li key={`${key} ${column}`}>
                <b>{key}</b> <del>{sayCell(language, column, before)}</del> → <ins>{sayCell(language, '', after)}</ins>
              </li>
            ))}
            {added.map((row) => (
              <li key={row.key}>
                <span className={styles['added']}>{t('policy.row-added')}</span> <b>{row.key}</b>{' '}
                {row.cells.map(({ column, text }) => sayCell(language, column, text)).join(' · ')}
              </li>
            ))}
            {removed.map((row) => (
              <li key={row.key}>
                <span className={styles['removed']}>{t('policy.row-removed')}</span> <b>{row.key}</b>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
