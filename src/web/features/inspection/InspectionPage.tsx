import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, Select } from 'antd'
import { drawSample, type SampleList, samplesQuery } from '../../api/inspection.ts'
import { isProblem } from '../../api/problem.ts'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './InspectionPage.module.css'
import { InspectPanel } from './InspectPanel.tsx'
import { Marked } from './Marked.tsx'
import { SampleTickets } from './SampleTickets.tsx'

/** 质检: draw a sample, read a ticket of it beside its checklist, go on to the next; below, the marks that units disputed. */
export function InspectionPage() {
  const { t } = useWords()
  const search = useSearch({ from: '/desk/inspection' })
  const navigate = useNavigate({ from: '/inspection' })
  const session = useQuery(sessionQuery)
  const samples = useQuery(samplesQuery(search.period))
  if (samples.isPending) return <WaitingPage />
  if (!samples.data) return <ErrorState error={samples.error} retry={() => void samples.refetch()} />
  const { period, periods, samples: drawn } = samples.data
  const chosen = drawn.find((one) => one.sampleId === search.sample) ?? drawn[0]
  const maySee = mayUse(session.data?.account, 'inspect')
  return (
    <section aria-labelledby="inspection-title" className={styles['page']}>
      <h1 id="inspection-title">{t('inspection.title')}</h1>
      <p className={styles['quiet']}>{t('inspection.lead')}</p>
      <div className={styles['head']}>
        <Select
          aria-label={t('rates.period')}
          value={period}
          style={{ minWidth: 180 }}
          options={periods.map((value) => ({ value, label: t('rates.period-of', { period: value }) }))}
          onChange={(value: string) => void navigate({ search: { period: value } })}
        />
        {maySee && <DrawButton list={samples.data} />}
      </div>
      {chosen === undefined ? (
        <EmptyState title={t('inspection.none')} hint={t('inspection.none-hint')} />
      ) : (
        <>
          <Samples list={samples.data} chosen={chosen.sampleId} />
          <div className={styles['columns']}>
            <SampleTickets sampleId={chosen.sampleId} period={period} openId={search.ticket ?? null} />
            {search.ticket === undefined ? (
              <EmptyState title={t('inspection.pick')} hint={t('inspection.pick-hint')} />
            ) : (
              <InspectPanel
                key={search.ticket}
                ticketId={search.ticket}
                sampleId={chosen.sampleId}
                period={period}
                mayInspect={maySee}
              />
            )}
          </div>
        </>
      )}
      <Marked />
    </section>
  )
}

function DrawButton({ list }: { readonly list: SampleList }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const navigate = useNavigate({ from: '/inspection' })
  const draw = useMutation({
    mutationFn: () => drawSample(freshId(), list.period),
    onSuccess: async ({ sampleId }) => {
      await queries.invalidateQueries({ queryKey: ['inspection'] })
      await navigate({ search: { period: list.period, sample: sampleId } })
    },
  })
  return (
    <>
      <Button
        type={list.samples.length === 0 ? 'primary' : 'default'}
        loading={draw.isPending}
        onClick={() => draw.mutate()}
      >
        {t('inspection.draw')}
      </Button>
      <span className={styles['quiet']}>{t('inspection.draw-hint', list.sizes)}</span>
      {draw.isError && (
        <Alert type="error" role="alert" title={(isProblem(draw.error) && draw.error.sentence) || t('error.network')} />
      )}
    </>
  )
}

/** Each sample with how far it was looked at; the chosen one's tickets stand below. */
function Samples({ list, chosen }: { readonly list: SampleList; readonly chosen: string }) {
  const { t, time } = useWords()
  return (
    <nav aria-label={t('inspection.samples')}>
      <ul className={styles['samples']}>
        {list.samples.map(({ sampleId, by, drawnAt, seed, parts }) => (
          <li key={sampleId} aria-current={sampleId === chosen ? 'true' : undefined}>
            <Link to="/inspection" search={{ period: list.period, sample: sampleId }}>
              {t('inspection.sample-of', { time: time(drawnAt), by })}
            </Link>
            <ul className={styles['parts']}>
              {parts.map(({ kind, population, drawn, inspected, marked }) => (
                <li key={kind}>
                  <b>{t(`inspection.kind-${kind}`)}</b> {t('inspection.part', { inspected, drawn, population })}
                  {marked > 0 && ` · ${t('inspection.part-marked', { count: marked })}`}
                </li>
              ))}
            </ul>
            <span className={styles['seed']}>{t('inspection.seed', { seed })}</span>
          </li>
        ))}
      </ul>
    </nav>
  )
}
