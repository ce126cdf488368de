import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { boardQuery } from '../../api/board.ts'
import { QUEUES, type Queue } from '../../api/dispatch-desk.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import type { KeyLines } from '../../ui/KeysHelp.tsx'
import { useListKeys } from '../../ui/list-keys.ts'
import { opened } from '../../ui/opened.tsx'
import styles from './DispatchDeskPage.module.css'
import { QueueList } from './QueueList.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { useSelection } from './selection.ts'

const KeysHelp = opened(
  () => import('../../ui/KeysHelp.tsx').then((module) => module.KeysHelp),
  ({ open }) => open,
)
const BulkPanel = opened(() => import('./BulkPanel.tsx').then((module) => module.BulkPanel))
const OpenTicket = opened(() => import('./OpenTicket.tsx').then((module) => module.OpenTicket))

const OWN_KEYS: KeyLines = [
  ['x', 'dispatching.key-select'],
  ['Shift+X', 'dispatching.key-range'],
]

/** The dispatcher's day: three queues by time left, and beside them the decision that is due. */
export function DispatchDeskPage() {
  const { t } = useWords()
  const { queue = 'awaiting-dispatch', ticket = null } = useSearch({ from: '/desk/dispatch' })
  const navigate = useNavigate({ from: '/dispatch' })
  const list = useRef<HTMLElement>(null)
  const [help, setHelp] = useState(false)
  const [bulk, setBulk] = useState<readonly string[] | null>(null)
  const selection = useSelection(list)
  const selects = queue === 'awaiting-dispatch'
  const open = (next: string | null): void => {
    void navigate({ search: { queue, ...(next === null ? {} : { ticket: next }) }, resetScroll: false })
  }
  const toggle = (range: boolean) => (row: HTMLElement | null) => {
    const id = row?.dataset['row']
    if (selects && id !== undefined) selection.toggle(id, range)
  }
  useListKeys(list, {
    help: () => setHelp(true),
    leave: () => (bulk === null ? open(null) : setBulk(null)),
    more: { x: toggle(false), X: toggle(true) },
  })
  /** What is decided leaves the queue; the one that stood behind it, or else before it, opens by itself. */
  const next = (decided: string): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const ids = rows.flatMap((row) => row.dataset['row'] ?? [])
    const at = ids.indexOf(decided)
    selection.drop([decided])
    open(ids[at + 1] ?? ids[at - 1] ?? null)
  }
  const beside = bulk !== null || ticket !== null
  return (
    <div className={styles['page']} data-open={beside}>
      <h1 id="dispatch-title" className="unseen">
        {t('nav.dispatch')}
      </h1>
      <section className={styles['list']} ref={list} aria-labelledby="dispatch-title">
        <div className={styles['head']}>
          <Queues current={queue} />
          <Button type="text" onClick={() => setHelp(true)}>
            {t('keys.title')}
          </Button>
        </div>
        {selects && selection.ids.size > 0 && (
          <SelectionBar
            count={selection.ids.size}
            clear={selection.clear}
            preview={() => setBulk([...selection.ids])}
            all={selection.all}
          />
        )}
        <QueueList key={queue} queue={queue} openId={ticket} selection={selects ? selection : null} />
      </section>
      <div className={styles['beside']}>
        {bulk !== null ? (
          <BulkPanel
            key={bulk.join()}
            ticketIds={bulk}
            close={() => setBulk(null)}
            sent={selection.drop}
            openOne={(id) => {
              setBulk(null)
              open(id)
            }}
          />
        ) : ticket === null ? (
          <EmptyState title={t('dispatching.nothing-open')} hint={t('dispatching.nothing-open-hint')} />
        ) : (
          <OpenTicket
            key={ticket}
            ticketId={ticket}
            queue={queue}
            decided={() => next(ticket)}
            close={() => open(null)}
          />
        )}
      </div>
      <KeysHelp open={help} close={() => setHelp(false)} more={OWN_KEYS} />
    </div>
  )
}

/** How many wait in each queue, and how many of them are late. */
function Queues({ current }: { readonly current: Queue }) {
  const { t } = useWords()
  const board = useQuery(boardQuery)
  return (
    <nav aria-label={t('dispatching.queues')}>
      <ul className={styles['queues']}>
        {QUEUES.map((queue) => {
          const found = board.data?.phases.find(({ phase }) => phase === queue)
          const late = found?.late ?? 0
          return (
            <li key={queue}>
              <Link to="/dispatch" search={{ queue }} aria-current={queue === current ? 'page' : undefined}>
                {t(`dispatching.queue-${queue}`)} <b className="figures">{board.data ? (found?.count ?? 0) : '…'}</b>
                {late > 0 && <span className={styles['late']}>{t('dispatching.late', { count: late })}</span>}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
