import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { peopleQuery } from '../../api/roster.ts'
import { useWords } from '../../i18n/words.ts'

interface PersonPickerProps {
  readonly id?: string
  readonly value?: string | string[]
  readonly onChange?: (value: string & string[]) => void
  readonly many?: boolean
  /** Whom it makes no sense to choose. */
  readonly without?: readonly string[]
  readonly placeholder?: string
  readonly label?: string
}

/** Somebody of the own unit or below it: name, role, how much they have in hand, whether they are away. */
export function PersonPicker({ many = false, without = [], label, ...bound }: PersonPickerProps) {
  const { t, day } = useWords()
  const people = useQuery(peopleQuery)
  const options = (people.data ?? [])
    .filter(({ account }) => !without.includes(account))
    .map((one) => ({
      value: one.account,
      label: [
        one.name,
        one.roleName,
        one.unit.name,
        one.awayUntil === null
          ? t('roster.open-count', { count: one.open })
          : t('roster.away', { day: day(one.awayUntil) }),
      ].join(' · '),
      disabled: one.awayUntil !== null,
    }))
  return (
    <Select
      {...(bound as object)}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(many ? { mode: 'multiple' as const } : {})}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      loading={people.isLoading}
      options={options}
      popupMatchSelectWidth={360}
      style={{ minWidth: 180, width: '100%' }}
    />
  )
}
