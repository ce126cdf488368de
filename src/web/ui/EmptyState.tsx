import type { ReactNode } from 'react'
import styles from './States.module.css'

/** What will appear here, and what to do. */
export function EmptyState(props: { readonly title: string; readonly hint: string; readonly children?: ReactNode }) {
  return (
    <div className={styles['state']}>
      <h2>{props.title}</h2>
      <p className={styles['hint']}>{props.hint}</p>
      {props.children}
    </div>
  )
}
