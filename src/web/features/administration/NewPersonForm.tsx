import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { type AccessTicket, makePerson } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Administration.module.css'
import { Field } from './Field.tsx'
import { RoleFields } from './RoleFields.tsx'
import { RolePreviewCard } from './RolePreviewCard.tsx'
import { Trouble } from './Trouble.tsx'

interface NewPersonFormProps {
  readonly done: (ticket: AccessTicket) => void
  readonly leave: () => void
}

export function NewPersonForm({ done, leave }: NewPersonFormProps) {
  const { t } = useWords()
  const id = useId()
  const queries = useQueryClient()
  const [login, setLogin] = useState('')
  const [name, setName] = useState('')
  const [role, setRole] = useState<string | null>(null)
  const [unit, setUnit] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const isWhole = [login, name, reason].every((text) => text.trim() !== '') && role !== null && unit !== null
  const making = useMutation({
    mutationFn: () => makePerson({ login, name, role: role ?? '', unit: unit ?? '', reason }),
    onSuccess: async (ticket) => {
      await queries.invalidateQueries({ queryKey: ['people'] })
      done(ticket)
    },
  })
  return (
    <form
      className={styles['card']}
      aria-label={t('admin.new-person')}
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) making.mutate()
      }}
    >
      <h2>{t('admin.new-person')}</h2>
      <div className={styles['row']}>
        <Field id={`${id}-name`} label={t('admin.name')}>
          <Input id={`${id}-name`} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field id={`${id}-login`} label={t('admin.login')}>
          <Input
            id={`${id}-login`}
            value={login}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => setLogin(event.target.value)}
          />
        </Field>
      </div>
      <RoleFields id={id} role={role} unit={unit} onRole={setRole} onUnit={setUnit} />
      <Field id={`${id}-reason`} label={t('admin.reason')}>
        <Input id={`${id}-reason`} value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {role !== null && unit !== null && <RolePreviewCard role={role} unit={unit} />}
      <Trouble error={making.error} />
      <div className={styles['row']}>
        <Button type="primary" htmlType="submit" disabled={!isWhole} loading={making.isPending}>
          {t('admin.make-account')}
        </Button>
        <Button onClick={leave}>{t('form.cancel')}</Button>
      </div>
    </form>
  )
}
