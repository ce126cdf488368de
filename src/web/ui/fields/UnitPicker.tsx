import { useQueries, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { unitQuery } from '../../api/dispatch.ts'
import { nameIn, type UnitFilter, unitsQuery } from '../../api/reference.ts'
import { useWords } from '../../i18n/words.ts'

interface UnitPickerProps {
  readonly id?: string
  readonly value?: string | string[]
  readonly onChange?: (value: string | string[]) => void
  readonly many?: boolean
  /** Told the name of the one that a person picks; null when it is cleared. */
  readonly named?: (name: string | null) => void
}

const MOST = 50

/** Among thousands of units one is found by its name; the server searches. */
export function UnitPicker({ many, named: tellName, ...bound }: UnitPickerProps) {
  const { t, term, language } = useWords()
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const filter: UnitFilter = q === '' ? {} : { q }
  const units = useQuery({ ...unitsQuery(filter), enabled: q !== '' })
  const listed = (units.data ?? []).slice(0, MOST)
  // What was filled in from a proposal was never searched for: its name is asked by its code.
  const chosen = [bound.value ?? []].flat().filter((code) => listed.every((unit) => unit.code !== code))
  const named = useQueries({ queries: chosen.map((code) => unitQuery(code)) })
  const known = named.flatMap(({ data }) => (data ? [data] : []))
  return (
    <Select
      {...bound}
      {...(many ? { mode: 'multiple' as const } : {})}
      onChange={(value: string | string[]) => {
        bound.onChange?.(value)
        const unit = listed.find(({ code }) => code === value)
        tellName?.(unit ? nameIn(language, unit) : null)
      }}
      allowClear
      placeholder={t('form.unit-search')}
      loading={units.isFetching}
      showSearch={{ filterOption: false, onSearch: setText }}
      notFoundContent={q === '' ? t('form.unit-search') : undefined}
      options={[...listed, ...known].map((unit) => ({
        value: unit.code,
        label: `${nameIn(language, unit)} · ${term('unit-kind', unit.kind)}`,
      }))}
    />
  )
}
