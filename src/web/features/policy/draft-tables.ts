import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { diffFile } from '../../../contract/policy/sheet/diff.ts'
import { isProblem } from '../../api/problem.ts'
import { type DifferenceView, type DraftFileView, draftQuery, saveTable } from '../../api/workshop.ts'

const PAUSE_MS = 600

export type Saving = 'saved' | 'waiting' | 'saving' | 'conflict' | 'failed'

export interface Conflict {
  readonly file: string
  readonly sentence: string
  readonly theirs: DraftFileView
  /** From theirs to mine. */
  readonly sheets: DifferenceView['sheets']
}

interface Table {
  readonly text: string
  readonly revision: number
  readonly state: Saving
}

/**
 * A draft's tables while they are edited: each change is kept after a short pause, one request after the other. When somebody else
 * changed the same table meanwhile nothing is overwritten: both are shown, and the person decides.
 */
export function useDraftTables(draftId: string, files: readonly DraftFileView[]) {
  const queries = useQueryClient()
  const [tables, setTables] = useState<ReadonlyMap<string, Table>>(() => tablesOf(files))
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const latest = useRef(tables)
  latest.current = tables
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>())

  // What others changed in tables that are not being edited here shows up by itself.
  useEffect(() => {
    setTables((before) => {
      const next = new Map(before)
      for (const { name, text, revision } of files) {
        const own = next.get(name)
        if (!own || (own.state === 'saved' && own.revision < revision))
          next.set(name, { text, revision, state: 'saved' })
      }
      return next
    })
  }, [files])

  const put = (file: string, change: Partial<Table>): void =>
    setTables((before) => {
      const own = before.get(file)
      return own ? new Map(before).set(file, { ...own, ...change }) : before
    })

  const save = async (file: string): Promise<void> => {
    const own = latest.current.get(file)
    if (!own || own.state === 'saving') return
    put(file, { state: 'saving' })
    try {
      const { revision } = await saveTable(draftId, file, own.text, own.revision)
      const changed = latest.current.get(file)?.text !== own.text
      put(file, { revision, state: changed ? 'waiting' : 'saved' })
      setProblem(null)
      if (changed) wait(file)
      await queries.invalidateQueries({ queryKey: ['policy', 'check', draftId] })
      await queries.invalidateQueries({ queryKey: ['policy', 'difference'] })
      void queries.invalidateQueries({ queryKey: ['policy', 'draft', draftId] })
    } catch (error) {
      await failed(file, own.text, error)
    }
  }

  const failed = async (file: string, mine: string, error: unknown): Promise<void> => {
    const sentence = isProblem(error) ? error.message : String(error)
    if (!isProblem(error) || error.code !== 'draft.table-changed') {
      put(file, { state: 'failed' })
      setProblem(sentence)
      return
    }
    put(file, { state: 'conflict' })
    const { files: now } = await queries.fetchQuery({ ...draftQuery(draftId), staleTime: 0 })
    const theirs = now.find((one) => one.name === file)
    if (!theirs) return
    const sheets = diffFile(file, theirs.text, mine).map((sheet) => ({ ...sheet })) as DifferenceView['sheets']
    setConflict({ file, sentence, theirs, sheets })
  }

  const wait = (file: string): void => {
    clearTimeout(timers.current.get(file))
    timers.current.set(
      file,
      setTimeout(() => void save(file), PAUSE_MS),
    )
  }

  return {
    tables,
    conflict,
    problem,
    change(file: string, text: string): void {
      if (latest.current.get(file)?.text === text) return
      put(file, { text, ...(latest.current.get(file)?.state === 'saving' ? {} : { state: 'waiting' as const }) })
      wait(file)
    },
    /** Ends a conflict: my table over theirs, or theirs instead of mine. */
    settle(keep: 'mine' | 'theirs'): void {
      if (!conflict) return
      const { file, theirs } = conflict
      setConflict(null)
      if (keep === 'theirs') put(file, { text: theirs.text, revision: theirs.revision, state: 'saved' })
      else {
        put(file, { revision: theirs.revision, state: 'waiting' })
        wait(file)
      }
    },
  }
}

function tablesOf(files: readonly DraftFileView[]): ReadonlyMap<string, Table> {
  return new Map(files.map(({ name, text, revision }) => [name, { text, revision, state: 'saved' }]))
}
