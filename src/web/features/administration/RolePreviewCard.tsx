import { useQuery } from '@tanstack/react-query'
import { rolePreviewQuery } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Administration.module.css'
import { Trouble } from './Trouble.tsx'

/** What a role at a unit sees and may do, before it is given. */
export function RolePreviewCard({ role, unit }: { readonly role: string; readonly unit: string }) {
  const { t, between } = useWords()
  const preview = useQuery(rolePreviewQuery(role, unit))
  if (preview.error) return <Trouble error={preview.error} />
  if (!preview.data) return null
  const { roleName, unitName, sees, may, never, neverOwn, needsTwo, refused, holders } = preview.data
  return (
    <section className={styles['card']} aria-label={t('admin.preview')}>
      <h2>
        {roleName} · {unitName}
      </h2>
      {refused !== null && (
        <p className={styles['warn']} role="note">
          {refused}
        </p>
      )}
      <p>
        {sees === null
          ? t('admin.sees-nothing')
          : t(sees.everywhere ? 'admin.sees-all' : 'admin.sees-unit', { open: sees.open, all: sees.all })}
      </p>
      {needsTwo.length > 0 && (
        <p className={styles['warn']} role="note">
          {t('admin.needs-two', { what: needsTwo.map((one) => one.name).join(between) })}
        </p>
      )}
      <h3>{t('admin.may', { count: may.length })}</h3>
      <ul className={styles['chips']}>
        {may.map(({ command, name, on }) => (
          <li key={command}>
            {name}
            {!on.includes('any') && (
              <span className={styles['quiet']}> {on.map((scope) => t(`admin.on-${scope as 'own'}`)).join(' / ')}</span>
            )}
          </li>
        ))}
      </ul>
      {neverOwn.length > 0 && (
        <>
          <h3>{t('admin.never-own')}</h3>
          <ul className={styles['chips']}>
            {neverOwn.map(({ command, name }) => (
              <li key={command}>{name}</li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('admin.never')}</h3>
      <ul className={styles['chips']}>
        {never.map(({ command, name }) => (
          <li key={command}>{name}</li>
        ))}
      </ul>
      <p className={styles['quiet']}>{t('admin.holders', { count: holders })}</p>
    </section>
  )
}
