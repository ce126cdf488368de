import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useWords } from '../../i18n/words.ts'
import styles from './MonthPage.module.css'

interface WordsFormProps {
  readonly label: string
  readonly submit: string
  readonly pending: boolean
  readonly send: (words: string) => void
  readonly cancel: () => void
  /** Asked above the words. */
  readonly children?: ReactNode
  /** False while what is asked above is not complete. */
  readonly ready?: boolean
  /** Words may be left out. */
  readonly optional?: boolean
}

/** Everything that is decided about a month is given a reason in words. */
export function WordsForm({
  label,
  submit,
  pending,
  send,
  cancel,
  children,
  ready = true,
  optional = false,
}: WordsFormProps) {
  const id = useId()
  const { t } = useWords()
  const [words, setWords] = useState('')
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        send(words.trim())
      }}
    >
      {children}
      <label htmlFor={id}>{label}</label>
      <Input.TextArea
        id={id}
        value={words}
        maxLength={2000}
        rows={3}
        onChange={(event) => setWords(event.target.value)}
      />
      <p className={styles['buttons']}>
        <Button
          htmlType="submit"
          type="primary"
          loading={pending}
          disabled={!ready || (!optional && words.trim() === '')}
        >
          {submit}
        </Button>
        <Button onClick={cancel}>{t('form.cancel')}</Button>
      </p>
    </form>
  )
}
