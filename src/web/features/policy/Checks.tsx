import { useQuery } from '@tanstack/react-query'
import { checkQuery } from '../../api/workshop.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import styles from './DraftPage.module.css'

/** What a machine finds in the tables as they are kept, and the cases that ship with them. */
export function Checks({ draftId }: { readonly draftId: string }) {
  const { t, language, term } = useWords()
  const check = useQuery(checkQuery(draftId))
  if (check.isPending) return <p>{t('policy.checking')}</p>
  if (!check.data) return <ErrorState error={check.error} retry={() => void check.refetch()} />
  const { errors, faults, findings, cases, failures } = check.data
  const tried = faults.length === 0 && errors === 0
  return (
    <div className={styles['stack']} aria-busy={check.isFetching}>
      <p className={styles[errors === 0 ? 'good' : 'bad']}>
        {errors === 0 ? t('policy.no-errors') : t('policy.errors', { count: errors })}
      </p>
      <ul className={styles['problems']}>
        {faults.map(({ file, line, column, sentence }) => (
          <li key={`${file}:${line}:${column}:${sentence.en}`} className={styles['bad']}>
            {t('policy.at', { table: term('policy-sheet', file), line, column })} {sentence[language]}
          </li>
        ))}
        {findings.map((one) => (
          <li
            key={`${one.code}:${one.file}:${one.line}:${one.en}`}
            className={styles[one.severity === 'error' ? 'bad' : '']}
          >
            {one[language]}
          </li>
        ))}
      </ul>
      <h2>{t('policy.cases')}</h2>
      {!tried && <p>{t('policy.cases-later')}</p>}
      {tried && (
        <p className={styles[failures.length === 0 ? 'good' : 'bad']}>
          {failures.length === 0
            ? t('policy.cases-pass', { count: cases })
            : t('policy.cases-fail', { failed: new Set(failures.map((one) => one.row)).size, count: cases })}
        </p>
      )}
      <ul className={styles['problems']}>
        {failures.map((one) => (
          <li key={`${one.row} ${one.field}`}>
            <b>{one.what}</b> {t('policy.case-got', { expected: one.expected || '—', got: one.got || '—' })}
          </li>
        ))}
      </ul>
    </div>
  )
}
