import type { CatalogueHit } from '../../api/search.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './SearchPage.module.css'

/** One category: who, by when, on what ground in the usual case; the rows for the others folded away. */
export function CatalogueEntry({ hits }: { readonly hits: readonly CatalogueHit[] }) {
  const { t } = useWords()
  const [first, ...others] = hits
  if (!first) return null
  return (
    <li className={styles['entry']}>
      <b>
        {first.category.name} → {first.lead}
      </b>
      <Row hit={first} />
      {others.length > 0 && (
        <details>
          <summary className={styles['meta']}>{t('catalogue.others', { count: others.length })}</summary>
          <ul className={styles['list']}>
            {others.map((hit) => (
              <li key={hit.row} className={styles['entry']}>
                <span>→ {hit.lead}</span>
                <Row hit={hit} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}

function Row({ hit }: { readonly hit: CatalogueHit }) {
  const { t, term, between } = useWords()
  const facts = [
    ...(hit.accusing ? [t('catalogue.accusing')] : []),
    `${t('catalogue.place')} ${term('level', hit.place)}`,
    `${t('catalogue.limit')} ${term('limit', hit.limit)}`,
    ...(hit.assisting.length > 0 ? [`${t('catalogue.assisting')} ${hit.assisting.join(between)}`] : []),
  ]
  return (
    <>
      <span className={styles['meta']}>{facts.join(' · ')}</span>
      <span className={styles['meta']}>
        {hit.ground} · {t('catalogue.row', { row: hit.row })}
      </span>
    </>
  )
}
