import type { LegalBasisView } from '../../api/search.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Entries.module.css'

/** P31: statute, article as far as known, what it says in our words, and whether it holds today. */
export function LegalBasisEntry({ basis }: { readonly basis: LegalBasisView }) {
  const { t, language } = useWords()
  const english = language === 'en'
  return (
    <li className={styles['entry']} id={basis.code}>
      <b>
        {(english && basis.statuteEn) || basis.statute} {basis.article}
      </b>
      <span className={styles['answer']}>{(english && basis.summaryEn) || basis.summary}</span>
      {basis.standing === 'expired' && (
        <span className={styles['gone']} role="note">
          {t('legal.expired', { day: basis.validTo })}
        </span>
      )}
      {basis.standing === 'not-yet' && (
        <span className={styles['warn']} role="note">
          {t('legal.not-yet', { day: basis.validFrom })}
        </span>
      )}
      <span className={basis.sourced ? styles['meta'] : styles['warn']}>
        {basis.sourced ? t('legal.source', { source: basis.source }) : t('legal.unsourced')} · {basis.code}
      </span>
    </li>
  )
}
