import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rolesQuery } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { UnitPicker } from '../../ui/fields/UnitPicker.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './Administration.module.css'
import { Field } from './Field.tsx'
import { RolePreviewCard } from './RolePreviewCard.tsx'

/** Every role of the rules in force; one that is chosen shows what it sees at a unit. */
export function RolesSection() {
  const { t } = useWords()
  const roles = useQuery(rolesQuery)
  const [role, setRole] = useState<string | null>(null)
  const [unit, setUnit] = useState('centre')
  if (roles.isPending) return <WaitingPage />
  if (!roles.data) return <ErrorState error={roles.error} retry={() => void roles.refetch()} />
  return (
    <section className={styles['page']} aria-labelledby="roles-title">
      <h1 id="roles-title">{t('admin.roles')}</h1>
      <p className={styles['quiet']}>{t('admin.roles-hint')}</p>
      <div className={styles['row']}>
        <Field id="roles-unit" label={t('admin.at-unit')}>
          <UnitPicker id="roles-unit" value={unit} onChange={(code) => setUnit([code].flat()[0] ?? 'centre')} />
        </Field>
      </div>
      <div className={styles['split']} data-open={role !== null}>
        <div className={styles['scroll']}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('admin.role')}</th>
                <th scope="col">{t('admin.holders-head')}</th>
                <th scope="col">{t('admin.two')}</th>
              </tr>
            </thead>
            <tbody>
              {roles.data.roles.map((one) => (
                <tr key={one.role} data-chosen={one.role === role}>
                  <th scope="row">
                    <button type="button" className={styles['link']} onClick={() => setRole(one.role)}>
                      {one.name}
                    </button>
                  </th>
                  <td className="figures">{one.holders}</td>
                  <td>{t(one.needsTwo ? 'admin.two-yes' : 'admin.two-no')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {role !== null && <RolePreviewCard role={role} unit={unit} />}
      </div>
    </section>
  )
}
