import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { draftsQuery, dropDraft } from '../../api/calls.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Console.module.css'
import { dropHere, type LocalDraft, listHere } from './local-draft.ts'

interface DraftsOfferedProps {
  readonly account: string
  /** The form on the screen: its own draft is not offered. */
  readonly current: string
  readonly take: (draft: LocalDraft) => void
}

/** What was begun and not sent: here or at the server, whichever is newer. */
export function DraftsOffered({ account, current, take }: DraftsOfferedProps) {
  const { t, time } = useWords()
  const queries = useQueryClient()
  const kept = useQuery({
    queryKey: [...draftsQuery.queryKey, account],
    queryFn: async () => {
      const here = await listHere(account).catch((): LocalDraft[] => [])
      const there: readonly LocalDraft[] = await queries.fetchQuery(draftsQuery).catch(() => [])
      const newest = new Map<string, LocalDraft>()
      // What is here is what the server could not take: the newer of the two, whatever the clocks say.
      for (const one of [...there, ...here]) newest.set(one.draftId, one)
      return [...newest.values()]
    },
    staleTime: 0,
  })
  const dropping = useMutation({
    mutationFn: async (draftId: string) => {
      await dropHere(account, draftId)
      await dropDraft(draftId)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: draftsQuery.queryKey }),
  })
  const others = (kept.data ?? []).filter(({ draftId }) => draftId !== current)
  if (others.length === 0) return null
  return (
    <section className={styles['offered']} aria-labelledby="drafts-title">
      <h2 id="drafts-title">{t('console.drafts')}</h2>
      <ul>
        {others.map((draft) => (
          <li key={draft.draftId}>
            <span>{beginning(draft) || t('console.draft-empty')}</span>
            <time dateTime={draft.savedAt}>{time(draft.savedAt)}</time>
            <Button size="small" onClick={() => take(draft)}>
              {t('console.draft-go-on')}
            </Button>
            <Button size="small" type="text" onClick={() => dropping.mutate(draft.draftId)}>
              {t('console.draft-drop')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const LONGEST = 40

function beginning({ form }: LocalDraft): string {
  const { answers } = form as { answers?: { words?: unknown } }
  const words = typeof answers?.words === 'string' ? answers.words.trim() : ''
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words
}
