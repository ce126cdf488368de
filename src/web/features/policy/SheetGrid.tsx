import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { PlacedFault, Sheet } from '../../../contract/policy/sheet/sheet.ts'
import { sayColumn, sayValue } from '../../../words/policy-table.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './SheetGrid.module.css'

const ROW_HEIGHT = 34
/** Rows drawn beyond what is seen, so that scrolling shows no gaps. */
const MARGIN = 8
const SHOWN = 16
const WIDE = new Set([
  'formula',
  'keywords',
  'ground',
  'ground_en',
  'question',
  'question_en',
  'why',
  'why_en',
  'what',
  '',
])

export interface CellEdit {
  readonly row: number
  readonly column: number
  readonly value: string
}

interface Props {
  readonly sheet: Sheet
  readonly faults: readonly PlacedFault[]
  readonly readOnly: boolean
  readonly active: { readonly row: number; readonly column: number }
  readonly setActive: (cell: { readonly row: number; readonly column: number }) => void
  readonly change: (edits: readonly CellEdit[]) => void
}

/** A table edited like a spreadsheet: arrows move, typing or Enter edits, Escape leaves, a copied block can be pasted. */
export function SheetGrid({ sheet, faults, readOnly, active, setActive, change }: Props) {
  const { t, language } = useWords()
  const [draft, setDraft] = useState<string | null>(null)
  const [top, setTop] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const cell = useRef<HTMLTableCellElement>(null)
  const moved = useRef(false)
  const { columns, rows } = sheet
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - MARGIN)
  const shown = rows.slice(first, first + SHOWN + 2 * MARGIN)
  const faultAt = (row: number, column: number) =>
    faults.find((one) => one.place?.row === row && (one.place.column === column || one.place.column === null))

  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    cell.current?.focus()
  })

  const goTo = (row: number, column: number): void => {
    const next = {
      row: Math.min(Math.max(row, 0), rows.length - 1),
      column: Math.min(Math.max(column, 0), columns.length - 1),
    }
    moved.current = true
    setDraft(null)
    setActive(next)
    const box = frame.current
    if (!box) return
    const at = next.row * ROW_HEIGHT
    if (at < box.scrollTop) box.scrollTop = at
    if (at > box.scrollTop + box.clientHeight - 3 * ROW_HEIGHT) box.scrollTop = at - box.clientHeight + 3 * ROW_HEIGHT
  }
  const keep = (): void => {
    if (draft !== null) change([{ ...active, value: draft }])
    setDraft(null)
  }
  const typed = (event: KeyboardEvent): void => {
    const { row, column } = active
    if (draft !== null) {
      if (event.key === 'Escape') {
        moved.current = true
        setDraft(null)
      }
      if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault()
        keep()
        goTo(event.key === 'Enter' ? row + 1 : row, event.key === 'Tab' ? column + (event.shiftKey ? -1 : 1) : column)
      }
      return
    }
    const step = STEPS[event.key]
    if (step) {
      event.preventDefault()
      goTo(row + step[0], column + step[1])
    } else if (!readOnly && (event.key === 'Enter' || event.key === 'F2')) {
      event.preventDefault()
      setDraft(rows[row]?.cells[column]?.text ?? '')
    } else if (!readOnly && event.key === 'Delete') change([{ ...active, value: '' }])
    else if (!readOnly && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      setDraft(event.key)
    }
  }
  const pasted = (event: ClipboardEvent): void => {
    if (readOnly || draft !== null) return
    event.preventDefault()
    const block = event.clipboardData
      .getData('text/plain')
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
    change(
      block.flatMap((line, r) =>
        line
          .split('\t')
          .map((value, c) => ({ row: active.row + r, column: active.column + c, value }))
          .filter((edit) => edit.row < rows.length && edit.column < columns.length),
      ),
    )
  }

  return (
    <div ref={frame} className={styles['frame']} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table edited cell by cell is what the role grid is for.
        role="grid"
        aria-label={t('policy.grid')}
        aria-rowcount={rows.length + 1}
        aria-readonly={readOnly}
        onKeyDown={typed}
        onPaste={pasted}
      >
        <colgroup>
          <col style={{ width: 150 }} />
          {columns.map((name) => (
            <col key={name} style={{ width: WIDE.has(name) ? 320 : 150 }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{t('policy.row')}</th>
            {columns.map((name) => (
              <th scope="col" key={name}>
                {sayColumn(language, name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr style={{ height: first * ROW_HEIGHT }} />
          {shown.map((one, index) => {
            const row = first + index
            return (
              <tr aria-rowindex={row + 2} key={`${row}-${one.key}`}>
                <th scope="row" className={styles['key']}>
                  {one.key}
                </th>
                {one.cells.map(({ text }, column) => {
                  const isActive = row === active.row && column === active.column
                  const fault = faultAt(row, column)
                  const editing = isActive && draft !== null
                  const label = sayColumn(language, columns[column] ?? '')
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the grid's own, one place for all cells.
                    <td
                      key={columns[column]}
                      ref={isActive ? cell : undefined}
                      tabIndex={isActive ? 0 : -1}
                      aria-invalid={fault !== undefined}
                      aria-label={`${one.key} ${label}: ${text === '' ? t('policy.empty') : text}`}
                      title={fault?.sentence[language] ?? (text === '' ? '' : sayValue(language, text))}
                      className={styles[fault ? 'faulty' : 'cell']}
                      data-active={isActive}
                      onClick={() => !editing && goTo(row, column)}
                      onDoubleClick={() => !readOnly && setDraft(text)}
                    >
                      {editing ? (
                        <input
                          ref={(input) => input?.focus()}
                          aria-label={label}
                          value={draft}
                          onChange={(event) => setDraft(event.target.value)}
                          onBlur={keep}
                        />
                      ) : (
                        text
                      )}
                    </td>
                  )
                })}
              </tr>
            )
          })}
          <tr style={{ height: Math.max(0, rows.length - first - shown.length) * ROW_HEIGHT }} />
        </tbody>
      </table>
    </div>
  )
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, -100],
  End: [0, 100],
}
