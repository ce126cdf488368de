import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { type DraftView, draftsQuery, type VersionView, versionsQuery } from '../../api/workshop.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { Difference } from './Difference.tsx'
import styles from './PolicyPage.module.css'
import { StartDraft } from './StartDraft.tsx'
import { VersionLine } from './VersionLine.tsx'

/** Versions of the rules on a line, what each rests on, and the drafts of the next. */
export function PolicyPage() {
  const { t } = useWords()
  const navigate = useNavigate({ from: '/policy' })
  const { version } = useSearch({ from: '/desk/policy' })
  const session = useQuery(sessionQuery)
  const versions = useQuery(versionsQuery)
  const drafts = useQuery(draftsQuery)
  const [starting, setStarting] = useState(false)
  if (versions.isPending) return <WaitingPage />
  if (!versions.data) return <ErrorState error={versions.error} retry={() => void versions.refetch()} />
  const all = versions.data.versions
  const inForce = all.find((one) => one.standing === 'in-force')
  const shown = all.find((one) => one.id === version) ?? inForce
  const mayEdit = mayUse(session.data?.account, 'edit-policy')
  return (
    <section aria-labelledby="policy-title" className={styles['page']}>
      <div className={styles['head']}>
        <h1 id="policy-title">{t('policy.title')}</h1>
        {mayUse(session.data?.account, 'move-unit') && <Link to="/proposals">{t('policy.proposals')}</Link>}
      </div>
      <VersionLine
        versions={all}
        today={versions.data.today}
        chosen={shown?.id ?? ''}
        choose={(id) => void navigate({ search: { version: id } })}
      />
      {shown && <VersionDetail version={shown} before={all[all.indexOf(shown) - 1]} />}
      {shown && mayEdit && (
        <div>
          <Button type="primary" onClick={() => setStarting(true)}>
            {t('policy.start', { version: shown.id })}
          </Button>
          {starting && <StartDraft base={shown} today={versions.data.today} close={() => setStarting(false)} />}
        </div>
      )}
      <h2>{t('policy.drafts')}</h2>
      <Drafts drafts={drafts.data?.drafts ?? []} />
    </section>
  )
}

function VersionDetail({ version, before }: { version: VersionView; before: VersionView | undefined }) {
  const { t, language, term } = useWords()
  const zh = language === 'zh'
  return (
    <div className={styles['version']}>
      <h2>{zh ? version.name : version.nameEn}</h2>
      <p className={styles['facts']}>
        {t('policy.version-facts', { id: version.id, from: version.effectiveFrom })} ·{' '}
        {t(`policy.standing-${version.standing}`)} · {t(`policy.origin-${version.origin}`)}
      </p>
      <div className={styles['columns']}>
        <div>
          <h3>{t('policy.sources')}</h3>
          <ul className={styles['list']}>
            {version.sources.map((one) => (
              <li key={one.title}>{zh ? one.title : one.titleEn}</li>
            ))}
          </ul>
        </div>
        <div>
          <h3>{t('policy.unsourced', { count: version.unsourced.length })}</h3>
          <ul className={styles['list']}>
            {version.unsourced.map((one) => (
              <li key={`${one.table} ${one.what}`}>
                <span className={styles['mark']}>{term('policy-sheet', one.table)}</span> {zh ? one.what : one.whatEn}
              </li>
            ))}
          </ul>
        </div>
      </div>
      {before && (
        <details className={styles['details']}>
          <summary>{t('policy.changes-from', { version: before.id })}</summary>
          <Difference before={before.id} after={version.id} />
        </details>
      )}
    </div>
  )
}

function Drafts({ drafts }: { readonly drafts: readonly DraftView[] }) {
  const { t, term, time } = useWords()
  const shown = drafts.filter((draft) => draft.status !== 'discarded')
  if (shown.length === 0) return <EmptyState title={t('policy.no-drafts')} hint={t('policy.no-drafts-hint')} />
  return (
    <ul className={styles['drafts']}>
      {shown.map((draft) => (
        <li key={draft.draftId}>
          <Link to="/policy/drafts/$draftId" params={{ draftId: draft.draftId }}>
            {draft.id}
          </Link>
          <span className={styles['mark']}>{term('draft-status', draft.status)}</span>
          <span>{t('policy.draft-by', { name: draft.startedBy.name, time: time(draft.editedAt) })}</span>
        </li>
      ))}
    </ul>
  )
}
