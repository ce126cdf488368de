import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { type SupervisionDesk, supervisionQuery } from '../../api/supervision.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { NewOrder } from './NewOrder.tsx'
import { OrderItem } from './OrderItem.tsx'
import styles from './SupervisionPage.module.css'

/** 督办 by due time, and apart from it 提级办理 (P30): a supervisor sees all units', a unit its own. */
export function SupervisionPage() {
  const { t } = useWords()
  const session = useQuery(sessionQuery)
  const desk = useQuery(supervisionQuery)
  if (desk.isPending) return <WaitingPage />
  if (!desk.data) return <ErrorState error={desk.error} retry={() => void desk.refetch()} />
  const { orders, escalations } = desk.data
  const account = session.data?.account
  const mayOrder = mayUse(account, 'supervise')
  return (
    <section aria-labelledby="supervision-title" className={styles['page']}>
      <h1 id="supervision-title">{t('supervision.title')}</h1>
      <p className={styles['quiet']}>{t('supervision.lead')}</p>
      {mayOrder && <NewOrder />}
      {orders.length === 0 ? (
        <EmptyState
          title={t('supervision.orders-none')}
          hint={t(mayOrder ? 'supervision.orders-none-hint' : 'supervision.unit-none-hint')}
        />
      ) : (
        <Orders orders={orders} />
      )}
      <section aria-labelledby="escalations">
        <h2 id="escalations">{t('supervision.escalations')}</h2>
        {escalations.length === 0 && <p className={styles['quiet']}>{t('supervision.escalations-none')}</p>}
        <Escalations escalations={escalations} />
      </section>
    </section>
  )
}

function Orders({ orders }: { readonly orders: SupervisionDesk['orders'] }) {
  const { t } = useWords()
  const groups = [
    { name: 'to-answer', of: orders.filter(({ state }) => state === 'open' || state === 'overdue') },
    { name: 'to-look', of: orders.filter(({ state }) => state === 'answered') },
    { name: 'ended', of: orders.filter(({ state }) => state === 'ended') },
  ] as const
  return groups.map(
    ({ name, of }) =>
      of.length > 0 && (
        <section key={name} aria-labelledby={`orders-${name}`}>
          <h2 id={`orders-${name}`}>{t(`supervision.${name}`, { count: of.length })}</h2>
          <ul className={styles['orders']}>
            {of.map((order) => (
              <OrderItem key={`${order.ticket.ticketId}/${order.order}`} order={order} />
            ))}
          </ul>
        </section>
      ),
  )
}

function Escalations({ escalations }: { readonly escalations: SupervisionDesk['escalations'] }) {
  const { t, term, time } = useWords()
  return (
    <ul className={styles['orders']}>
      {escalations.map(({ ticket, to, at, by, reason }) => (
        <li key={ticket.ticketId} className={styles['order']}>
          <p className={styles['line']}>
            <Link to="/tickets/$ticketId" params={{ ticketId: ticket.ticketId }} search={{}}>
              {ticket.title ?? ticket.number}
            </Link>
            <span className={styles['quiet']}>{ticket.responsible.name}</span>
          </p>
          <p className={styles['quiet']}>
            {t('supervision.escalated', { by, time: time(at), to: term('escalation', to) })}
          </p>
          {reason !== null && <p>{reason}</p>}
        </li>
      ))}
    </ul>
  )
}
