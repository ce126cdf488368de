import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { mayUse, sessionQuery, signOut } from '../api/session.ts'
import { useWords } from '../i18n/words.ts'
import { Brand } from '../ui/Brand.tsx'
import { SettingsButtons } from '../ui/SettingsButtons.tsx'
import { useLiveUpdates } from './live.ts'
import { NowProvider, useNow } from './now.tsx'
import { PlaceLinks } from './PlaceLinks.tsx'
import { SearchBox } from './SearchBox.tsx'
import styles from './Shell.module.css'

/** The frame of every desk: who I am, where I can go, which clock counts. */
export function Shell() {
  const { data: session, dataUpdatedAt } = useSuspenseQuery(sessionQuery)
  const { t } = useWords()
  const { account } = session
  useLiveUpdates(mayUse(account, 'read-list'))
  return (
    <NowProvider serverNow={session.now} receivedAt={dataUpdatedAt}>
      <a href="#main" className={styles['skip']}>
        {t('shell.skip')}
      </a>
      <header>
        {session.simulated && <SimulatedBanner />}
        <div className={styles['header']}>
          <Link to="/" className={styles['brand']}>
            <Brand />
          </Link>
          <PlaceLinks account={account} />
          <SearchBox />
          <div className={styles['me']}>
            <span className={styles['who']}>
              <b>{account?.name}</b>
              <span>
                {account?.unitName} · {account?.roleName}
              </span>
            </span>
            <SettingsButtons />
            <SignOutButton />
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className={styles['main']}>
        <Outlet />
      </main>
    </NowProvider>
  )
}

function SimulatedBanner() {
  const { t, exactTime } = useWords()
  return (
    <p className={styles['banner']} role="note">
      {t('shell.simulated', { time: exactTime(useNow()) })}
    </p>
  )
}

function SignOutButton() {
  const { t } = useWords()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const leave = async (): Promise<void> => {
    await signOut()
    queries.clear()
    await navigate({ to: '/sign-in' })
  }
  return (
    <Button type="text" size="small" onClick={() => void leave()}>
      {t('shell.sign-out')}
    </Button>
  )
}
