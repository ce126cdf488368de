import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Administration.module.css'
import { SECTION_NEEDS, SECTIONS } from './sections.ts'

/** What keeps the installation running: the pages that the own role opens, and nothing of any ticket. */
export function AdministrationPage() {
  const { t } = useWords()
  const { data: session } = useSuspenseQuery(sessionQuery)
  const mine = SECTIONS.filter((section) => mayUse(session.account, SECTION_NEEDS[section].needs))
  return (
    <div className={styles['frame']}>
      <nav aria-label={t('admin.title')} className={styles['sections']}>
        {mine.map((section) => (
          <Link
            key={section}
            to="/administration/$section"
            params={{ section }}
            activeProps={{ 'aria-current': 'page' }}
          >
            {t(SECTION_NEEDS[section].label)}
          </Link>
        ))}
      </nav>
      <div className={styles['body']}>
        <Outlet />
      </div>
    </div>
  )
}
