import { Link } from '@tanstack/react-router'
import { Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import type { ClusterView } from '../../api/clusters.ts'
import { useWords } from '../../i18n/words.ts'
import { Marks } from '../../ui/Marks.tsx'
import { TimeChip } from '../../ui/TimeChip.tsx'
import styles from './Clusters.module.css'
import { Trouble, useChange } from './change.tsx'

interface MembersProps {
  readonly cluster: ClusterView
  readonly chosen: readonly string[]
  readonly choose: (chosen: readonly string[]) => void
}

/** The tickets of a cluster, each with its own clock; those of others are a count. */
export function Members({ cluster, chosen, choose }: MembersProps) {
  const { t } = useWords()
  const all = cluster.members.map(({ ticket }) => ticket.ticketId)
  const every = all.length > 0 && all.every((id) => chosen.includes(id))
  return (
    <section className={styles['section']} aria-labelledby="cluster-members">
      <h2 id="cluster-members">{t('cluster.members')}</h2>
      {cluster.batch.length > 0 && (
        <Checkbox checked={every} indeterminate={chosen.length > 0 && !every} onChange={() => choose(every ? [] : all)}>
          {t('cluster.select-all')}
        </Checkbox>
      )}
      <ul className={styles['list']}>
        {cluster.members.map((member) => (
          <Member
            key={member.ticket.ticketId}
            cluster={cluster}
            member={member}
            chosen={chosen.includes(member.ticket.ticketId)}
            toggle={(on) =>
              choose(on ? [...chosen, member.ticket.ticketId] : chosen.filter((id) => id !== member.ticket.ticketId))
            }
          />
        ))}
      </ul>
      {cluster.unseen > 0 && <p className={styles['hint']}>{t('cluster.unseen', { count: cluster.unseen })}</p>}
    </section>
  )
}

interface MemberProps {
  readonly cluster: ClusterView
  readonly member: ClusterView['members'][number]
  readonly chosen: boolean
  readonly toggle: (on: boolean) => void
}

function Member({ cluster, member, chosen, toggle }: MemberProps) {
  const { t, term } = useWords()
  const [leaving, setLeaving] = useState(false)
  const changing = useChange(cluster.clusterId, () => setLeaving(false))
  const { ticket, lead, answered, mine } = member
  const { ticketId } = ticket
  return (
    <li className={styles['member']}>
      {cluster.batch.length > 0 ? (
        <Checkbox
          checked={chosen}
          onChange={({ target }) => toggle(target.checked)}
          aria-label={t('cluster.choose', { number: ticket.number })}
        />
      ) : (
        <span />
      )}
      <div>
        <p className={styles['facts']}>
          {lead && <b>{t('cluster.lead-ticket')}</b>}
          <Link to="/tickets/$ticketId" params={{ ticketId }}>
            {ticket.title ?? t('list.no-title')}
          </Link>
        </p>
        <p className={styles['facts']}>
          <span className="figures">{ticket.number}</span>
          <TimeChip dueAt={ticket.dueAt} phase={ticket.phase} open={ticket.open} late={ticket.late} />
          <span>{term('phase', ticket.phase)}</span>
          <span>{ticket.responsible.name}</span>
          {answered && <span>{t('cluster.answered')}</span>}
          <Marks marks={ticket.marks} identity={ticket.identity} />
        </p>
        {leaving && (
          <Form<{ reason: string }>
            layout="vertical"
            onFinish={({ reason }) => changing.mutate({ type: 'split-off', ticket: ticketId, reason })}
          >
            <Form.Item
              name="reason"
              label={t('cluster.split-reason')}
              rules={[{ required: true, whitespace: true, message: t('form.needed', { field: t('form.reason') }) }]}
            >
              <Input autoFocus maxLength={500} />
            </Form.Item>
            <p className={styles['buttons']}>
              <Button htmlType="submit" loading={changing.isPending}>
                {t('cluster.split-off')}
              </Button>
              <Button onClick={() => setLeaving(false)}>{t('form.cancel')}</Button>
            </p>
          </Form>
        )}
        <Trouble error={changing.error} />
      </div>
      <p className={styles['buttons']}>
        {mine && !leaving && (
          <Button size="small" onClick={() => setLeaving(true)}>
            {t('cluster.split-off')}
          </Button>
        )}
        {mine && cluster.mayChange && !lead && (
          <Button size="small" onClick={() => changing.mutate({ type: 'move-lead', to: ticketId })}>
            {t('cluster.move-lead')}
          </Button>
        )}
      </p>
    </li>
  )
}
