import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { isProblem } from '../../api/problem.ts'
import { addAbsence, endAbsence, type RosterView } from '../../api/roster.ts'
import { type Account, mayUse } from '../../api/session.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import { PersonPicker } from '../../ui/fields/PersonPicker.tsx'
import { Reassign } from './Reassign.tsx'
import styles from './RosterPage.module.css'

interface AbsencesProps {
  readonly roster: RosterView
  readonly account: Account
  /** Whose tickets are to be passed on, when one comes from the day's list. */
  readonly open: string | null
}

/** Who is away, from when until when; their tickets go to another hand in one step (P28). */
export function Absences({ roster, account, open }: AbsencesProps) {
  const { t, day } = useWords()
  const queries = useQueryClient()
  const [passing, setPassing] = useState<string | null>(open)
  const works = mayUse(account, 'transfer')
  const ending = useMutation({
    mutationFn: endAbsence,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['roster'] }),
  })
  return (
    <section aria-labelledby="absences" className={styles['section']}>
      <h2 id="absences">{t('roster.absences')}</h2>
      {(works || roster.mayEdit) && <AbsenceForm roster={roster} account={account} />}
      {roster.absences.length === 0 && <p className={styles['lead']}>{t('roster.no-absences')}</p>}
      <ul className={styles['cards']}>
        {roster.absences.map((one) => (
          <li key={one.absenceId} className={styles['row']}>
            <p className={styles['line']}>
              <b>{one.person.name}</b>
              <span>{t('roster.from-to', { first: day(one.firstDay), last: day(one.lastDay) })}</span>
              <span className={styles['lead']}>{t('roster.open-count', { count: one.open })}</span>
              {works && one.open > 0 && passing !== one.person.account && (
                <Button size="small" onClick={() => setPassing(one.person.account)}>
                  {t('roster.reassign')}
                </Button>
              )}
              {(roster.mayEdit || one.person.account === account.id) && (
                <Button
                  size="small"
                  type="text"
                  loading={ending.isPending}
                  onClick={() => ending.mutate(one.absenceId)}
                >
                  {t('roster.back')}
                </Button>
              )}
            </p>
            {passing === one.person.account && <Reassign person={one.person} close={() => setPassing(null)} />}
          </li>
        ))}
      </ul>
      {ending.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(ending.error) && ending.error.sentence) || t('error.network')}
        />
      )}
    </section>
  )
}

interface Answers {
  readonly account?: string
  readonly firstDay: string
  readonly lastDay: string
}

function AbsenceForm({ roster, account }: { readonly roster: RosterView; readonly account: Account }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const [form] = Form.useForm<Answers>()
  const [open, setOpen] = useState(false)
  const [absenceId, setId] = useState(freshId)
  const adding = useMutation({
    mutationFn: (given: Answers) => addAbsence({ absenceId, ...given, account: given.account ?? account.id }),
    onSuccess: async () => {
      setId(freshId())
      setOpen(false)
      form.resetFields()
      await queries.invalidateQueries({ queryKey: ['roster'] })
    },
  })
  if (!open)
    return (
      <p>
        <Button onClick={() => setOpen(true)}>{t(roster.mayEdit ? 'roster.add-absence' : 'roster.add-own')}</Button>
      </p>
    )
  const needed = (field: string) => [{ required: true, message: t('form.choose', { field }) }]
  return (
    <Form<Answers>
      form={form}
      layout="vertical"
      requiredMark={false}
      className={styles['form'] ?? ''}
      initialValues={{ firstDay: roster.today, lastDay: roster.today }}
      onFinish={(given) => adding.mutate(given)}
    >
      {roster.mayEdit && (
        <Form.Item name="account" label={t('roster.who')} rules={needed(t('roster.who'))}>
          <PersonPicker />
        </Form.Item>
      )}
      <Form.Item name="firstDay" label={t('roster.first-day')} rules={needed(t('roster.first-day'))}>
        <Input type="date" style={{ maxWidth: 200 }} />
      </Form.Item>
      <Form.Item name="lastDay" label={t('roster.last-day')} rules={needed(t('roster.last-day'))}>
        <Input type="date" style={{ maxWidth: 200 }} />
      </Form.Item>
      {adding.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(adding.error) && adding.error.sentence) || t('error.network')}
        />
      )}
      <p className={styles['line']}>
        <Button type="primary" htmlType="submit" loading={adding.isPending}>
          {t('roster.note-absence')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('form.cancel')}</Button>
      </p>
    </Form>
  )
}
