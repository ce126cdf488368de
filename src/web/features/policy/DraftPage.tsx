import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button, Modal, Tabs } from 'antd'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { draftQuery, type WholeDraft } from '../../api/workshop.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { Approval } from './Approval.tsx'
import { Checks } from './Checks.tsx'
import { Difference, DifferenceTables } from './Difference.tsx'
import styles from './DraftPage.module.css'
import { useDraftTables } from './draft-tables.ts'
import { ReplayPanel } from './ReplayPanel.tsx'
import { TableEditor } from './TableEditor.tsx'

/** One draft: its tables, and beside them what a machine finds, what differs, what it would have changed, who approves. */
export function DraftPage() {
  const { draftId } = useParams({ from: '/desk/policy/drafts/$draftId' })
  const draft = useQuery(draftQuery(draftId))
  if (draft.isPending) return <WaitingPage />
  if (!draft.data) return <ErrorState error={draft.error} retry={() => void draft.refetch()} />
  return <Workbench key={draftId} whole={draft.data} />
}

function Workbench({ whole }: { readonly whole: WholeDraft }) {
  const { t, term, between } = useWords()
  const session = useQuery(sessionQuery)
  const { draft, files, replays } = whole
  const desk = useDraftTables(draft.draftId, files)
  const readOnly = draft.status !== 'editing' || !mayUse(session.data?.account, 'edit-policy')
  return (
    <section aria-labelledby="draft-title" className={styles['page']}>
      <div className={styles['head']}>
        <Link to="/policy">{t('policy.back')}</Link>
        <h1 id="draft-title">{draft.id}</h1>
        <span>{term('draft-status', draft.status)}</span>
        <span className={styles['quiet']}>{t('policy.from-base', { base: draft.base })}</span>
        {draft.editors.length > 0 && (
          <span className={styles['quiet']}>
            {t('policy.editors', { names: draft.editors.map((one) => one.name).join(between) })}
          </span>
        )}
      </div>
      {draft.sentBack && draft.status === 'editing' && (
        <Alert
          type="warning"
          showIcon
          title={t('policy.sent-back', { name: draft.sentBack.by.name, reason: draft.sentBack.reason ?? '—' })}
        />
      )}
      {desk.problem && <Alert type="error" showIcon title={desk.problem} />}
      <div className={styles['bench']}>
        <TableEditor tables={desk.tables} change={desk.change} readOnly={readOnly} />
        <div className={styles['side']}>
          <Tabs
            items={[
              { key: 'checks', label: t('policy.checks'), children: <Checks draftId={draft.draftId} /> },
              {
                key: 'difference',
                label: t('policy.difference'),
                children: <Difference before={draft.base} after={draft.draftId} />,
              },
              {
                key: 'replay',
                label: t('policy.replay'),
                children: <ReplayPanel draft={draft} runs={replays} checksum={whole.checksum} />,
              },
              { key: 'approval', label: t('policy.approval'), children: <Approval whole={whole} /> },
            ]}
          />
        </div>
      </div>
      {desk.conflict && (
        <Modal
          open
          width={640}
          title={t('policy.conflict')}
          closable={false}
          footer={[
            <Button key="theirs" onClick={() => desk.settle('theirs')}>
              {t('policy.take-theirs')}
            </Button>,
            <Button key="mine" type="primary" onClick={() => desk.settle('mine')}>
              {t('policy.keep-mine')}
            </Button>,
          ]}
        >
          <p>{desk.conflict.sentence}</p>
          <p>{t('policy.conflict-hint')}</p>
          <DifferenceTables sheets={desk.conflict.sheets} />
        </Modal>
      )}
    </section>
  )
}
