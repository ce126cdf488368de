import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Input } from 'antd'
import { type MeasuresSearch, type MeasuresView, measuresQuery } from '../../api/dispatch.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './DispatchMeasuresPage.module.css'

type Row = MeasuresView['total']

const DAY_MS = 86_400_000

/** Did the right unit get it first: by week, each number the tickets behind it. */
export function DispatchMeasuresPage() {
  const { t } = useWords()
  const search = useSearch({ from: '/desk/dispatch-measures' })
  const measures = useQuery(measuresQuery(search))
  if (measures.isPending) return <WaitingPage />
  if (!measures.data) return <ErrorState error={measures.error} retry={() => void measures.refetch()} />
  const { from, to, total, weeks } = measures.data
  return (
    <section aria-labelledby="measures-title" className={styles['page']}>
      <h1 id="measures-title">{t('measures.title')}</h1>
      <Days from={from} to={to} />
      <p className={styles['quiet']}>{t('measures.span', { from, to })}</p>
      {total.tickets === 0 ? (
        <EmptyState title={t('measures.empty')} hint={t('measures.empty-hint')} />
      ) : (
        <div className={styles['scroll']}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('measures.week')}</th>
                <th scope="col">{t('measures.tickets')}</th>
                <th scope="col">{t('measures.right')}</th>
                <th scope="col">{t('measures.hops')}</th>
                <th scope="col">{t('measures.bounced')}</th>
                <th scope="col">{t('measures.returned')}</th>
                <th scope="col">{t('measures.grounds')}</th>
                <th scope="col">{t('measures.leads')}</th>
                <th scope="col">{t('measures.categories')}</th>
              </tr>
            </thead>
            <tbody>
              {weeks.map(({ week, ...row }) => (
                <Line key={week} name={week} row={row} span={weekSpan(week, from, to)} />
              ))}
              <Line name={t('measures.total')} row={total} span={{ from, to }} />
            </tbody>
          </table>
        </div>
      )}
      <p className={styles['quiet']}>{t('measures.note')}</p>
    </section>
  )
}

/** The days of one week that lie inside the span. */
function weekSpan(week: string, from: string, to: string): MeasuresSearch {
  const last = new Date(Date.parse(week) + 6 * DAY_MS).toISOString().slice(0, 10)
  return { from: week < from ? from : week, to: last > to ? to : last }
}

function Days({ from, to }: { readonly from: string; readonly to: string }) {
  const { t } = useWords()
  const navigate = useNavigate({ from: '/dispatch-measures' })
  const ask = (change: MeasuresSearch): void => void navigate({ search: { from, to, ...change } })
  return (
    <div className={styles['days']}>
      <label htmlFor="measures-from">{t('measures.from')}</label>
      <Input
        id="measures-from"
        type="date"
        defaultValue={from}
        onChange={(one) => one.target.value && ask({ from: one.target.value })}
      />
      <label htmlFor="measures-to">{t('measures.to')}</label>
      <Input
        id="measures-to"
        type="date"
        defaultValue={to}
        onChange={(one) => one.target.value && ask({ to: one.target.value })}
      />
    </div>
  )
}

function Line({ name, row, span }: { readonly name: string; readonly row: Row; readonly span: MeasuresSearch }) {
  const { t, percent } = useWords()
  const share = (value: number | null) => (value === null ? '—' : percent(value))
  const behind = (count: string, text: string, ground?: string) => (
    <Link to="/dispatch-measures/tickets" search={{ ...span, count, ...(ground === undefined ? {} : { ground }) }}>
      {text}
    </Link>
  )
  const of = (part: number, whole: number) => t('measures.of', { part, whole })
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="figures">{behind('tickets', String(row.tickets))}</td>
      <td className="figures">
        <b>{share(row.firstTimeRight)}</b>
        <span className={styles['bar']} aria-hidden="true">
          <span style={{ width: `${100 * (row.firstTimeRight ?? 0)}%` }} />
        </span>
        <small>
          {of(row.right, row.tickets)}
          {row.tickets > row.right && <> · {behind('wrong', `${t('measures.wrong')} ${row.tickets - row.right}`)}</>}
        </small>
      </td>
      <td className="figures">{row.hops === null ? '—' : row.hops.toFixed(2)}</td>
      <td className="figures">{row.bounced === 0 ? 0 : behind('bounced', String(row.bounced))}</td>
      <td className="figures">
        {share(row.returnRate)}
        <small>{row.returned === 0 ? of(0, row.tickets) : behind('returned', of(row.returned, row.tickets))}</small>
      </td>
      <td>
        {row.byGround.length === 0 && '—'}
        <ul>
          {row.byGround.map(({ ground, name: label, returned, accepted }) => (
            <li key={ground}>
              {label} <span className="figures">{behind('returned', `${accepted}/${returned}`, ground)}</span>
            </li>
          ))}
        </ul>
      </td>
      <td className="figures">
        {share(row.leads.share)}
        <small>
          {row.leads.compared > row.leads.same
            ? behind('lead-differs', of(row.leads.same, row.leads.compared))
            : of(row.leads.same, row.leads.compared)}
        </small>
      </td>
      <td className="figures">
        {share(row.categories.share)}
        <small>
          {row.categories.compared > row.categories.same
            ? behind('category-differs', of(row.categories.same, row.categories.compared))
            : of(row.categories.same, row.categories.compared)}
        </small>
      </td>
    </tr>
  )
}
