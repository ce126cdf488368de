import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { nameIn, unitsQuery } from '../../api/reference.ts'
import { sessionQuery } from '../../api/session.ts'
import { useWords } from '../../i18n/words.ts'

interface InnerUnitPickerProps {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string | undefined) => void
  readonly label?: string
}

/** The own unit and its offices and communities: nobody else can be given a ticket from inside. */
export function InnerUnitPicker({ label, ...bound }: InnerUnitPickerProps) {
  const { t, language } = useWords()
  const { data: session } = useQuery(sessionQuery)
  const own = session?.account
  const below = useQuery({ ...unitsQuery({ parent: own?.unit ?? '' }), enabled: own !== undefined && own !== null })
  const options = [
    ...(own ? [{ value: own.unit, label: own.unitName }] : []),
    ...(below.data ?? []).map((unit) => ({ value: unit.code, label: nameIn(language, unit) })),
  ]
  return (
    <Select
      {...(bound as object)}
      {...(label === undefined ? {} : { 'aria-label': label })}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('form.unit-search')}
      loading={below.isFetching}
      options={options}
      style={{ minWidth: 180, width: '100%' }}
    />
  )
}
