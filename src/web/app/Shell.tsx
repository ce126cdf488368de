import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { mayUse, sessionQuery, signOut } from '../api/session.ts'
import { type Key, useWords } from '../i18n/words.ts'
import { Brand } from '../pieces/Brand.tsx'
import { SettingsButtons } from '../pieces/SettingsButtons.tsx'
import { useLiveUpdates } from './live.ts'
import { NowProvider, useNow } from './now.tsx'
import { SearchBox } from './SearchBox.tsx'
import styles from './Shell.module.css'

const PLACES: readonly {
  readonly to:
    | '/tickets'
    | '/clusters'
    | '/hotspots'
    | '/rates'
    | '/policy'
    | '/month'
    | '/signals'
    | '/register'
    | '/alerts'
    | '/dispatch-measures'
    | '/precedents'
    | '/proposals'
    | '/gazetteer'
    | '/knowledge'
  readonly needs: string
  readonly label: Key
}[] = [
  { to: '/tickets', needs: 'read-list', label: 'nav.tickets' },
  { to: '/clusters', needs: 'read-list', label: 'nav.clusters' },
  { to: '/hotspots', needs: 'read-list', label: 'nav.hotspots' },
  { to: '/register', needs: 'register', label: 'nav.register' },
  { to: '/knowledge', needs: 'read-list', label: 'nav.knowledge' },
  { to: '/alerts', needs: 'acknowledge-alert', label: 'nav.alerts' },
  { to: '/rates', needs: 'read-rates', label: 'nav.rates' },
  { to: '/policy', needs: 'read-policy', label: 'nav.policy' },
  { to: '/month', needs: 'read-month', label: 'nav.month' },
  { to: '/signals', needs: 'read-signals', label: 'nav.signals' },
  { to: '/dispatch-measures', needs: 'read-rates', label: 'nav.dispatch-measures' },
  { to: '/precedents', needs: 'decide-return', label: 'nav.precedents' },
  { to: '/proposals', needs: 'move-unit', label: 'nav.proposals' },
  { to: '/gazetteer', needs: 'move-unit', label: 'nav.gazetteer' },
]

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
          <nav aria-label={t('shell.nav')} className={styles['nav']}>
            {PLACES.filter(({ needs }) => mayUse(account, needs)).map(({ to, label }) => (
              <Link key={to} to={to} activeProps={{ 'aria-current': 'page' }}>
                {t(label)}
              </Link>
            ))}
          </nav>
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
