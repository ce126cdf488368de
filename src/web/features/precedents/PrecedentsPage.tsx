import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type PrecedentSearch, precedentsQuery } from '../../api/dispatch.ts'
import { useWords } from '../../i18n/words.ts'
import { Precedents } from '../../ui/dispatch/Precedents.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { CategoryPicker } from '../../ui/fields/CategoryPicker.tsx'
import { UnitPicker } from '../../ui/fields/UnitPicker.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './PrecedentsPage.module.css'

/** What returns and consults ended in; the filters stand in the address. */
export function PrecedentsPage() {
  const { t } = useWords()
  const search = useSearch({ from: '/desk/precedents' })
  const navigate = useNavigate({ from: '/precedents' })
  const found = useQuery(precedentsQuery(search))
  const ask = (change: { readonly [K in keyof PrecedentSearch]?: string | undefined }): void => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined && value !== '')
    void navigate({ search: Object.fromEntries(next) })
  }
  const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined)
  return (
    <section aria-labelledby="precedents-title" className={styles['page']}>
      <h1 id="precedents-title">{t('precedents.title')}</h1>
      <p className={styles['quiet']}>
        {t('precedents.hint')} <Link to="/proposals">{t('precedents.proposals')}</Link>
      </p>
      <search className={styles['filters']} aria-label={t('list.filters')}>
        <label htmlFor="precedent-category">{t('list.category')}</label>
        <CategoryPicker
          id="precedent-category"
          {...(search.category === undefined ? {} : { value: search.category })}
          onChange={(category) => ask({ category })}
        />
        <label htmlFor="precedent-unit">{t('precedents.unit')}</label>
        <UnitPicker
          id="precedent-unit"
          {...(search.unit === undefined ? {} : { value: search.unit })}
          onChange={(unit) => ask({ unit: one(unit) })}
        />
        <label htmlFor="precedent-place">{t('form.subdistrict')}</label>
        <UnitPicker
          id="precedent-place"
          {...(search.subdistrict === undefined ? {} : { value: search.subdistrict })}
          onChange={(subdistrict) => ask({ subdistrict: one(subdistrict) })}
        />
      </search>
      <Found />
    </section>
  )

  function Found() {
    if (found.isPending) return <WaitingPage />
    if (!found.data) return <ErrorState error={found.error} retry={() => void found.refetch()} />
    const { items } = found.data
    if (items.length === 0) return <EmptyState title={t('precedents.none')} hint={t('precedents.none-hint')} />
    return <Precedents items={items} />
  }
}
