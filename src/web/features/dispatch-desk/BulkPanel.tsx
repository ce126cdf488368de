import { useQuery } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useEffect, useRef } from 'react'
import { type PreviewRow, previewDispatch } from '../../api/dispatch-desk.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './BulkPanel.module.css'
import { type Outcome, useBulk } from './use-bulk.ts'

interface BulkPanelProps {
  readonly ticketIds: readonly string[]
  readonly close: () => void
  readonly sent: (ids: readonly string[]) => void
  readonly openOne: (id: string) => void
}

/** Many at once: first one table of what would go where and why, then all of it, with what became of each. */
export function BulkPanel(props: BulkPanelProps) {
  const preview = useQuery({
    queryKey: ['dispatch-preview', props.ticketIds],
    queryFn: () => previewDispatch(props.ticketIds),
    // What was previewed is what is sent: it never changes under the eyes.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (preview.isPending) return <WaitingPage />
  if (!preview.data) return <ErrorState error={preview.error} retry={() => void preview.refetch()} />
  return <Preview {...props} rows={preview.data} />
}

function Preview({ rows, close, sent, openOne }: BulkPanelProps & { readonly rows: readonly PreviewRow[] }) {
  const { t } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { outcomes, running, run, stop } = useBulk(sent)
  const ready = rows.filter((row) => row.held.length === 0)
  const held = rows.filter((row) => row.held.length > 0)
  const left = ready.filter((row) => (outcomes.get(row.ticketId)?.end ?? 'lost') === 'lost')
  const count = (end: Outcome['end']): number => [...outcomes.values()].filter((one) => one.end === end).length
  return (
    <section className={styles['bulk']} aria-labelledby="bulk">
      <h2 id="bulk" tabIndex={-1} ref={heading}>
        {t('dispatching.bulk', { count: ready.length })}
      </h2>
      {ready.length > 0 && <ReadyTable rows={ready} outcomes={outcomes} />}
      {held.length > 0 && <HeldList rows={held} openOne={openOne} />}
      {outcomes.size > 0 && (
        <div className={styles['progress']} aria-live="polite">
          <Progress
            percent={Math.round((outcomes.size / ready.length) * 100)}
            format={() => `${outcomes.size} / ${ready.length}`}
            aria-label={t('dispatching.progress')}
          />
          <p>
            {t('dispatching.ended', {
              sent: count('sent'),
              first: count('first'),
              refused: count('refused'),
              lost: count('lost'),
            })}
          </p>
        </div>
      )}
      <div className={styles['buttons']}>
        {running ? (
          <Button onClick={stop}>{t('dispatching.stop')}</Button>
        ) : (
          left.length > 0 && (
            <Button type="primary" onClick={() => void run(left)}>
              {t(outcomes.size === 0 ? 'dispatching.send-all' : 'dispatching.send-rest', { count: left.length })}
            </Button>
          )
        )}
        <Button onClick={close} disabled={running}>
          {t('dispatching.back-to-queue')}
        </Button>
      </div>
    </section>
  )
}

interface ReadyProps {
  readonly rows: readonly PreviewRow[]
  readonly outcomes: ReadonlyMap<string, Outcome>
}

function ReadyTable({ rows, outcomes }: ReadyProps) {
  const { t, term, between } = useWords()
  const told = (outcome: Outcome | undefined): string => {
    if (outcome === undefined) return ''
    return outcome.end === 'refused' ? outcome.sentence : t(`dispatching.end-${outcome.end}`)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen is scrolled by keyboard too.
    <section className={styles['scroll']} tabIndex={0} aria-label={t('dispatching.ready')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('dispatching.column-ticket')}</th>
            <th scope="col">{t('form.lead')}</th>
            <th scope="col">{t('form.limit')}</th>
            <th scope="col">{t('dispatching.column-ground')}</th>
            <th scope="col">{t('dispatching.column-result')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.ticketId} data-end={outcomes.get(row.ticketId)?.end}>
              <td>
                {row.title ?? t('list.no-title')}
                <span className={styles['small']}>{row.category?.name}</span>
              </td>
              <td>
                {row.lead?.name}
                {row.assisting.length > 0 && (
                  <span className={styles['small']}>
                    {t('dispatching.with', { units: row.assisting.map((one) => one.name).join(between) })}
                  </span>
                )}
              </td>
              <td>{row.limit === null ? '' : term('limit', row.limit)}</td>
              <td>
                {row.row !== null && t('why.chosen-row', { row: row.row })}
                <span className={styles['small']}>{row.ground}</span>
              </td>
              <td className={styles['result']}>{told(outcomes.get(row.ticketId))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function HeldList({ rows, openOne }: Pick<BulkPanelProps, 'openOne'> & { readonly rows: readonly PreviewRow[] }) {
  const { t } = useWords()
  return (
    <section className={styles['held']} aria-labelledby="held">
      <h3 id="held">{t('dispatching.held', { count: rows.length })}</h3>
      <ul>
        {rows.map((row) => (
          <li key={row.ticketId}>
            <Button type="link" size="small" onClick={() => openOne(row.ticketId)}>
              {row.title ?? t('list.no-title')}
            </Button>
            {row.held.map((one) => (
              <p key={one.code}>{one.sentence}</p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
