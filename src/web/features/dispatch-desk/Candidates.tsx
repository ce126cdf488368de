import type { CandidateView } from '../../api/dispatch-desk.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Candidates.module.css'

interface CandidatesProps {
  readonly candidates: readonly CandidateView[]
  readonly chosen: string | null
  readonly choose: (code: string, name: string) => void
}

/** Each unit that could have the ticket: on which row, what the readers think, what it has in hand. The chosen one is filled. */
export function Candidates({ candidates, chosen, choose }: CandidatesProps) {
  const { t, between } = useWords()
  return (
    <fieldset className={styles['candidates']} aria-label={t('why.candidates')}>
      {candidates.map((one) => (
        <label
          key={one.unit.code}
          className={styles['candidate']}
          data-chosen={one.unit.code === chosen}
          data-possible={one.possible}
        >
          <input
            type="radio"
            name="candidate"
            checked={one.unit.code === chosen}
            disabled={!one.possible}
            onChange={() => choose(one.unit.code, one.unit.name)}
          />
          <span className={styles['unit']}>
            <b>{one.unit.name}</b>
            {one.gaveBack && <span className={styles['gave-back']}>{t('dispatching.gave-back')}</span>}
          </span>
          <span className={styles['load']}>
            {t('dispatching.load', { open: one.load.open })}
            {one.load.late > 0 && (
              <span className={styles['late']}> · {t('dispatching.late', { count: one.load.late })}</span>
            )}
          </span>
          <span className={styles['ground']}>
            {one.row !== null && <span>{t('why.chosen-row', { row: one.row })}</span>}
            {one.clause !== null && <span>{one.clause}</span>}
            <span>{one.why}</span>
            {one.alsoRows.length > 0 && <span>{t('dispatching.also-rows', { rows: one.alsoRows.join(between) })}</span>}
            {one.machine === true && <span>{t('dispatching.machine-agrees')}</span>}
          </span>
        </label>
      ))}
      {candidates.length === 0 && <p>{t('dispatching.no-candidates')}</p>}
    </fieldset>
  )
}
