import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { type AccessTicket, changePerson, type PersonChange, personQuery } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import styles from './Administration.module.css'
import { Field } from './Field.tsx'
import { RoleFields } from './RoleFields.tsx'
import { RolePreviewCard } from './RolePreviewCard.tsx'
import { Trouble } from './Trouble.tsx'

type What = PersonChange['what']

interface PersonCardProps {
  readonly id: string
  readonly letIn: (ticket: AccessTicket) => void
  readonly leave: () => void
}

/** One account: what can be done to it, each with a reason, and what was done before. */
export function PersonCard({ id, letIn, leave }: PersonCardProps) {
  const { t, time } = useWords()
  const found = useQuery(personQuery(id))
  const [what, setWhat] = useState<What | null>(null)
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return null
  const { person, audit } = found.data
  const acts: readonly What[] = person.active
    ? ['place', 'reset-password', 'rename', 'end-sessions', 'suspend']
    : ['place', 'rename', 'resume']
  return (
    <section className={styles['card']} aria-labelledby="person-name">
      <h2 id="person-name">{person.name}</h2>
      <p>
        {person.login} · {person.roleName} · {person.unitName}
      </p>
      <p className={styles['facts']}>
        <span>{t(person.active ? 'admin.active' : 'admin.suspended')}</span>
        <span>{t('admin.sessions', { count: person.sessions })}</span>
        {!person.hasPassword && <span>{t('admin.no-password')}</span>}
      </p>
      {what === null ? (
        <div className={styles['row']}>
          {acts.map((act) => (
            <Button key={act} onClick={() => setWhat(act)}>
              {t(`admin.do-${act}`)}
            </Button>
          ))}
          <Button type="text" onClick={leave}>
            {t('admin.close')}
          </Button>
        </div>
      ) : (
        <ChangeForm
          key={what}
          person={person}
          what={what}
          done={(ticket) => {
            setWhat(null)
            if (ticket) letIn(ticket)
          }}
          leave={() => setWhat(null)}
        />
      )}
      <h3>{t('admin.audit')}</h3>
      {audit.length === 0 && <p className={styles['quiet']}>{t('admin.audit-none')}</p>}
      <ol className={styles['list']}>
        {audit.map((line) => (
          <li key={line.id}>
            <b>{t(`admin.audit-${line.what as 'created'}`)}</b>{' '}
            {[line.facts['from'], line.facts['to'], line.facts['role'], line.facts['unit']].filter(Boolean).join(' · ')}
            {line.reason !== null && <span> — {line.reason}</span>}
            <span className={styles['quiet']}>
              {' '}
              {line.by} · {time(line.at)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

interface ChangeFormProps {
  readonly person: { readonly id: string; readonly name: string; readonly role: string; readonly unit: string }
  readonly what: What
  readonly done: (ticket: AccessTicket | null) => void
  readonly leave: () => void
}

function ChangeForm({ person, what, done, leave }: ChangeFormProps) {
  const { t } = useWords()
  const id = useId()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [name, setName] = useState(person.name)
  const [role, setRole] = useState(person.role)
  const [unit, setUnit] = useState<string | null>(person.unit)
  const changing = useMutation({
    mutationFn: () => changePerson(person.id, changeOf()),
    onSuccess: async ({ ticket }) => {
      await queries.invalidateQueries({ queryKey: ['people'] })
      done(ticket)
    },
  })
  function changeOf(): PersonChange {
    if (what === 'rename') return { what, name, reason }
    if (what === 'place') return { what, role, unit: unit ?? '', reason }
    return { what, reason }
  }
  return (
    <form
      className={styles['list']}
      aria-label={t(`admin.do-${what}`)}
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() !== '') changing.mutate()
      }}
    >
      <h3>{t(`admin.do-${what}`)}</h3>
      {what === 'rename' && (
        <Field id={`${id}-name`} label={t('admin.name')}>
          <Input id={`${id}-name`} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        </Field>
      )}
      {what === 'place' && (
        <>
          <RoleFields id={id} role={role} unit={unit} onRole={setRole} onUnit={setUnit} />
          {unit !== null && <RolePreviewCard role={role} unit={unit} />}
        </>
      )}
      <Field id={`${id}-reason`} label={t('admin.reason')}>
        <Input id={`${id}-reason`} value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Trouble error={changing.error} />
      <div className={styles['row']}>
        <Button
          type="primary"
          htmlType="submit"
          danger={what === 'suspend'}
          disabled={reason.trim() === ''}
          loading={changing.isPending}
        >
          {t(`admin.do-${what}`)}
        </Button>
        <Button onClick={leave}>{t('form.cancel')}</Button>
      </div>
    </form>
  )
}
