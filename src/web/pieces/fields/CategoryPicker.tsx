import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { categoriesQuery, type CategoryItem } from '../../api/reference.ts'
import { useWords } from '../../i18n/words.ts'

interface CategoryPickerProps {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string) => void
}

/** The leaves of the category tree under their first level; found by name or code. */
export function CategoryPicker(bound: CategoryPickerProps) {
  const { t } = useWords()
  const categories = useQuery(categoriesQuery)
  return (
    <Select
      {...bound}
      allowClear
      placeholder={t('form.category-search')}
      loading={categories.isLoading}
      showSearch={{ filterOption: (text, option) => `${option?.label ?? ''}${option?.value ?? ''}`.includes(text) }}
      options={grouped(categories.data ?? [])}
    />
  )
}

function grouped(categories: readonly CategoryItem[]) {
  const roots = categories.filter(({ parent }) => parent === null)
  return roots.map((root) => {
    const leaves = categories.filter(({ parent }) => parent === root.code)
    return {
      label: root.name,
      options: (leaves.length > 0 ? leaves : [root]).map(({ code, name }) => ({ value: code, label: `${name}` })),
    }
  })
}
