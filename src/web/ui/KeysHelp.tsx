import { Modal, Switch } from 'antd'
import { useState } from 'react'
import { keysAreOn, turnKeys } from '../app/keys.ts'
import { type Key, useWords } from '../i18n/words.ts'
import styles from './KeysHelp.module.css'

export type KeyLines = readonly (readonly [string, Key])[]

/** Keys of every list; a desk adds its own after them. */
const KEYS: KeyLines = [
  ['j', 'keys.next'],
  ['k', 'keys.before'],
  ['Enter', 'keys.open'],
  ['/', 'keys.search'],
  ['Esc', 'keys.leave'],
  ['?', 'keys.help'],
]

interface KeysHelpProps {
  readonly open: boolean
  readonly close: () => void
  readonly more?: KeyLines
}

/** The keys, and the switch that turns them off. */
export function KeysHelp({ open, close, more = [] }: KeysHelpProps) {
  const { t } = useWords()
  const [on, setOn] = useState(keysAreOn)
  return (
    <Modal open={open} onCancel={close} title={t('keys.title')} footer={null} width={400}>
      <dl className={styles['keys']}>
        {[...KEYS, ...more].map(([key, label]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['switch']}>
        <Switch
          size="small"
          aria-label={t('keys.on')}
          checked={on}
          onChange={(checked) => {
            turnKeys(checked)
            setOn(checked)
          }}
        />
        {t('keys.on')}
      </p>
    </Modal>
  )
}
