import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { enterGazetteer, gazetteerQuery, removeFromGazetteer } from '../../api/dispatch.ts'
import { isProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useSaid } from '../../ui/said.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './GazetteerPage.module.css'

const HEADING = 'name,unit,kind,lat,lng\n'

/** Names of places that the statistical codes lack, entered by whoever keeps the organisation's data. */
export function GazetteerPage() {
  const { t, term } = useWords()
  const said = useSaid()
  const queries = useQueryClient()
  const found = useQuery(gazetteerQuery)
  const [table, setTable] = useState(HEADING)
  const refresh = () => queries.invalidateQueries({ queryKey: ['gazetteer'] })
  const entering = useMutation({
    mutationFn: () => enterGazetteer(table),
    onSuccess: async ({ written }) => {
      await refresh()
      setTable(HEADING)
      said(t('gazetteer.sent', { count: written }))
    },
  })
  const removing = useMutation({
    mutationFn: ({ unit, name }: { unit: string; name: string }) => removeFromGazetteer(unit, name),
    onSuccess: refresh,
  })
  if (found.isPending) return <WaitingPage />
  if (!found.data) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  const { items, total } = found.data
  const trouble = entering.error ?? removing.error
  return (
    <section aria-labelledby="gazetteer-title" className={styles['page']}>
      <h1 id="gazetteer-title">{t('gazetteer.title')}</h1>
      <p className={styles['quiet']}>{t('gazetteer.hint')}</p>
      <label htmlFor="gazetteer-table">{t('gazetteer.table')}</label>
      <Input.TextArea
        id="gazetteer-table"
        rows={6}
        value={table}
        spellCheck={false}
        aria-describedby="gazetteer-help"
        onChange={(event) => setTable(event.target.value)}
      />
      <p id="gazetteer-help" className={styles['quiet']}>
        {t('gazetteer.table-help')}
      </p>
      {trouble && (
        <Alert type="error" role="alert" title={(isProblem(trouble) && trouble.sentence) || t('error.network')} />
      )}
      <p>
        <Button type="primary" loading={entering.isPending} onClick={() => entering.mutate()}>
          {t('gazetteer.send')}
        </Button>
      </p>
      {total === 0 ? (
        <EmptyState title={t('gazetteer.none')} hint={t('gazetteer.none-hint')} />
      ) : (
        <>
          <p className={styles['quiet']}>{t('gazetteer.count', { count: total })}</p>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('gazetteer.name')}</th>
                <th scope="col">{t('gazetteer.kind')}</th>
                <th scope="col">{t('gazetteer.unit')}</th>
                <th scope="col">{t('gazetteer.point')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {items.map(({ name, kind, unit, lat, lng }) => (
                <tr key={`${unit.code} ${name}`}>
                  <th scope="row">{name}</th>
                  <td>{term('place-kind', kind)}</td>
                  <td>{unit.name}</td>
                  <td className="figures">{lat === null || lng === null ? '—' : `${lat}, ${lng}`}</td>
                  <td>
                    <Button
                      size="small"
                      type="link"
                      aria-label={`${t('gazetteer.remove')} ${name}`}
                      onClick={() => removing.mutate({ unit: unit.code, name })}
                    >
                      {t('gazetteer.remove')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}
