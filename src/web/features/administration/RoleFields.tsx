import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { rolesQuery } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import { UnitPicker } from '../../ui/fields/UnitPicker.tsx'
import styles from './Administration.module.css'
import { Field } from './Field.tsx'

interface RoleFieldsProps {
  readonly id: string
  readonly role: string | null
  readonly unit: string | null
  readonly onRole: (role: string) => void
  readonly onUnit: (unit: string | null) => void
}

/** A role and where it is held. */
export function RoleFields({ id, role, unit, onRole, onUnit }: RoleFieldsProps) {
  const { t } = useWords()
  const roles = useQuery(rolesQuery)
  return (
    <div className={styles['row']}>
      <Field id={`${id}-role`} label={t('admin.role')}>
        <Select
          id={`${id}-role`}
          value={role}
          style={{ minWidth: 160 }}
          options={(roles.data?.roles ?? []).map((one) => ({ value: one.role, label: one.name }))}
          onChange={onRole}
        />
      </Field>
      <Field id={`${id}-unit`} label={t('admin.unit')}>
        <UnitPicker
          id={`${id}-unit`}
          {...(unit === null ? {} : { value: unit })}
          onChange={(code) => onUnit([code].flat()[0] ?? null)}
        />
      </Field>
    </div>
  )
}
