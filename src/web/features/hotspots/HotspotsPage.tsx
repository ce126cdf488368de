import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented } from 'antd'
import type { ReactNode } from 'react'
import { HOTSPOT_DAYS, type HotspotView, hotspotsQuery } from '../../api/hotspots.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './HotspotsPage.module.css'

type Ticket = HotspotView['topics'][number]['tickets'][number]

/** What is hot in the own unit; every number opens to its tickets. */
export function HotspotsPage() {
  const { t } = useWords()
  const { days = 30 } = useSearch({ from: '/desk/hotspots' })
  const navigate = useNavigate({ from: '/hotspots' })
  const hotspots = useQuery(hotspotsQuery(days))
  return (
    <section aria-labelledby="hotspots-title" className={styles['page']}>
      <h1 id="hotspots-title">{t('hotspots.title')}</h1>
      <Segmented
        aria-label={t('hotspots.days')}
        value={String(days)}
        options={HOTSPOT_DAYS.map((value) => ({ value, label: t('hotspots.days-of', { days: value }) }))}
        onChange={(value) => void navigate({ search: { days: Number(value) } })}
      />
      <Found />
    </section>
  )

  function Found() {
    if (hotspots.isPending) return <WaitingPage />
    if (!hotspots.data) return <ErrorState error={hotspots.error} retry={() => void hotspots.refetch()} />
    const { data } = hotspots
    return (
      <>
        <p className={styles['quiet']}>
          {t('hotspots.scope', { unit: data.unitName, days: data.days, compared: data.compared })}
          {data.leftOut > 0 && ` · ${t('hotspots.left-out', { leftOut: data.leftOut })}`}
          {data.cut && ` · ${t('hotspots.cut')}`}
        </p>
        <Risks risks={data.risks} />
        <Bursts bursts={data.bursts} />
        <Topics topics={data.topics} />
        <Callers callers={data.callers} />
      </>
    )
  }
}

function Topics({ topics }: { readonly topics: HotspotView['topics'] }) {
  const { t, time } = useWords()
  return (
    <Part title={t('hotspots.topics')} none={topics.length === 0 ? t('hotspots.topics-none') : null}>
      <p className={styles['quiet']}>{t('hotspots.heat-hint')}</p>
      <table className={`${styles['table']} ${styles['wide']}`}>
        <thead>
          <tr>
            <th scope="col">{t('hotspots.heat')}</th>
            <th scope="col">{t('hotspots.matter')}</th>
            <th scope="col">{t('hotspots.where')}</th>
            <th scope="col">{t('hotspots.people')}</th>
            <th scope="col">{t('hotspots.last')}</th>
            <th scope="col">{t('hotspots.messages')}</th>
          </tr>
        </thead>
        <tbody>
          {topics.map((topic) => (
            <tr key={topic.rank}>
              <td className={styles['number']}>{topic.heat.toFixed(1)}</td>
              <td>{topic.title}</td>
              <td>{topic.places.join(' · ')}</td>
              <td className={styles['number']}>{topic.people ?? t('hotspots.few')}</td>
              <td>{time(topic.to)}</td>
              <td>
                <Tickets tickets={topic.tickets} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

function Bursts({ bursts }: { readonly bursts: HotspotView['bursts'] }) {
  const { t, time } = useWords()
  return (
    <Part title={t('hotspots.bursts')} none={bursts.length === 0 ? t('hotspots.bursts-none') : null}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('hotspots.hour')}</th>
            <th scope="col">{t('hotspots.seen')}</th>
            <th scope="col">{t('hotspots.expected')}</th>
            <th scope="col">{t('hotspots.weeks')}</th>
            <th scope="col">{t('hotspots.threshold')}</th>
            <th scope="col">{t('hotspots.tickets')}</th>
          </tr>
        </thead>
        <tbody>
          {bursts.map((burst) => (
            <tr key={burst.from}>
              <td>{time(burst.from)}</td>
              <td className={styles['number']}>{burst.seen}</td>
              <td className={styles['number']}>{burst.expected.toFixed(1)}</td>
              <td className={styles['number']}>{burst.weeks}</td>
              <td className={styles['number']}>{burst.threshold.toFixed(1)}</td>
              <td>
                <Tickets tickets={burst.tickets} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

function Callers({ callers }: { readonly callers: HotspotView['callers'] }) {
  const { t } = useWords()
  return (
    <Part title={t('hotspots.callers')} none={callers.length === 0 ? t('hotspots.callers-none') : null}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('hotspots.times')}</th>
            <th scope="col">{t('hotspots.tickets')}</th>
          </tr>
        </thead>
        <tbody>
          {callers.map(({ times, tickets }, index) => (
            <tr key={tickets[0]?.ticketId ?? index}>
              <th scope="row">{t('hotspots.caller', { rank: index + 1 })}</th>
              <td className={styles['number']}>{times}</td>
              <td>
                <Tickets tickets={tickets} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

function Risks({ risks }: { readonly risks: HotspotView['risks'] }) {
  const { t } = useWords()
  return (
    <Part title={t('hotspots.risks')} none={risks.length === 0 ? t('hotspots.risks-none') : null}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('hotspots.kind')}</th>
            <th scope="col">{t('hotspots.tickets')}</th>
          </tr>
        </thead>
        <tbody>
          {risks.map(({ kind, name, tickets }) => (
            <tr key={kind}>
              <th scope="row">{name}</th>
              <td>
                <Tickets tickets={tickets} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

interface PartProps {
  readonly title: string
  /** What to say where there is nothing. */
  readonly none: string | null
  readonly children: ReactNode
}

function Part({ title, none, children }: PartProps) {
  return (
    <section className={styles['part']} aria-label={title}>
      <h2>{title}</h2>
      {none === null ? <div className={styles['scroll']}>{children}</div> : <p className={styles['quiet']}>{none}</p>}
    </section>
  )
}

/** A number that opens. */
function Tickets({ tickets }: { readonly tickets: readonly Ticket[] }) {
  const { t } = useWords()
  return (
    <details>
      <summary>{t('hotspots.open-tickets', { count: tickets.length })}</summary>
      <ul className={styles['tickets']}>
        {tickets.map(({ ticketId, number, title }) => (
          <li key={ticketId}>
            <Link to="/tickets/$ticketId" params={{ ticketId }}>
              {number}
            </Link>{' '}
            {title}
          </li>
        ))}
      </ul>
    </details>
  )
}
