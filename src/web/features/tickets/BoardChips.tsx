import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { boardQuery } from '../../api/board.ts'
import type { ListSearch } from '../../api/ticket-list.ts'
import { useWords } from '../../i18n/words.ts'
import { BOARD } from './board.ts'
import styles from './BoardChips.module.css'

/** Today in numbers; each is the filter that shows its tickets. */
export function BoardChips({ search }: { readonly search: ListSearch }) {
  const { t } = useWords()
  const board = useQuery(boardQuery)
  const current = JSON.stringify(sorted(search))
  return (
    <nav aria-label={t('board.title')}>
      <ul className={styles['chips']}>
        {BOARD.map(({ name, label, search: filter }) => {
          const count = board.data?.counts[name]
          return (
            <li key={name}>
              <Link
                to="/tickets"
                search={filter}
                data-late={name === 'late' && count !== undefined && count > 0}
                aria-current={JSON.stringify(sorted(filter)) === current ? 'page' : undefined}
              >
                {t(label)} <b className="figures">{count ?? '–'}</b>
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function sorted(search: ListSearch): [string, unknown][] {
  return Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
