import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { type AccessTicket, enterPeople } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Administration.module.css'
import { Field } from './Field.tsx'
import { TableField } from './TableField.tsx'
import { Trouble } from './Trouble.tsx'

const HEADING = 'login,name,role,unit\n'

interface PeopleTableFormProps {
  readonly done: (tickets: readonly AccessTicket[]) => void
  readonly leave: () => void
}

/** Many accounts at once: first looked at, then made, all of them or none. */
export function PeopleTableForm({ done, leave }: PeopleTableFormProps) {
  const { t } = useWords()
  const id = useId()
  const queries = useQueryClient()
  const [table, setTable] = useState(HEADING)
  const [reason, setReason] = useState('')
  const sending = useMutation({
    mutationFn: (preview: boolean) => enterPeople(table, reason, preview),
    onSuccess: async ({ made }, preview) => {
      if (preview) return
      await queries.invalidateQueries({ queryKey: ['people'] })
      done(made)
    },
  })
  const rows = sending.data?.rows ?? []
  return (
    <section className={styles['card']} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('admin.many')}</h2>
      <TableField
        id={id}
        help={t('admin.table-help')}
        table={table}
        change={(given) => {
          sending.reset()
          setTable(given)
        }}
      />
      <Field id={`${id}-reason`} label={t('admin.reason')}>
        <Input id={`${id}-reason`} value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Trouble error={sending.error} />
      {rows.length > 0 && (
        <div className={styles['scroll']}>
          <table className={styles['table']}>
            <caption>{t('admin.table-rows', { count: rows.length })}</caption>
            <thead>
              <tr>
                <th scope="col">{t('admin.login')}</th>
                <th scope="col">{t('admin.name')}</th>
                <th scope="col">{t('admin.role')}</th>
                <th scope="col">{t('admin.unit')}</th>
                <th scope="col">{t('admin.two')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.login}>
                  <th scope="row">{row.login}</th>
                  <td>{row.name}</td>
                  <td>{row.roleName}</td>
                  <td>{row.unitName}</td>
                  <td>{t(row.needsTwo ? 'admin.two-yes' : 'admin.two-no')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className={styles['row']}>
        <Button disabled={reason.trim() === ''} loading={sending.isPending} onClick={() => sending.mutate(true)}>
          {t('admin.look-first')}
        </Button>
        <Button type="primary" disabled={rows.length === 0} onClick={() => sending.mutate(false)}>
          {t('admin.make-accounts', { count: rows.length })}
        </Button>
        <Button onClick={leave}>{t('form.cancel')}</Button>
      </div>
    </section>
  )
}
