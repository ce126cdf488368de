import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { LIMIT_CLASSES } from '../../../domain/policy/policy.ts'
import { MARKS } from '../../../domain/ticket/marks.ts'
import { PHASES } from '../../../domain/ticket/terms.ts'
import { withQuery } from '../../api/client.ts'
import { categoriesQuery, nameIn } from '../../api/reference.ts'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { type ListSearch, questionOf } from '../../api/ticket-list.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Filters.module.css'

const ENDED = new Set(['unborn', 'answered', 'handed-over', 'refused', 'closed', 'withdrawn', 'merged'])
/** Every filter stands in the address, so that a list can be kept, sent and gone back to. */
export function Filters({ search, openKeys }: { readonly search: ListSearch; readonly openKeys: () => void }) {
  const { t, term, language } = useWords()
  const navigate = useNavigate({ from: '/tickets' })
  const categories = useQuery(categoriesQuery)
  const ask = (change: Partial<Record<keyof ListSearch, string | boolean | undefined>>): void => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined && value !== false)
    void navigate({ to: '.', search: Object.fromEntries(next), replace: true })
  }
  const options = (prefix: string, codes: readonly string[]) =>
    codes.map((code) => ({ value: code, label: term(prefix, code) }))
  const phases = PHASES.filter((phase) => phase !== 'unborn' && (search.all === true || !ENDED.has(phase)))
  const may = useQuery(sessionQuery).data?.account
  const active = Object.keys(search).length > 0
  return (
    <search className={styles['filters']} aria-label={t('list.filters')}>
      <NumberSearch value={search.q ?? ''} ask={(q) => ask({ q: q === '' ? undefined : q })} />
      <Select
        allowClear
        aria-label={t('list.phase')}
        placeholder={t('list.phase')}
        value={search.phase ?? null}
        options={options('phase', phases)}
        onChange={(phase: string | undefined) => ask({ phase })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('list.category')}
        placeholder={t('list.category')}
        loading={categories.isLoading}
        value={search.category ?? null}
        options={(categories.data ?? []).map((one) => ({ value: one.code, label: nameIn(language, one) }))}
        popupMatchSelectWidth={260}
        onChange={(category: string | undefined) => ask({ category })}
      />
      <Select
        allowClear
        aria-label={t('list.limit')}
        placeholder={t('list.limit')}
        value={search.limit ?? null}
        options={options('limit', LIMIT_CLASSES)}
        onChange={(limit: string | undefined) => ask({ limit })}
      />
      <Select
        allowClear
        aria-label={t('list.mark')}
        placeholder={t('list.mark')}
        value={search.mark ?? null}
        options={options('mark', MARKS)}
        onChange={(mark: string | undefined) => ask({ mark })}
      />
      <Button
        type={search.all ? 'default' : 'text'}
        aria-pressed={search.all === true}
        onClick={() => ask({ all: search.all ? undefined : true })}
      >
        {t('list.all')}
      </Button>
      {mayUse(may, 'transfer') && (
        <Button
          type={search.assignee === 'me' ? 'default' : 'text'}
          aria-pressed={search.assignee === 'me'}
          onClick={() => ask({ assignee: search.assignee === 'me' ? undefined : 'me' })}
        >
          {t('list.mine')}
        </Button>
      )}
      {mayUse(may, 'export-ledger') && (
        <Button type="text" href={withQuery('/api/ledger.xlsx', questionOf(search))} download>
          {t('list.ledger')}
        </Button>
      )}
      {active && (
        <Button type="text" onClick={() => void navigate({ to: '.', search: {} })}>
          {t('list.clear')}
        </Button>
      )}
      <Button type="text" className={styles['keys'] ?? ''} onClick={openKeys}>
        {t('keys.title')}
      </Button>
    </search>
  )
}

function NumberSearch({ value, ask }: { readonly value: string; readonly ask: (number: string) => void }) {
  const { t } = useWords()
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    ask(text.trim().toUpperCase())
  }
  return (
    <form onSubmit={submit} className={styles['number'] ?? ''}>
      <Input
        type="search"
        allowClear
        aria-label={t('list.number')}
        placeholder={t('list.number')}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          if (event.target.value === '' && value !== '') ask('')
        }}
      />
    </form>
  )
}
