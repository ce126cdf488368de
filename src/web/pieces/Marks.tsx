import { useWords } from '../i18n/words.ts'
import styles from './Marks.module.css'

/** What is out of the ordinary about a ticket, a word each. An alert is filled, the others are outlined. */
export function Marks({ marks, identity }: { readonly marks: readonly string[]; readonly identity: string }) {
  const { term } = useWords()
  return (
    <>
      {identity !== 'normal' && <span className={styles['mark']}>{term('identity', identity)}</span>}
      {marks.map((mark) => (
        <span key={mark} className={mark === 'alert' ? `${styles['mark']} ${styles['alert']}` : styles['mark']}>
          {term('mark', mark)}
        </span>
      ))}
    </>
  )
}
