import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type CallView, deskQuery } from '../../api/calls.ts'
import type { ReceiptView } from '../../api/intake.ts'
import { type Account, mayUse, sessionQuery } from '../../api/session.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import { opened } from '../../ui/opened.tsx'
import { CallPanel } from './CallPanel.tsx'
import styles from './Console.module.css'
import { DraftsOffered } from './DraftsOffered.tsx'
import type { Answers, Thread } from './intake.ts'
import type { LocalDraft } from './local-draft.ts'
import { Receipt } from './Receipt.tsx'
import { RegisterForm } from './RegisterForm.tsx'
import { RegisterKeys } from './RegisterKeys.tsx'
import { useRegisterKeys } from './register-keys.ts'

const AbusePanel = opened(() => import('./AbusePanel.tsx').then((module) => module.AbusePanel))

/** 坐席: a caller on the line, a form in the order in which they talk, and everything within one key. */
export function RegisterPage() {
  const { data: session } = useSuspenseQuery(sessionQuery)
  // Who works here stays who they are while their session runs out: what they typed is theirs.
  const [account] = useState(session.account)
  return account ? <Console account={account} /> : null
}

interface Sheet {
  readonly thread: Thread
  readonly start: Partial<Answers>
}

interface Done {
  readonly receipt: ReceiptView
  readonly answers: Answers
  readonly contact: string | null
}

function fresh(contact: string | null): Sheet {
  return { thread: { ticketId: freshId(), contact, splitFrom: null }, start: {} }
}

function Console({ account }: { readonly account: Account }) {
  const { t } = useWords()
  const takesCalls = mayUse(account, 'take-calls')
  const { data: desk } = useQuery({ ...deskQuery, enabled: takesCalls })
  const call = desk?.call ?? null
  const [sheet, setSheet] = useState(() => fresh(null))
  const [done, setDone] = useState<Done | null>(null)
  const [emergency, setEmergency] = useState(false)
  const [abuse, setAbuse] = useState(false)
  const begun = useRef(false)
  const touched = useCallback((isTouched: boolean) => {
    begun.current = isTouched
  }, [])
  useNewCall(call, (contact) => {
    // A form of an earlier call that is not finished stays among the drafts; an empty one becomes this call's.
    setSheet((now) =>
      begun.current && now.thread.contact === null && done === null
        ? { ...now, thread: { ...now.thread, contact } }
        : fresh(contact),
    )
    setDone(null)
  })
  const again = (): void => {
    setSheet(fresh(null))
    setDone(null)
  }
  const more = (): void => {
    if (!done) return
    const { receipt, answers, contact } = done
    const { requester, concerned, behalf, identity, channel, place, dialect } = answers
    const start = { requester, concerned, behalf, identity, channel, place, dialect } as Partial<Answers>
    setSheet({
      thread: { ticketId: freshId(), contact: contact ?? receipt.ticketId, splitFrom: receipt.ticketId },
      start,
    })
    setDone(null)
  }
  const take = ({ draftId, form }: LocalDraft): void => {
    const { thread, answers } = form as { thread?: Thread; answers?: Partial<Answers> }
    setSheet({ thread: { contact: null, splitFrom: null, ...thread, ticketId: draftId }, start: answers ?? {} })
    setDone(null)
  }
  useRegisterKeys(done ? { more } : {})
  return (
    <section aria-labelledby="register-title" className={styles['console']}>
      <div className={styles['heading']}>
        <h1 id="register-title">{t('register.title')}</h1>
        <RegisterKeys />
      </div>
      {takesCalls && desk && (
        <CallPanel
          desk={desk}
          emergency={() => setEmergency(true)}
          abuse={() => setAbuse(true)}
          blocked={done !== null}
        />
      )}
      <DraftsOffered account={account.id} current={sheet.thread.ticketId} take={take} />
      {done ? (
        <Receipt receipt={done.receipt} again={again} more={more} />
      ) : (
        <RegisterForm
          key={sheet.thread.ticketId}
          account={account}
          thread={sheet.thread}
          call={call}
          start={sheet.start}
          emergency={emergency}
          endEmergency={() => setEmergency(false)}
          touched={touched}
          done={(receipt, answers) => setDone({ receipt, answers, contact: sheet.thread.contact })}
        />
      )}
      {abuse && call && <AbusePanel call={call} close={() => setAbuse(false)} />}
    </section>
  )
}

/** Once for each call that comes to this desk, the one on the line when the page opens included. */
function useNewCall(call: CallView | null, begin: (callId: string) => void): void {
  const known = useRef<string | null>(null)
  const latest = useRef(begin)
  latest.current = begin
  const callId = call !== null && call.state !== 'over' ? call.callId : null
  useEffect(() => {
    if (callId === null || callId === known.current) return
    known.current = callId
    latest.current(callId)
  }, [callId])
}
