import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { TicketView } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Why.module.css'

type Because = NonNullable<TicketView['because']>

/** The decision record in sentences: why this unit, which others were considered, who overruled whom. */
export function Why({ because, unit }: { readonly because: Because; readonly unit: string }) {
  const { t, term } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        {t('why.ask')}
      </Button>
      <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={t('why.title', { unit })} width={520}>
        <div className={styles['record']}>
          <p>
            {because.row === null
              ? t('why.person', { ground: term('ground', because.ground) })
              : t('why.row', { row: because.row, ground: because.ground })}
          </p>
          {because.overruled && <p>{t('why.overruled', { unit: because.overruled.name })}</p>}
          {because.candidates.length > 0 && (
            <>
              <h3>{t('why.candidates')}</h3>
              <ol>
                {because.candidates.map((one) => (
                  <li key={`${one.row}-${one.lead.code}`} data-chosen={one.row === because.row}>
                    <b>{one.lead.name}</b>
                    <span>{t('why.candidate', { row: one.row, why: one.why })}</span>
                  </li>
                ))}
              </ol>
            </>
          )}
          <p className={styles['policy']}>{t('why.policy', { policy: because.policy })}</p>
        </div>
      </Modal>
    </>
  )
}
