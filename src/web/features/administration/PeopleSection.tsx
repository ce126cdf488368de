import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { type AccessTicket, type PeopleSearch, peopleQuery } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { UnitPicker } from '../../ui/fields/UnitPicker.tsx'
import styles from './Administration.module.css'
import { Field } from './Field.tsx'
import { LetInCard } from './LetInCard.tsx'
import { NewPersonForm } from './NewPersonForm.tsx'
import { PeopleTableForm } from './PeopleTableForm.tsx'
import { PersonCard } from './PersonCard.tsx'
import { WaitingRequests } from './WaitingRequests.tsx'

type Beside = { readonly what: 'person'; readonly id: string } | { readonly what: 'new' | 'many' }

/** Who may sign in, where and as what; beside the list the one account that is open. */
export function PeopleSection() {
  const { t, time } = useWords()
  const [q, setQ] = useState('')
  const [unit, setUnit] = useState<string | null>(null)
  const [beside, setBeside] = useState<Beside | null>(null)
  const [letIn, setLetIn] = useState<readonly AccessTicket[]>([])
  const wanted = useDeferredValue(q.trim())
  const search: PeopleSearch = { ...(wanted === '' ? {} : { q: wanted }), ...(unit === null ? {} : { unit }) }
  const found = useQuery(peopleQuery(search))
  const people = found.data?.people ?? []
  const show = (ticket: AccessTicket) => setLetIn([ticket])
  return (
    <section className={styles['page']} aria-labelledby="people-title">
      <h1 id="people-title">{t('admin.people')}</h1>
      <p className={styles['quiet']}>{t('admin.people-hint')}</p>
      {letIn.length > 0 && <LetInCard tickets={letIn} done={() => setLetIn([])} />}
      <WaitingRequests people={found.data?.waiting ?? []} letIn={show} />
      <div className={styles['row']}>
        <Field id="people-q" label={t('admin.search-person')}>
          <Input id="people-q" allowClear value={q} maxLength={60} onChange={(event) => setQ(event.target.value)} />
        </Field>
        <Field id="people-unit" label={t('admin.within-unit')}>
          <UnitPicker
            id="people-unit"
            {...(unit === null ? {} : { value: unit })}
            onChange={(code) => setUnit([code ?? []].flat()[0] ?? null)}
          />
        </Field>
        <Button type="primary" onClick={() => setBeside({ what: 'new' })}>
          {t('admin.new-person')}
        </Button>
        <Button onClick={() => setBeside({ what: 'many' })}>{t('admin.many')}</Button>
      </div>
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      <div className={styles['split']} data-open={beside !== null}>
        {people.length === 0 && found.data ? (
          <EmptyState title={t('admin.nobody')} hint={t('admin.nobody-hint')} />
        ) : (
          <div className={styles['scroll']}>
            <table className={styles['table']} aria-label={t('admin.people')} aria-busy={found.isFetching}>
              <thead>
                <tr>
                  <th scope="col">{t('admin.name')}</th>
                  <th scope="col">{t('admin.role')}</th>
                  <th scope="col">{t('admin.unit')}</th>
                  <th scope="col">{t('admin.state')}</th>
                  <th scope="col">{t('admin.last-sign-in')}</th>
                </tr>
              </thead>
              <tbody>
                {people.map((person) => (
                  <tr key={person.id} data-chosen={beside?.what === 'person' && beside.id === person.id}>
                    <th scope="row">
                      <button
                        type="button"
                        className={styles['link']}
                        onClick={() => setBeside({ what: 'person', id: person.id })}
                      >
                        {person.name}
                      </button>
                      <div className={styles['quiet']}>{person.login}</div>
                    </th>
                    <td>{person.roleName}</td>
                    <td>{person.unitName}</td>
                    <td>
                      {t(person.waiting ? 'admin.is-waiting' : person.active ? 'admin.active' : 'admin.suspended')}
                    </td>
                    <td className={styles['stamp']}>
                      {person.lastSignInAt === null ? t('admin.never-signed-in') : time(person.lastSignInAt)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {found.data?.more && <p className={styles['quiet']}>{t('admin.more-people', { count: people.length })}</p>}
          </div>
        )}
        {beside?.what === 'person' && (
          <PersonCard key={beside.id} id={beside.id} letIn={show} leave={() => setBeside(null)} />
        )}
        {beside?.what === 'new' && (
          <NewPersonForm
            done={(ticket) => {
              show(ticket)
              setBeside(null)
            }}
            leave={() => setBeside(null)}
          />
        )}
        {beside?.what === 'many' && (
          <PeopleTableForm
            done={(tickets) => {
              setLetIn(tickets)
              setBeside(null)
            }}
            leave={() => setBeside(null)}
          />
        )}
      </div>
    </section>
  )
}
