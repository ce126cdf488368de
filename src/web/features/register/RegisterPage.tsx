import { useState } from 'react'
import type { ReceiptView } from '../../api/intake.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import { Receipt } from './Receipt.tsx'
import { RegisterForm } from './RegisterForm.tsx'
import styles from './RegisterPage.module.css'

/** What somebody says becomes a ticket; afterwards, where it went and why. */
export function RegisterPage() {
  const { t } = useWords()
  const [ticketId, setTicketId] = useState(freshId)
  const [receipt, setReceipt] = useState<ReceiptView | null>(null)
  const again = (): void => {
    setTicketId(freshId())
    setReceipt(null)
  }
  return (
    <section aria-labelledby="register-title" className={styles['page']}>
      <h1 id="register-title">{t('register.title')}</h1>
      {receipt ? (
        <Receipt receipt={receipt} again={again} />
      ) : (
        <RegisterForm key={ticketId} ticketId={ticketId} done={setReceipt} />
      )}
    </section>
  )
}
