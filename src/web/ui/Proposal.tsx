import type { ReactNode } from 'react'
import { useWords } from '../i18n/words.ts'
import styles from './Proposal.module.css'

/** Something that a rule or a model proposes: tinted until a person takes it over. */
export function Proposal(props: { readonly label: string; readonly text: string; readonly children?: ReactNode }) {
  const { t } = useWords()
  return (
    <section className={styles['proposal']} aria-label={props.label}>
      <div>
        <b>{props.label}</b> <span className={styles['state']}>{t('assist.proposal')}</span>
      </div>
      <p className={styles['text']}>{props.text}</p>
      {props.children && <div className={styles['buttons']}>{props.children}</div>}
    </section>
  )
}
