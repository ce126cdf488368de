import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { startDraft, type VersionView } from '../../api/workshop.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './StartDraft.module.css'

/** From which version, for which day, under what name. */
export function StartDraft(props: { readonly base: VersionView; readonly today: string; readonly close: () => void }) {
  const { base, today, close } = props
  const { t } = useWords()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [effectiveFrom, setDay] = useState('')
  const [name, setName] = useState('')
  const start = useMutation({
    mutationFn: () => startDraft({ base: base.id, effectiveFrom, ...(name.trim() === '' ? {} : { name }) }),
    onSuccess: async ({ draftId }) => {
      await queries.invalidateQueries({ queryKey: ['policy', 'drafts'] })
      await navigate({ to: '/policy/drafts/$draftId', params: { draftId } })
    },
  })
  return (
    <Modal open title={t('policy.start', { version: base.id })} onCancel={close} footer={null} width={440}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          start.mutate()
        }}
      >
        <label htmlFor="field-effective-from">
          {t('policy.effective-from')}
          <Input
            id="field-effective-from"
            type="date"
            required
            min={today}
            value={effectiveFrom}
            onChange={(e) => setDay(e.target.value)}
          />
        </label>
        <label htmlFor="field-name">
          {t('policy.name')}
          <Input
            id="field-name"
            value={name}
            maxLength={80}
            placeholder={base.name}
            onChange={(e) => setName(e.target.value)}
          />
        </label>
        <p className={styles['hint']}>{t('policy.start-hint')}</p>
        {start.error && <Alert type="error" showIcon title={start.error.message} />}
        <Button type="primary" htmlType="submit" loading={start.isPending}>
          {t('policy.start-now')}
        </Button>
      </form>
    </Modal>
  )
}
