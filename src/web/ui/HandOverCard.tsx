import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { isProblem } from '../api/problem.ts'
import { acknowledgeHandOver, type RosterView } from '../api/roster.ts'
import { mayUse, sessionQuery } from '../api/session.ts'
import { useWords } from '../i18n/words.ts'
import styles from './HandOverCard.module.css'

/** What one shift left for the next, and the button that takes it on under one's name. */
export function HandOverCard({ handOver }: { readonly handOver: RosterView['handOvers'][number] }) {
  const { t, time } = useWords()
  const account = useQuery(sessionQuery).data?.account
  const queries = useQueryClient()
  const taking = useMutation({
    mutationFn: () => acknowledgeHandOver(handOver.handOverId),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['roster'] }),
  })
  return (
    <article className={styles['card']}>
      <p className={styles['hint']}>
        {t('roster.handed-by', { name: handOver.by.name, time: time(handOver.at) })}
        {handOver.acknowledged &&
          ` · ${t('roster.taken-by', { name: handOver.acknowledged.by.name, time: time(handOver.acknowledged.at) })}`}
      </p>
      <p className={styles['note']}>{handOver.note ?? '—'}</p>
      <ul>
        {handOver.tickets.map((ticket) => (
          <li key={ticket.ticketId}>
            <Link to="/tickets/$ticketId" params={{ ticketId: ticket.ticketId }} search={{}}>
              {ticket.title ?? ticket.number}
            </Link>
          </li>
        ))}
      </ul>
      {handOver.acknowledged === null &&
        account &&
        handOver.by.account !== account.id &&
        mayUse(account, 'transfer') && (
          <p>
            <Button size="small" loading={taking.isPending} onClick={() => taking.mutate()}>
              {t('roster.take-on')}
            </Button>
          </p>
        )}
      {taking.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(taking.error) && taking.error.sentence) || t('error.network')}
        />
      )}
    </article>
  )
}
