import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useWords } from '../../i18n/words.ts'
import { KeysHelp } from '../../pieces/KeysHelp.tsx'
import { useListKeys } from '../../pieces/list-keys.ts'
import { BoardChips } from './BoardChips.tsx'
import { Filters } from './Filters.tsx'
import { TicketList } from './TicketList.tsx'
import styles from './TicketsPage.module.css'

/** The unit's day: what presses first, the list by time left, and beside it the ticket that is open. */
export function TicketsPage() {
  const { t } = useWords()
  const search = useSearch({ from: '/desk/tickets' })
  const { ticketId } = useParams({ strict: false })
  const navigate = useNavigate()
  const list = useRef<HTMLElement>(null)
  const [help, setHelp] = useState(false)
  useListKeys(list, {
    help: () => setHelp(true),
    leave: () => void (ticketId !== undefined && navigate({ to: '/tickets', search: (before) => before })),
  })
  return (
    <div className={styles['page']} data-open={ticketId !== undefined}>
      <h1 id="tickets-title" className="unseen">
        {t('list.title')}
      </h1>
      <section className={styles['list']} ref={list} aria-labelledby="tickets-title">
        <BoardChips search={search} />
        <Filters search={search} openKeys={() => setHelp(true)} />
        <TicketList search={search} openId={ticketId ?? null} />
      </section>
      {ticketId !== undefined && (
        <div className={styles['ticket']}>
          <Outlet />
        </div>
      )}
      <KeysHelp open={help} close={() => setHelp(false)} />
    </div>
  )
}
