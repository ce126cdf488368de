import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type TicketView, ticketQuery } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Marks } from '../../ui/Marks.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { Checklist } from './Checklist.tsx'
import styles from './InspectionPage.module.css'

interface InspectPanelProps {
  readonly ticketId: string
  readonly sampleId: string
  readonly period: string
  readonly mayInspect: boolean
}

/** What an inspector reads the checklist against; all else is on the ticket's own page. */
const READ: ReadonlySet<string> = new Set([
  'answered',
  'refused',
  'refusal-objected',
  'dispatched',
  'contact-recorded',
  'replied',
  'reply-replaced',
  'part-submitted',
  'reply-sent-back',
  'callback-answered',
  'closed',
  'inspected',
  'falsely-closed',
  'inspection-objected',
  'inspection-upheld',
  'inspection-lifted',
])

/** One ticket of a sample: what was said, what was done, and beside it the checklist. */
export function InspectPanel({ ticketId, sampleId, period, mayInspect }: InspectPanelProps) {
  const { t } = useWords()
  const ticket = useQuery(ticketQuery(ticketId))
  if (ticket.isPending) return <WaitingPage />
  if (!ticket.data) return <ErrorState error={ticket.error} retry={() => void ticket.refetch()} />
  const view = ticket.data
  return (
    <article className={styles['panel']} aria-labelledby="inspected-ticket">
      <header>
        <p className={styles['facts']}>
          <span className="figures">{view.number}</span>
          <span>{view.category?.name}</span>
          <span>{view.responsible.name}</span>
          <Marks marks={view.marks} identity={view.identity} />
        </p>
        <h2 id="inspected-ticket">{view.title ?? view.number}</h2>
        <Link to="/tickets/$ticketId" params={{ ticketId }} search={{}}>
          {t('inspection.open-ticket')}
        </Link>
      </header>
      <div className={styles['beside']}>
        <div className={styles['reading']}>
          <h3>{t('inspection.words')}</h3>
          <p className={styles['text']}>{view.words ?? t('inspection.no-words')}</p>
          <h3>{t('inspection.said')}</h3>
          <Handled ticket={view} />
        </div>
        {view.actions.includes('inspect') && mayInspect ? (
          <Checklist ticket={view} sampleId={sampleId} period={period} />
        ) : (
          <p className={styles['quiet']}>{t('inspection.done-ticket')}</p>
        )}
      </div>
    </article>
  )
}

function Handled({ ticket }: { readonly ticket: TicketView }) {
  const { t, time } = useWords()
  const entries = ticket.timeline.filter(({ type }) => READ.has(type))
  if (entries.length === 0) return <p className={styles['quiet']}>{t('inspection.no-said')}</p>
  return (
    <ol className={styles['entries']}>
      {entries.map(({ version, at, sentence, actor, texts }) => (
        <li key={version}>
          <p className={styles['facts']}>
            {at !== null && <time dateTime={at}>{time(at)}</time>}
            <span>{actor.name}</span>
          </p>
          <p>{sentence}</p>
          {texts.map(({ field, text }) => (
            <p key={field} className={styles['text']}>
              {text}
            </p>
          ))}
        </li>
      ))}
    </ol>
  )
}
