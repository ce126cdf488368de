import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { categoriesQuery, nameIn } from '../../api/reference.ts'
import { type SearchQuestion, ticketSearchQuery } from '../../api/search.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import styles from './SearchPage.module.css'
import { TicketEntry } from './TicketEntry.tsx'

/** The tickets that hold the words, newest first, with the places where they stand. */
export function TicketResults({ question }: { readonly question: SearchQuestion }) {
  const { t } = useWords()
  const found = useInfiniteQuery(ticketSearchQuery(question))
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className={styles['group']} aria-labelledby="found-tickets">
      <h2 id="found-tickets">{t('search.tickets')}</h2>
      <Filters question={question} />
      {found.isLoading && (
        <p role="status" className={styles['quiet']}>
          {t('search.looking')}
        </p>
      )}
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && items.length === 0 && (
        <p role="status" className={styles['quiet']}>
          {t('search.none-tickets')}
        </p>
      )}
      {items.length > 0 && !found.error && (
        <ul className={styles['list']} aria-busy={found.isPlaceholderData}>
          {items.map((item) => (
            <TicketEntry key={item.ticketId} ticket={item} snippets={item.snippets} />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('search.more')}
        </Button>
      )}
    </section>
  )
}

function Filters({ question }: { readonly question: SearchQuestion }) {
  const { t, language } = useWords()
  const navigate = useNavigate()
  const categories = useQuery(categoriesQuery)
  const ask = (change: { readonly [K in keyof SearchQuestion]?: SearchQuestion[K] | undefined }): void => {
    const next = Object.entries({ ...question, ...change }).filter(([, value]) => value !== undefined && value !== '')
    void navigate({ to: '/search', search: Object.fromEntries(next), replace: true })
  }
  return (
    <search className={styles['filters']} aria-label={t('search.filters')}>
      <Select
        allowClear
        aria-label={t('search.state')}
        placeholder={t('search.state')}
        value={question.open ?? null}
        options={[
          { value: 'true', label: t('search.state-open') },
          { value: 'false', label: t('search.state-closed') },
        ]}
        onChange={(open: 'true' | 'false' | undefined) => ask({ open })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('list.category')}
        placeholder={t('list.category')}
        loading={categories.isLoading}
        value={question.category ?? null}
        options={(categories.data ?? []).map((one) => ({ value: one.code, label: nameIn(language, one) }))}
        popupMatchSelectWidth={260}
        onChange={(category: string | undefined) => ask({ category })}
      />
      <label htmlFor="found-from">{t('search.from')}</label>
      <Input
        id="found-from"
        type="date"
        className={styles['day'] ?? ''}
        value={question.from ?? ''}
        onChange={(event) => ask({ from: event.target.value })}
      />
      <label htmlFor="found-to">{t('search.to')}</label>
      <Input
        id="found-to"
        type="date"
        className={styles['day'] ?? ''}
        value={question.to ?? ''}
        onChange={(event) => ask({ to: event.target.value })}
      />
    </search>
  )
}
