import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { nameIn, type UnitFilter, unitsQuery } from '../../api/reference.ts'
import { useWords } from '../../i18n/words.ts'

interface UnitPickerProps {
  readonly id?: string
  readonly value?: string | string[]
  readonly onChange?: (value: string | string[]) => void
  readonly many?: boolean
}

const MOST = 50

/** Among thousands of units one is found by its name; the server searches. */
export function UnitPicker({ many, ...bound }: UnitPickerProps) {
  const { t, term, language } = useWords()
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
      options={(units.data ?? []).slice(0, MOST).map((unit) => ({
        value: unit.code,
        label: `${nameIn(language, unit)} · ${term('unit-kind', unit.kind)}`,
      }))}
    />
  )
}
