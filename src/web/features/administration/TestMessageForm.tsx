import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { channelsQuery, sendTestMessage } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Administration.module.css'
import { Field } from './Field.tsx'
import { Trouble } from './Trouble.tsx'

/** One message to a phone at hand: whether the gateway takes it is seen before a citizen waits for a code. */
export function TestMessageForm() {
  const { t } = useWords()
  const queries = useQueryClient()
  const [phone, setPhone] = useState('')
  const sending = useMutation({
    mutationFn: () => sendTestMessage(phone),
    onSettled: () => queries.invalidateQueries(channelsQuery),
  })
  return (
    <>
      <form
        className={styles['row']}
        onSubmit={(event) => {
          event.preventDefault()
          sending.mutate()
        }}
      >
        <Field id="test-phone" label={t('admin.test-phone')}>
          <Input
            id="test-phone"
            type="tel"
            autoComplete="off"
            value={phone}
            maxLength={40}
            onChange={(event) => setPhone(event.target.value)}
          />
        </Field>
        <Button htmlType="submit" loading={sending.isPending} disabled={phone.trim() === ''}>
          {t('admin.test-send')}
        </Button>
      </form>
      <Trouble error={sending.error} />
      {sending.data && <p role="status">{t(`admin.test-${sending.data.outcome}`)}</p>}
    </>
  )
}
