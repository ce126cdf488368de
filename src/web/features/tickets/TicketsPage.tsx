import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { type Key, useWords } from '../../i18n/words.ts'
import { useListKeys } from '../../ui/list-keys.ts'
import { opened } from '../../ui/opened.tsx'
import { BoardChips } from './BoardChips.tsx'
import { useChoosing } from './choosing.ts'
import { DayPane } from './DayPane.tsx'
import { Filters } from './Filters.tsx'
import { TicketList } from './TicketList.tsx'
import styles from './TicketsPage.module.css'

const KeysHelp = opened(
  () => import('../../ui/KeysHelp.tsx').then((module) => module.KeysHelp),
  ({ open }) => open,
)
const BatchBar = opened(() => import('./BatchBar.tsx').then((module) => module.BatchBar))

const CHOOSING_KEYS: readonly (readonly [string, Key])[] = [
  ['x', 'keys.choose'],
  ['Shift x', 'keys.choose-range'],
]

/** The unit's day: what presses first, the list by time left, and beside it the ticket that is open. */
export function TicketsPage() {
  const { t } = useWords()
  const search = useSearch({ from: '/desk/tickets' })
  const { ticketId } = useParams({ strict: false })
  const navigate = useNavigate()
  const account = useQuery(sessionQuery).data?.account ?? null
  const list = useRef<HTMLElement>(null)
  const [pane, setPane] = useState<HTMLElement | null>(null)
  const hold = useCallback((element: HTMLElement | null) => {
    list.current = element
    setPane(element)
  }, [])
  const [help, setHelp] = useState(false)
  const choosing = useChoosing()
  const isUnit = mayUse(account, 'sign') || mayUse(account, 'review-reply')
  const isOpen = ticketId !== undefined
  const split = useSplit(isOpen || isUnit)
  const toggleFocused = (range: boolean) => (row: HTMLElement | null) => {
    const id = row?.dataset['row']
    if (isUnit && id !== undefined) choosing.toggle(id, range)
  }
  useListKeys(list, {
    help: () => setHelp(true),
    leave: () => void (isOpen && navigate({ to: '/tickets', search: (before) => before, resetScroll: false })),
    more: { x: toggleFocused(false), X: toggleFocused(true) },
  })
  useKeptPosition(isOpen && !split)
  return (
    <div className={styles['page']} data-open={isOpen} data-split={split}>
      <h1 id="tickets-title" className="unseen">
        {t('list.title')}
      </h1>
      <section
        className={styles['list']}
        ref={hold}
        aria-labelledby="tickets-title"
        data-scroll-restoration-id="tickets"
      >
        <BoardChips search={search} />
        <Filters search={search} openKeys={() => setHelp(true)} />
        <TicketList
          search={search}
          openId={ticketId ?? null}
          pane={split ? pane : null}
          choosing={isUnit ? choosing : null}
          tellRows={choosing.tellRows}
        />
        {account && choosing.chosen.size > 0 && <BatchBar account={account} choosing={choosing} />}
      </section>
      {isOpen ? (
        <div className={styles['ticket']}>
          <Outlet />
        </div>
      ) : (
        split && (
          <div className={styles['ticket']}>
            <DayPane />
          </div>
        )
      )}
      <KeysHelp open={help} close={() => setHelp(false)} more={isUnit ? CHOOSING_KEYS : []} />
    </div>
  )
}

const WIDE = '(min-width: 1200px)'

/** Beside each other where there is room, so that the list stays where it is while tickets are opened. */
function useSplit(wanted: boolean): boolean {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches)
  useEffect(() => {
    const media = matchMedia(WIDE)
    const change = (): void => setWide(media.matches)
    media.addEventListener('change', change)
    return () => media.removeEventListener('change', change)
  }, [])
  return wanted && wide
}

/** Where a ticket takes the place of the list, the list comes back to where it was left. */
function useKeptPosition(covered: boolean): void {
  const left = useRef(0)
  const isCovered = useRef(covered)
  useEffect(() => {
    const keep = (): void => {
      if (!isCovered.current) left.current = window.scrollY
    }
    addEventListener('scroll', keep, { passive: true })
    return () => removeEventListener('scroll', keep)
  }, [])
  useLayoutEffect(() => {
    if (isCovered.current === covered) return
    isCovered.current = covered
    window.scrollTo(0, covered ? 0 : left.current)
  }, [covered])
}
