import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { type UnitFilter, unitsQuery } from '../../api/reference.ts'
import { useWords } from '../../i18n/words.ts'

interface UnitPickerProps {
  readonly id?: string
  readonly value?: string | string[]
  readonly onChange?: (value: string | string[]) => void
  readonly many?: boolean
}

/** Among thousands of units one is found by its name; the server searches. */
export function UnitPicker({ many, ...bound }: UnitPickerProps) {
  const { t, term } = useWords()
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const filter: UnitFilter = q === '' ? {} : { q }
  const units = useQuery({ ...unitsQuery(filter), enabled: q !== '' })
  return (
    <Select
      {...bound}
      {...(many ? { mode: 'multiple' as const } : {})}
      allowClear
      placeholder={t('form.unit-search')}
      loading={units.isFetching}
      showSearch={{ filterOption: false, onSearch: setText }}
      notFoundContent={q === '' ? t('form.unit-search') : undefined}
      options={(units.data ?? []).map(({ code, name, kind }) => ({ value: code, label: `${name}（${term('unit-kind', kind)}）` }))}
    />
  )
}
