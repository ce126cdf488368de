import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { PHASES } from '../../../domain/ticket/terms.ts'
import { type Board, boardQuery } from '../../api/board.ts'
import { mayUse, sessionQuery } from '../../api/session.ts'
import type { ListSearch } from '../../api/ticket-list.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './BoardChips.module.css'

/** Today in numbers; each is the filter that shows its tickets. */
export function BoardChips({ search }: { readonly search: ListSearch }) {
  const { t, term } = useWords()
  const board = useQuery(boardQuery)
  const account = useQuery(sessionQuery).data?.account
  if (!board.data) return <p className={styles['waiting']}>{board.isError ? t('board.unknown') : t('wait.loading')}</p>
  const day = chipsOfDay(board.data, mayUse(account, 'review-reply'))
  const filters: readonly ListSearch[] = day.map(({ filter }) => filter)
  const named = new Set(filters.flatMap(({ phase, mark }) => [phase, mark]))
  const rest: Chip[] = [
    ...inOrder(board.data.phases).map(({ phase, count }) => ({
      label: term('phase', phase),
      count,
      filter: { phase },
    })),
    ...Object.entries(board.data.marks).map(([mark, count]) => ({
      label: term('mark', mark),
      count,
      filter: { mark },
    })),
  ].filter(({ filter }: Chip) => !named.has(filter.phase ?? filter.mark))
  const current = JSON.stringify(sorted(search))
  const chips: Chip[] = [
    ...day.map(({ name, ...one }) => ({ ...one, label: t(`board.is-${name}`), late: name === 'late' })),
    ...rest,
  ]
  return (
    <nav aria-label={t('board.title')}>
      <ul className={styles['chips']}>
        {chips.map(({ label, count, filter, late }) => (
          <li key={label}>
            <Link
              to="/tickets"
              search={filter}
              data-late={late === true && count > 0}
              data-none={count === 0}
              aria-current={JSON.stringify(sorted(filter)) === current ? 'page' : undefined}
              activeOptions={{ exact: true, includeSearch: true }}
            >
              {label} <b className="figures">{count}</b>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

interface Chip {
  readonly label: string
  readonly count: number
  readonly filter: ListSearch
  readonly late?: boolean
}

/** What a day is made of, in the order in which it is looked at; then the other states and marks. */
function chipsOfDay({ open, late, dueToday, dueSoon, arrivedToday, phases, marks }: Board, reviews: boolean) {
  const phase = (code: string) => phases.find((one) => one.phase === code)?.count ?? 0
  return [
    { name: 'open', count: open, filter: {} },
    { name: 'new', count: arrivedToday, filter: { arrived: 'today' } },
    ...(reviews ? [{ name: 'to-review', count: phase('replied'), filter: { phase: 'replied' } } as const] : []),
    { name: 'to-sign', count: phase('dispatched'), filter: { phase: 'dispatched' } },
    { name: 'to-contact', count: marks['to-contact'] ?? 0, filter: { mark: 'to-contact' } },
    { name: 'due-today', count: dueToday, filter: { due: 'today' } },
    { name: 'due-day', count: dueSoon, filter: { due: 'day' } },
    { name: 'late', count: late, filter: { late: true } },
    { name: 'sent-back', count: marks['sent-back'] ?? 0, filter: { mark: 'sent-back' } },
    { name: 'second-handling', count: marks['second-handling'] ?? 0, filter: { mark: 'second-handling' } },
  ] as const satisfies readonly { readonly name: string; readonly count: number; readonly filter: ListSearch }[]
}

function inOrder(phases: Board['phases']): Board['phases'] {
  const order: readonly string[] = PHASES
  return phases.toSorted((a, b) => order.indexOf(a.phase) - order.indexOf(b.phase))
}

function sorted(search: ListSearch): [string, unknown][] {
  return Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
