import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { legalVersionsQuery } from '../../api/administration.ts'
import { type LegalBasisView, legalBasesQuery } from '../../api/search.ts'
import { useNow } from '../../app/now.tsx'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import styles from './Administration.module.css'
import { LegalBasisForm } from './LegalBasisForm.tsx'

const ALL = 200
const SOON_MS = 30 * 86_400_000

type Standing = 'expired' | 'soon' | 'unsourced' | 'not-yet' | 'fine'
const GRADES = { expired: 'fault', soon: 'notice', unsourced: 'notice', 'not-yet': 'notice', fine: 'fine' } as const

/** What is wrong with an entry today; P31: whoever cites it is warned. */
function standingOf({ standing, sourced, validTo }: LegalBasisView, now: string): Standing {
  if (standing === 'expired') return 'expired'
  if (standing === 'not-yet') return 'not-yet'
  if (validTo !== null && Date.parse(validTo) - Date.parse(now) < SOON_MS) return 'soon'
  return sourced ? 'fine' : 'unsourced'
}

const ORDER: readonly Standing[] = ['expired', 'soon', 'not-yet', 'unsourced', 'fine']

/** The library of legal bases: what expired or soon will, what nobody has checked, then the rest. */
export function LegalBasesSection() {
  const { t, language, between } = useWords()
  const now = useNow()
  const [q, setQ] = useState('')
  const [open, setOpen] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const found = useQuery(legalBasesQuery(useDeferredValue(q.trim()), ALL))
  const bases = ORDER.flatMap((standing) => (found.data ?? []).filter((one) => standingOf(one, now) === standing))
  const soon = bases.filter((one) => standingOf(one, now) === 'soon').length
  return (
    <section className={styles['page']} aria-labelledby="legal-title">
      <h1 id="legal-title">{t('admin.legal-bases')}</h1>
      <p className={styles['quiet']}>{t('admin.legal-hint')}</p>
      {soon > 0 && (
        <p className={styles['warn']} role="note">
          {t('admin.legal-soon', { count: soon })}
        </p>
      )}
      <div className={styles['row']}>
        <Field q={q} setQ={setQ} />
        <Button
          type="primary"
          onClick={() => {
            setOpen(null)
            setAdding(true)
          }}
        >
          {t('admin.basis-new')}
        </Button>
      </div>
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.data?.length === 0 && <EmptyState title={t('admin.legal-none')} hint={t('admin.legal-none-hint')} />}
      <div className={styles['split']} data-open={open !== null || adding}>
        <div className={styles['scroll']}>
          <table className={styles['table']} aria-label={t('admin.legal-bases')}>
            <thead>
              <tr>
                <th scope="col">{t('admin.state')}</th>
                <th scope="col">{t('admin.basis-statute')}</th>
                <th scope="col">{t('admin.basis-valid')}</th>
                <th scope="col">{t('admin.version')}</th>
              </tr>
            </thead>
            <tbody>
              {bases.map((basis) => {
                const standing = standingOf(basis, now)
                return (
                  <tr key={basis.code} data-chosen={basis.code === open}>
                    <td>
                      <span className={styles['grade']} data-grade={GRADES[standing]}>
                        {t(`admin.basis-is-${standing}`)}
                      </span>
                    </td>
                    <th scope="row">
                      <button
                        type="button"
                        className={styles['link']}
                        onClick={() => {
                          setAdding(false)
                          setOpen(basis.code)
                        }}
                      >
                        {(language === 'en' && basis.statuteEn) || basis.statute} {basis.article}
                      </button>
                      <div className={styles['quiet']}>
                        {basis.matters
                          .filter((matter) => !/^\d/.test(matter))
                          .slice(0, 4)
                          .join(between)}
                      </div>
                    </th>
                    <td className={styles['stamp']}>
                      {basis.validFrom === null && basis.validTo === null
                        ? '—'
                        : `${basis.validFrom ?? ''} – ${basis.validTo ?? ''}`}
                    </td>
                    <td className="figures">{basis.version}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
        {adding && (
          <LegalBasisForm
            newest={null}
            done={(code) => {
              setAdding(false)
              setOpen(code)
            }}
            leave={() => setAdding(false)}
          />
        )}
        {!adding && open !== null && <OneBasis key={open} code={open} />}
      </div>
    </section>
  )
}

function Field({ q, setQ }: { readonly q: string; readonly setQ: (q: string) => void }) {
  const { t } = useWords()
  return (
    <div className={styles['field']}>
      <label htmlFor="legal-q">{t('admin.legal-search')}</label>
      <Input id="legal-q" allowClear value={q} maxLength={200} onChange={(event) => setQ(event.target.value)} />
    </div>
  )
}

function OneBasis({ code }: { readonly code: string }) {
  const { t, time, language } = useWords()
  const [editing, setEditing] = useState(false)
  const versions = useQuery(legalVersionsQuery(code))
  const [newest, ...older] = versions.data ?? []
  if (versions.error) return <ErrorState error={versions.error} retry={() => void versions.refetch()} />
  if (!newest) return null
  if (editing) return <LegalBasisForm newest={newest} done={() => setEditing(false)} leave={() => setEditing(false)} />
  return (
    <section className={styles['card']} aria-labelledby="basis-title">
      <h2 id="basis-title">
        {(language === 'en' && newest.statuteEn) || newest.statute} {newest.article}
      </h2>
      <p>{(language === 'en' && newest.summaryEn) || newest.summary}</p>
      <p className={newest.sourced ? styles['quiet'] : styles['warn']}>
        {newest.sourced ? t('legal.source', { source: newest.source }) : t('legal.unsourced')}
      </p>
      {newest.matters.length > 0 && (
        <ul className={styles['chips']} aria-label={t('admin.basis-matters')}>
          {newest.matters.map((matter) => (
            <li key={matter}>{matter}</li>
          ))}
        </ul>
      )}
      <p className={styles['quiet']}>
        {newest.code} · {t('knowledge.version', { version: newest.version, at: time(newest.at) })}
      </p>
      <div>
        <Button onClick={() => setEditing(true)}>{t('admin.basis-edit')}</Button>
      </div>
      {older.length > 0 && (
        <details>
          <summary>{t('knowledge.versions')}</summary>
          {older.map((one) => (
            <div key={one.version}>
              <p className={styles['quiet']}>{t('knowledge.version', { version: one.version, at: time(one.at) })}</p>
              <p>{one.summary}</p>
            </div>
          ))}
        </details>
      )}
    </section>
  )
}
