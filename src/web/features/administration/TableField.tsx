import { Input } from 'antd'
import { useWords } from '../../i18n/words.ts'
import styles from './Administration.module.css'
import { Field } from './Field.tsx'

interface TableFieldProps {
  /** Beginning of the fields' ids. */
  readonly id: string
  readonly help: string
  readonly table: string
  readonly change: (table: string) => void
}

/** Many rows at once: pasted from a spreadsheet or read from a file. */
export function TableField({ id, help, table, change }: TableFieldProps) {
  const { t } = useWords()
  return (
    <>
      <Field id={`${id}-table`} label={t('admin.table')}>
        <Input.TextArea
          id={`${id}-table`}
          rows={8}
          value={table}
          spellCheck={false}
          onChange={(event) => change(event.target.value)}
        />
      </Field>
      <p className={styles['quiet']}>{help}</p>
      <Field id={`${id}-file`} label={t('admin.table-file')}>
        <input
          id={`${id}-file`}
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => void event.target.files?.[0]?.text().then(change)}
        />
      </Field>
    </>
  )
}
