import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Radio } from 'antd'
import { useState } from 'react'
import { CLUSTER_BASES } from '../../../domain/cluster/events.ts'
import { changeCluster, formCluster, notTheSame, type SimilarItem, similarQuery } from '../../api/clusters.ts'
import { isProblem } from '../../api/problem.ts'
import { giveCommand, type TicketView } from '../../api/ticket.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import { Marks } from '../../ui/Marks.tsx'
import { SimilarRow } from '../../ui/SimilarRow.tsx'
import { useSaid } from '../../ui/said.tsx'
import styles from './Similar.module.css'

/** What may be the same matter. A machine proposes with its reasons; only a person puts together or keeps apart. */
export function Similar({ ticket }: { readonly ticket: TicketView }) {
  const { t } = useWords()
  const similar = useQuery(similarQuery(ticket.ticketId))
  const { data } = similar
  if (!data) return null
  const { samePerson, others, clusterId, repeats, mayConfirm } = data
  const nothing = samePerson.length === 0 && others.length === 0
  return (
    <section className={styles['similar']} aria-labelledby="similar">
      <h3 id="similar">{t('similar.title')}</h3>
      {(clusterId !== null || (repeats.person ?? 0) > 1) && (
        <p className={styles['known']}>
          <Marks marks={[]} identity="normal" repeats={repeats} />
          {clusterId !== null && (
            <Link to="/clusters/$clusterId" params={{ clusterId }}>
              {t('similar.open-cluster')}
            </Link>
          )}
        </p>
      )}
      {nothing && clusterId === null && <p className={styles['none']}>{t('similar.none')}</p>}
      {(
        [
          ['similar.same-person', samePerson],
          ['similar.others', others],
        ] as const
      ).map(
        ([heading, items]) =>
          items.length > 0 && (
            <div key={heading}>
              <h4>{t(heading)}</h4>
              <ul className={styles['list']}>
                {items.map((item) => (
                  <Proposal key={item.ticket.ticketId} {...{ ticket, item, clusterId, mayConfirm }} />
                ))}
              </ul>
            </div>
          ),
      )}
    </section>
  )
}

interface ProposalProps {
  readonly ticket: TicketView
  readonly item: SimilarItem
  readonly clusterId: string | null
  readonly mayConfirm: boolean
}

function Proposal({ ticket, item, clusterId, mayConfirm }: ProposalProps) {
  const { t, term } = useWords()
  const said = useSaid()
  const queries = useQueryClient()
  const [key] = useState(freshId)
  const [basis, setBasis] = useState<(typeof CLUSTER_BASES)[number]>('point')
  const refresh = () =>
    Promise.all(
      [['similar'], ['tickets'], ['clusters'], ['cluster'], ['ticket', ticket.ticketId]].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    )
  const deciding = useMutation({
    mutationFn: async (same: boolean) => {
      if (same) await confirm(ticket, item, clusterId, basis, key)
      else await notTheSame(ticket.ticketId, item.ticket.ticketId)
      return same
    },
    onSuccess: async (same) => {
      await refresh()
      said(t(same ? 'similar.done' : 'similar.refused'))
    },
  })
  const { proposal } = item
  return (
    <SimilarRow item={item}>
      {mayConfirm && (
        <>
          {proposal === 'form' && (
            <Radio.Group
              size="small"
              aria-label={t('similar.basis')}
              value={basis}
              onChange={({ target }) => setBasis(target.value)}
              options={CLUSTER_BASES.map((one) => ({ value: one, label: term('cluster-basis', one) }))}
            />
          )}
          {proposal && (
            <Button size="small" type="primary" loading={deciding.isPending} onClick={() => deciding.mutate(true)}>
              {t(`similar.do-${proposal}`)}
            </Button>
          )}
          <Button size="small" disabled={deciding.isPending} onClick={() => deciding.mutate(false)}>
            {t('similar.not-same')}
          </Button>
          {deciding.error && (
            <Alert
              type="error"
              role="alert"
              title={(isProblem(deciding.error) && deciding.error.sentence) || t('error.network')}
            />
          )}
        </>
      )}
    </SimilarRow>
  )
}

/** P12: one person's tickets are merged into the earlier one; those of different people stand together. */
async function confirm(
  ticket: TicketView,
  { ticket: other, proposal, clusterId: theirs }: SimilarItem,
  mine: string | null,
  basis: (typeof CLUSTER_BASES)[number],
  key: string,
): Promise<void> {
  if (proposal === 'merge') {
    const [into, from] = ticket.registeredAt < other.registeredAt ? [ticket, other] : [other, ticket]
    await giveCommand(from.ticketId, 'merge', { into: into.ticketId }, { key })
  } else if (proposal === 'form') {
    const [lead, member] = ticket.registeredAt <= other.registeredAt ? [ticket, other] : [other, ticket]
    await formCluster(key, basis, lead.ticketId, [member.ticketId])
  } else if (mine !== null) {
    await changeCluster(mine, { type: 'join', ticket: other.ticketId })
  } else if (theirs !== null) {
    await changeCluster(theirs, { type: 'join', ticket: ticket.ticketId })
  }
}
