import type { AccessLines } from '../../api/administration.ts'
import styles from './Administration.module.css'

/** Who read: name, role and unit; a command line has a name only. */
export function ReaderName({ reader }: { readonly reader: AccessLines['lines'][number]['reader'] }) {
  const { name, roleName, unitName } = reader
  return (
    <>
      {name}
      {roleName !== null && (
        <div className={styles['quiet']}>
          {roleName} · {unitName}
        </div>
      )}
    </>
  )
}
