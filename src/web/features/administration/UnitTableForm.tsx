import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { enterUnits } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import { useSaid } from '../../ui/said.tsx'
import styles from './Administration.module.css'
import { Field } from './Field.tsx'
import { TableField } from './TableField.tsx'
import { Trouble } from './Trouble.tsx'

const HEADING = 'code,name,name_en,kind,superior\n'

/** Many new units: first looked at, then entered, all of them or none. */
export function UnitTableForm({ leave }: { readonly leave: () => void }) {
  const { t, term } = useWords()
  const said = useSaid()
  const id = useId()
  const queries = useQueryClient()
  const [table, setTable] = useState(HEADING)
  const [day, setDay] = useState('')
  const [reason, setReason] = useState('')
  const sending = useMutation({
    mutationFn: (preview: boolean) => enterUnits(table, day, reason, preview),
    onSuccess: async ({ written }, preview) => {
      if (preview) return
      await queries.invalidateQueries({ queryKey: ['units'] })
      said(t('admin.units-written', { count: written }))
      leave()
    },
  })
  const rows = sending.data?.rows ?? []
  return (
    <section className={styles['card']} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('admin.units-many')}</h2>
      <TableField
        id={id}
        help={t('admin.units-table-help')}
        table={table}
        change={(given) => {
          sending.reset()
          setTable(given)
        }}
      />
      <div className={styles['row']}>
        <Field id={`${id}-day`} label={t('admin.unit-from')}>
          <Input id={`${id}-day`} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        </Field>
        <Field id={`${id}-reason`} label={t('admin.reason')}>
          <Input
            id={`${id}-reason`}
            value={reason}
            maxLength={300}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </div>
      <Trouble error={sending.error} />
      {rows.length > 0 && (
        <ul className={styles['list']} aria-label={t('admin.table-rows', { count: rows.length })}>
          {rows.map((row) => (
            <li key={row.code}>
              {row.name} · {term('unit-kind', row.kind)} · {row.superiorName}
            </li>
          ))}
        </ul>
      )}
      <div className={styles['row']}>
        <Button
          disabled={day === '' || reason.trim() === ''}
          loading={sending.isPending}
          onClick={() => sending.mutate(true)}
        >
          {t('admin.look-first')}
        </Button>
        <Button type="primary" disabled={rows.length === 0} onClick={() => sending.mutate(false)}>
          {t('admin.units-enter', { count: rows.length })}
        </Button>
        <Button onClick={leave}>{t('form.cancel')}</Button>
      </div>
    </section>
  )
}
