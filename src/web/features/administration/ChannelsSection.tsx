import { useQuery } from '@tanstack/react-query'
import type { ChannelReport } from '../../../contract/http/channels.ts'
import { channelsQuery } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './Administration.module.css'
import { TestMessageForm } from './TestMessageForm.tsx'

/** By which ways words come in and messages go out, and what to do where one is not set up. */
export function ChannelsSection() {
  const { t } = useWords()
  const found = useQuery(channelsQuery)
  if (found.isPending) return <WaitingPage />
  if (!found.data) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  const { waysIn, telephony, messages } = found.data
  return (
    <section className={styles['page']} aria-labelledby="channels-title">
      <h1 id="channels-title">{t('admin.channels')}</h1>
      <p className={styles['quiet']}>{t('admin.channels-hint')}</p>
      <WaysIn waysIn={waysIn} />
      <Telephony {...telephony} />
      <Messages {...messages} />
    </section>
  )
}

function WaysIn({ waysIn }: Pick<ChannelReport, 'waysIn'>) {
  const { t, time } = useWords()
  return (
    <div className={styles['scroll']}>
      <table className={styles['table']} aria-label={t('admin.ways-in')}>
        <thead>
          <tr>
            <th scope="col">{t('admin.channel')}</th>
            <th scope="col">{t('admin.channel-way')}</th>
            <th scope="col">{t('admin.channel-tickets')}</th>
            <th scope="col">{t('admin.channel-last')}</th>
          </tr>
        </thead>
        <tbody>
          {waysIn.map(({ channel, name, way, ready, tickets, lastAt }) => (
            <tr key={channel}>
              <th scope="row" className={styles['stamp']}>
                {name}
              </th>
              <td>{ready ? t(`admin.way-${way}`) : t('admin.way-interface-closed')}</td>
              <td>{tickets}</td>
              <td className={styles['stamp']}>{lastAt === null ? t('admin.channel-nothing') : time(lastAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Telephony({ connected, dials, calls, lastAt }: ChannelReport['telephony']) {
  const { t, exactTime } = useWords()
  const state = !connected ? 'none' : lastAt === null ? 'silent' : 'fine'
  return (
    <section className={styles['card']} aria-labelledby="line-title">
      <h2 id="line-title">{t('admin.line')}</h2>
      <p>
        {state === 'none' && t('admin.line-none')}
        {state === 'silent' && t('admin.line-silent')}
        {state === 'fine' && t('admin.line-connected', { count: calls })}{' '}
        {lastAt !== null && t('admin.line-last', { at: exactTime(lastAt) })}
      </p>
      <p>{t(dials ? 'admin.line-dials' : 'admin.line-no-dial')}</p>
    </section>
  )
}

function Messages({ through, waiting, handedOver, failed, expired }: ChannelReport['messages']) {
  const { t } = useWords()
  return (
    <section className={styles['card']} aria-labelledby="messages-title">
      <h2 id="messages-title">{t('admin.messages-out')}</h2>
      <p>{t(`admin.messages-${through ?? 'none'}`)}</p>
      <ul className={styles['chips']}>
        {Object.entries({ waiting, 'handed-over': handedOver, failed, expired }).map(([state, count]) => (
          <li key={state}>
            {t(`admin.messages-${state as 'waiting'}`)} {count}
          </li>
        ))}
      </ul>
      {through !== null && <TestMessageForm />}
    </section>
  )
}
