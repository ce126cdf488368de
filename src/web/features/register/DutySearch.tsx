import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { catalogueQuery } from '../../api/search.ts'
import { useSettled } from '../../app/settled.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Console.module.css'

interface DutySearchProps {
  readonly id: string
  readonly choose: (category: string) => void
}

/** 输入“路灯”: who, by when, on which ground; Enter takes the category over. */
export function DutySearch({ id, choose }: DutySearchProps) {
  const { t, term } = useWords()
  const [text, setText] = useState('')
  const q = useSettled(text.trim())
  const found = useQuery({ ...catalogueQuery(q), enabled: q !== '' })
  const groups = q === '' ? [] : (found.data ?? [])
  return (
    <Select<string | null, { value: string; title: string; label: ReactNode }>
      id={id}
      value={null}
      placeholder={t('console.duty-hint')}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching}
      notFoundContent={q === '' || found.isFetching ? null : t('console.duty-none')}
      onSelect={(code) => {
        if (code !== null) choose(code)
        setText('')
      }}
      optionLabelProp="title"
      options={groups.flatMap(([hit]) =>
        hit
          ? [
              {
                value: hit.category.code,
                title: hit.category.name,
                label: (
                  <span className={styles['duty']}>
                    <b>{hit.category.name}</b>
                    <span>
                      {hit.lead} · {term('limit', hit.limit)}
                    </span>
                    <small>{hit.ground}</small>
                  </span>
                ),
              },
            ]
          : [],
      )}
    />
  )
}
