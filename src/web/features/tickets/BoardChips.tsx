import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { PHASES } from '../../../domain/ticket/terms.ts'
import { type Board, boardQuery } from '../../api/board.ts'
import type { ListSearch } from '../../api/ticket-list.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './BoardChips.module.css'

/** Today in numbers; each is the filter that shows its tickets. */
export function BoardChips({ search }: { readonly search: ListSearch }) {
  const { t, term } = useWords()
  const board = useQuery(boardQuery)
  if (!board.data) return <p className={styles['waiting']}>{board.isError ? t('board.unknown') : t('wait.loading')}</p>
  const { open, late, dueSoon, phases, marks } = board.data
  const chips: readonly Chip[] = [
    { name: 'open', label: t('board.open'), count: open, filter: {} },
    { name: 'late', label: t('board.late'), count: late, filter: { late: true } },
    ...inOrder(phases).map(({ phase, count }) => ({
      name: phase,
      label: term('phase', phase),
      count,
      filter: { phase },
    })),
    ...Object.entries(marks).map(([mark, count]) => ({
      name: mark,
      label: term('mark', mark),
      count,
      filter: { mark },
    })),
  ]
  const current = JSON.stringify(sorted(search))
  return (
    <nav aria-label={t('board.title')}>
      <ul className={styles['chips']}>
        {chips.map(({ name, label, count, filter }) => (
          <li key={name}>
            <Link
              to="/tickets"
              search={filter}
              data-late={name === 'late' && count > 0}
              aria-current={JSON.stringify(sorted(filter)) === current ? 'page' : undefined}
              activeOptions={{ exact: true, includeSearch: true }}
            >
              {label} <b className="figures">{count}</b>
            </Link>
          </li>
        ))}
        {dueSoon > 0 && <li className={styles['soon']}>{t('board.due-soon', { count: dueSoon })}</li>}
      </ul>
    </nav>
  )
}

interface Chip {
  readonly name: string
  readonly label: string
  readonly count: number
  readonly filter: ListSearch
}

function inOrder(phases: Board['phases']): Board['phases'] {
  const order: readonly string[] = PHASES
  return phases.toSorted((a, b) => order.indexOf(a.phase) - order.indexOf(b.phase))
}

function sorted(search: ListSearch): [string, unknown][] {
  return Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
