import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useId } from 'react'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import styles from './SearchPage.module.css'

interface GroupProps<T> {
  readonly title: string
  readonly found: UseQueryResult<readonly T[]>
  readonly none: string
  readonly children: (one: T) => ReactNode
}

/** One kind of results: looking, failed, none, or a list. */
export function Group<T>({ title, found, none, children }: GroupProps<T>) {
  const { t } = useWords()
  const id = useId()
  return (
    <section className={styles['group']} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {found.isLoading && (
        <p role="status" className={styles['quiet']}>
          {t('search.looking')}
        </p>
      )}
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.data?.length === 0 && <p className={styles['quiet']}>{none}</p>}
      {found.data && found.data.length > 0 && <ul className={styles['list']}>{found.data.map(children)}</ul>}
    </section>
  )
}
