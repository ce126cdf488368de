import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { legalBasesQuery } from '../../api/search.ts'
import { useWords } from '../../i18n/words.ts'

interface BasisPickerProps {
  readonly id?: string
  readonly value?: string[]
  readonly onChange?: (value: string[]) => void
}

const ALL = 200

/** P31: chosen from the library, where an expired one says so; a code that the library lacks may be typed. */
export function BasisPicker(bound: BasisPickerProps) {
  const { t, language } = useWords()
  const library = useQuery(legalBasesQuery('', ALL))
  const options = (library.data ?? []).map((one) => {
    const statute = language === 'en' && one.statuteEn !== '' ? one.statuteEn : one.statute
    const named = one.article === null ? statute : `${statute} ${one.article}`
    const expired = one.standing === 'expired' ? ` · ${t('legal.expired', { day: one.validTo })}` : ''
    return { value: one.code, label: `${named}${expired}`, search: `${named} ${one.code} ${one.matters.join(' ')}` }
  })
  return (
    <Select
      {...bound}
      mode="tags"
      loading={library.isLoading}
      options={options}
      showSearch={{ optionFilterProp: 'search' }}
      placeholder={t('legal.pick')}
      tokenSeparators={[',', '，', '、', ';', '；']}
    />
  )
}
