import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { approve, discardDraft, propose, sendBack, type WholeDraft } from '../../api/workshop.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './DraftPage.module.css'

/** Who applies, who approves: two people besides the applicant, with the replay before them. */
export function Approval({ whole }: { readonly whole: WholeDraft }) {
  const { t, time } = useWords()
  const { draft } = whole
  const session = useQuery(sessionQuery)
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['policy'] }),
  })
  const account = session.data?.account
  const mayEdit = mayUse(account, 'edit-policy')
  const mayApprove = mayUse(account, 'approve-policy')
  const run = (work: () => Promise<unknown>) => () => act.mutate(work)
  return (
    <div className={styles['stack']}>
      <p>{t('policy.approval-rule')}</p>
      {draft.proposal && (
        <p>
          {t('policy.proposed-by', {
            name: draft.proposal.by.name,
            time: time(draft.proposal.at),
            day: draft.proposal.effectiveFrom,
          })}
          <span className={styles['hash']}> {t('policy.replay-hash', { hash: draft.proposal.replay })}</span>
        </p>
      )}
      <ul>
        {draft.approvals.map((one) => (
          <li key={one.by.account} className={styles['good']}>
            {t('policy.approved-by', { name: one.by.name, time: time(one.at) })}
          </li>
        ))}
      </ul>
      {draft.status === 'released' && <p className={styles['good']}>{t('policy.released')}</p>}
      {act.error && <Alert type="error" showIcon title={act.error.message} />}
      {draft.status === 'editing' && mayEdit && (
        <>
          <Button type="primary" loading={act.isPending} onClick={run(() => propose(draft.draftId))}>
            {t('policy.propose')}
          </Button>
          <Button onClick={run(() => discardDraft(draft.draftId))}>{t('policy.discard')}</Button>
        </>
      )}
      {draft.status === 'proposed' && mayApprove && draft.proposal?.by.account !== account?.id && (
        <Button type="primary" loading={act.isPending} onClick={run(() => approve(draft.draftId))}>
          {t('policy.approve', { done: draft.approvals.length, needed: draft.approvalsNeeded })}
        </Button>
      )}
      {draft.status === 'proposed' && (mayApprove || mayEdit) && (
        <>
          <Input
            aria-label={t('policy.reason')}
            placeholder={t('policy.reason')}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button disabled={reason.trim() === ''} onClick={run(() => sendBack(draft.draftId, reason))}>
            {t('policy.send-back')}
          </Button>
        </>
      )}
    </div>
  )
}
