import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import type { Language } from '../../../words/fill.ts'
import { type CategoryItem, categoriesQuery, nameIn } from '../../api/reference.ts'
import { useWords } from '../../i18n/words.ts'

interface CategoryPickerProps {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string) => void
}

/** The leaves of the category tree under their first level; found by name or code. */
export function CategoryPicker(bound: CategoryPickerProps) {
  const { t, language } = useWords()
  const categories = useQuery(categoriesQuery)
  return (
    <Select
      {...bound}
      allowClear
      placeholder={t('form.category-search')}
      loading={categories.isLoading}
      showSearch={{ optionFilterProp: 'label' }}
      options={grouped(categories.data ?? [], language)}
    />
  )
}

function grouped(categories: readonly CategoryItem[], language: Language) {
  const roots = categories.filter(({ parent }) => parent === null)
  return roots.map((root) => {
    const leaves = categories.filter(({ parent }) => parent === root.code)
    return {
      label: nameIn(language, root),
      options: (leaves.length > 0 ? leaves : [root]).map((one) => ({ value: one.code, label: nameIn(language, one) })),
    }
  })
}
