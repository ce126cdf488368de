import type { Repeats } from '../../contract/http/ticket.ts'
import { useWords } from '../i18n/words.ts'
import styles from './Marks.module.css'

interface MarksProps {
  readonly marks: readonly string[]
  readonly identity: string
  /** P32: repeat marks say which. */
  readonly repeats?: Repeats | undefined
}

/** What is out of the ordinary about a ticket, a word each; that somebody is still to be reached is in the order of the day. An alert is filled, the others are outlined. */
export function Marks({ marks, identity, repeats }: MarksProps) {
  const { t, term } = useWords()
  const { person = null, matter = null, reporters = null } = repeats ?? {}
  const counts = [
    ['similar.person-times', person],
    ['similar.matter-times', matter],
    ['similar.reporters', reporters],
  ] as const
  return (
    <>
      {identity !== 'normal' && <span className={styles['mark']}>{term('identity', identity)}</span>}
      {marks
        .filter((mark) => mark !== 'to-contact')
        .map((mark) => (
          <span key={mark} className={mark === 'alert' ? `${styles['mark']} ${styles['alert']}` : styles['mark']}>
            {term('mark', mark)}
          </span>
        ))}
      {counts.map(
        ([key, count]) =>
          count !== null &&
          count > 1 && (
            <span key={key} className={styles['mark']}>
              {t(key, { count })}
            </span>
          ),
      )}
    </>
  )
}
