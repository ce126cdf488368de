import { Button, Input, Select } from 'antd'
import { useMemo, useState } from 'react'
import { addRow, placeFaults, removeRow, setCell, sheetsOf } from '../../../contract/policy/sheet/sheet.ts'
import { checkFile } from '../../../contract/policy/tables.ts'
import { EXTRA_NAMES, metricNames } from '../../../domain/scoring/extras.ts'
import { parseFormula } from '../../../domain/scoring/formula/parser.ts'
import { checkFormula } from '../../../domain/scoring/formula/tree.ts'
import { saySheet } from '../../../words/policy-table.ts'
import { useWords } from '../../i18n/words.ts'
import type { Saving } from './draft-tables.ts'
import { type CellEdit, SheetGrid } from './SheetGrid.tsx'
import styles from './TableEditor.module.css'

interface Props {
  readonly tables: ReadonlyMap<string, { readonly text: string; readonly state: Saving }>
  readonly change: (file: string, text: string) => void
  readonly readOnly: boolean
}

const ORDER = [
  'limits.yaml',
  'catalogue.csv',
  'categories.csv',
  'sectors.csv',
  'refusal-grounds.csv',
  'return-grounds.csv',
  'exclusion-grounds.csv',
  'suspension-grounds.csv',
  'scoring.yaml',
  'callback.yaml',
  'duty-hours.yaml',
  'risk-words.yaml',
  'roles.yaml',
  'cases.csv',
  'manifest.yaml',
]

/** One table at a time, each fault in its cell as soon as it is typed. */
export function TableEditor({ tables, change, readOnly }: Props) {
  const { t, language, sentence } = useWords()
  const [file, setFile] = useState('limits.yaml')
  const [part, setPart] = useState('')
  const [active, setActive] = useState({ row: 0, column: 0 })
  const [key, setKey] = useState('')
  const table = tables.get(file)
  const text = table?.text ?? ''
  const sheets = useMemo(() => sheetsOf(file, text), [file, text])
  const faults = useMemo(() => placeFaults(sheets, checkFile(file, text)), [sheets, file, text])
  const sheet = sheets.find((one) => one.name === part) ?? sheets[0]
  if (!sheet) return <p role="alert">{t('policy.unreadable', { file })}</p>
  const own = faults.filter((fault) => fault.place?.sheet === sheet.name)
  const here = own.find((fault) => fault.place?.row === active.row && fault.place.column === active.column)
  const cell = sheet.rows[active.row]?.cells[active.column]
  const column = sheet.columns[active.column]
  const edit = (edits: readonly CellEdit[]): void =>
    change(
      file,
      edits.reduce((before, one) => setCell(file, before, { ...one, sheet: sheet.name }, one.value), text),
    )
  const formula = column === 'formula' && cell ? formulaFault(cell.text) : null
  return (
    <div className={styles['editor']}>
      <div className={styles['tools']}>
        <Select
          aria-label={t('policy.table')}
          value={file}
          style={{ minWidth: 240 }}
          onChange={(value: string) => {
            setFile(value)
            setPart('')
            setActive({ row: 0, column: 0 })
          }}
          options={ORDER.map((name) => ({ value: name, label: saySheet(language, name, '') }))}
        />
        {sheets.length > 1 && (
          <Select
            aria-label={t('policy.part')}
            value={sheet.name}
            style={{ minWidth: 200 }}
            onChange={(value: string) => {
              setPart(value)
              setActive({ row: 0, column: 0 })
            }}
            options={sheets.map((one) => ({ value: one.name, label: saySheet(language, file, one.name) }))}
          />
        )}
        {!readOnly && sheet.growable && (
          <>
            {sheet.keyed && (
              <Input
                aria-label={t('policy.new-key')}
                placeholder={t('policy.new-key')}
                value={key}
                style={{ width: 160 }}
                onChange={(event) => setKey(event.target.value.trim())}
              />
            )}
            <Button
              disabled={sheet.keyed && (key === '' || sheet.rows.some((row) => row.key === key))}
              onClick={() => {
                change(file, addRow(file, text, sheet.name, active.row, key))
                setActive({ row: active.row + 1, column: 0 })
              }}
            >
              {t('policy.add-row')}
            </Button>
            <Button
              disabled={sheet.rows.length === 0}
              onClick={() => {
                change(file, removeRow(file, text, sheet.name, active.row))
                setActive({ row: Math.max(0, active.row - 1), column: active.column })
              }}
            >
              {t('policy.remove-row')}
            </Button>
          </>
        )}
        <span role="status" className={styles['state']}>
          {readOnly ? t('policy.read-only') : t(`policy.state-${table?.state ?? 'saved'}`)}
        </span>
      </div>
      <SheetGrid sheet={sheet} faults={own} readOnly={readOnly} active={active} setActive={setActive} change={edit} />
      <p className={styles['cell']}>{cell?.text}</p>
      <div role="alert" className={styles['fault']}>
        {here?.sentence[language] ?? (formula && sentence(formula.code, formula.facts)) ?? ''}
        {!here && !formula && faults.length > 0 && t('policy.faults-in-table', { count: faults.length })}
      </div>
      {!readOnly && <p className={styles['hint']}>{t('policy.grid-hint')}</p>}
    </div>
  )
}

function formulaFault(text: string) {
  const parsed = parseFormula(text)
  const checked = parsed.ok ? checkFormula(parsed.value, metricNames(EXTRA_NAMES)) : parsed
  return checked.ok ? null : checked.rejection
}
