import type { VersionView } from '../../api/workshop.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './VersionLine.module.css'

interface Props {
  readonly versions: readonly VersionView[]
  readonly today: string
  readonly chosen: string
  readonly choose: (id: string) => void
}

/** Every version from its first day to the next one's: which was, which is in force, which is coming. */
export function VersionLine({ versions, today, chosen, choose }: Props) {
  const { t } = useWords()
  return (
    <ol className={styles['line']} aria-label={t('policy.line')}>
      {versions.map((version) => (
        <li key={version.id} className={styles[version.standing]}>
          <button type="button" aria-pressed={version.id === chosen} onClick={() => choose(version.id)}>
            <time dateTime={version.effectiveFrom}>{version.effectiveFrom}</time>
            <b>{version.id}</b>
            <span>{t(`policy.standing-${version.standing}`)}</span>
            {version.standing === 'in-force' && <span>{t('policy.today', { today })}</span>}
            {version.unsourced.length > 0 && (
              <small>{t('policy.unsourced', { count: version.unsourced.length })}</small>
            )}
          </button>
        </li>
      ))}
    </ol>
  )
}
