import { useEffect, useState } from 'react'
import { useWords } from '../../i18n/words.ts'
import styles from './Console.module.css'
import type { Waiting } from './send-through.ts'
import type { DraftState } from './use-draft.ts'

const TICK_MS = 1_000

/** "已保存 2 秒前", or what keeps it from being saved and that nothing is lost. */
export function DraftBar({ draft, sending }: { readonly draft: DraftState; readonly sending: Waiting | null }) {
  const { t } = useWords()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  const calm = sending === null && draft.kind !== 'here' && draft.kind !== 'unsaved'
  return (
    <div className={styles['saved']} data-calm={calm}>
      <p role="status">
        {sending === 'network' && t('console.sending-waits')}
        {sending === 'session' && t('console.sending-signed-out')}
        {sending === null && draft.kind === 'here' && t('console.draft-here')}
        {sending === null && draft.kind === 'unsaved' && t('console.draft-unsaved')}
      </p>
      {calm && draft.kind === 'saved' && (
        <p>{t('console.draft-saved', { seconds: Math.max(0, Math.round((Date.now() - draft.at) / 1000)) })}</p>
      )}
      {calm && draft.kind === 'saving' && <p>{t('console.draft-saving')}</p>}
    </div>
  )
}
