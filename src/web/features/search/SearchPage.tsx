import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { catalogueQuery, knowledgeQuery, legalBasesQuery } from '../../api/search.ts'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ArticleEntry } from '../../ui/knowledge/ArticleEntry.tsx'
import { LegalBasisEntry } from '../../ui/knowledge/LegalBasisEntry.tsx'
import { CatalogueEntry } from './CatalogueEntry.tsx'
import { Group } from './Group.tsx'
import { PersonLookUp } from './PersonLookUp.tsx'
import styles from './SearchPage.module.css'
import { TicketResults } from './TicketResults.tsx'

/** What one box found, in groups: the tickets that my unit sees, what to answer, who is responsible, on what ground. */
export function SearchPage() {
  const { t } = useWords()
  const question = useSearch({ from: '/desk/search' })
  const { data: session } = useSuspenseQuery(sessionQuery)
  const q = question.q ?? ''
  const knowledge = useQuery({ ...knowledgeQuery(q), enabled: q !== '' })
  const catalogue = useQuery({ ...catalogueQuery(q), enabled: q !== '' })
  const legal = useQuery({ ...legalBasesQuery(q), enabled: q !== '' })
  const { account } = session
  const mayLookUp = mayUse(account, 'read-person') && account?.unitKind === 'centre'
  return (
    <div className={styles['page']}>
      <h1>{q === '' ? t('search.title') : t('search.of', { q })}</h1>
      <div>
        {q === '' ? (
          <EmptyState title={t('search.start-title')} hint={t('search.start-hint')} />
        ) : (
          mayUse(account, 'read-list') && <TicketResults question={question} />
        )}
      </div>
      <div className={styles['side']}>
        {mayLookUp && <PersonLookUp open={question.person ?? false} />}
        {q !== '' && (
          <>
            <Group title={t('search.knowledge')} found={knowledge} none={t('search.none-knowledge')}>
              {(article) => <ArticleEntry key={article.id} article={article} />}
            </Group>
            <Group title={t('search.catalogue')} found={catalogue} none={t('search.none-catalogue')}>
              {(hits) => <CatalogueEntry key={hits[0]?.category.code} hits={hits} />}
            </Group>
            <Group title={t('search.legal')} found={legal} none={t('search.none-legal')}>
              {(basis) => <LegalBasisEntry key={basis.code} basis={basis} />}
            </Group>
          </>
        )}
      </div>
    </div>
  )
}
