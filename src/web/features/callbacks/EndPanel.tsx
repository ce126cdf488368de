import { Button, Input, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { CALL_RESULTS, type CallbackDesk, type CallEnd } from '../../api/callbacks.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './CallbacksPage.module.css'
import { useDeskKeys } from './desk-keys.ts'

interface EndPanelProps {
  readonly now: string
  readonly colleagues: CallbackDesk['colleagues']
  readonly ending: boolean
  readonly end: (end: CallEnd) => void
  readonly report: () => void
  readonly reported: boolean
}

type Open = 'later' | 'hand' | null

/** What is no answer: nobody reached, later, a colleague; and the one tap for pressure. */
export function EndPanel({ now, colleagues, ending, end, report, reported }: EndPanelProps) {
  const { t, term } = useWords()
  const [open, setOpen] = useState<Open>(null)
  useDeskKeys({
    u: () => end({ outcome: 'not-reached', result: 'no-answer' }),
    l: () => setOpen('later'),
    h: () => setOpen('hand'),
    p: report,
  })
  return (
    <aside className={styles['side']} aria-label={t('callbacks.not-an-answer')}>
      <h2>{t('callbacks.not-reached')}</h2>
      <div className={styles['results']}>
        {CALL_RESULTS.map((result) => (
          <Button key={result} block disabled={ending} onClick={() => end({ outcome: 'not-reached', result })}>
            {term('call-result', result)}
            {result === 'no-answer' && <kbd>u</kbd>}
          </Button>
        ))}
      </div>
      <h2>{t('callbacks.not-now')}</h2>
      <div className={styles['results']}>
        <Button block onClick={() => setOpen('later')}>
          {t('callbacks.later')} <kbd>l</kbd>
        </Button>
        <Button block disabled={colleagues.length === 0} onClick={() => setOpen('hand')}>
          {t('callbacks.hand')} <kbd>h</kbd>
        </Button>
      </div>
      <h2>{t('callbacks.pressure-title')}</h2>
      <Button block danger disabled={reported} onClick={report}>
        {reported ? t('callbacks.pressure-reported') : t('callbacks.pressure')} <kbd>p</kbd>
      </Button>
      {open === 'later' && <Later now={now} close={() => setOpen(null)} end={end} />}
      {open === 'hand' && <Hand colleagues={colleagues} close={() => setOpen(null)} end={end} />}
    </aside>
  )
}

/** The city's wall clock: screens and people are in one zone. */
const OFFSET = '+08:00'
const HOUR_MS = 3_600_000

function cityDay(at: string, plusDays = 0): string {
  return new Date(Date.parse(at) + 8 * HOUR_MS + plusDays * 24 * HOUR_MS).toISOString().slice(0, 10)
}

function Later({
  now,
  close,
  end,
}: {
  readonly now: string
  readonly close: () => void
  readonly end: EndPanelProps['end']
}) {
  const { t } = useWords()
  const [day, setDay] = useState(cityDay(now, 1))
  const [hour, setHour] = useState('10:00')
  const [note, setNote] = useState('')
  const id = useId()
  const at = Date.parse(`${day}T${hour}:00${OFFSET}`)
  const send = () => {
    end({ outcome: 'later', until: new Date(at).toISOString(), note: note.trim() || null })
    close()
  }
  return (
    <Modal
      open
      title={t('callbacks.later')}
      okText={t('callbacks.later-send')}
      cancelText={t('form.cancel')}
      okButtonProps={{ disabled: Number.isNaN(at) }}
      onOk={send}
      onCancel={close}
    >
      <p className={styles['quiet']}>{t('callbacks.later-help')}</p>
      <div className={styles['when']}>
        <label htmlFor={`${id}-day`}>{t('callbacks.date')}</label>
        <Input
          id={`${id}-day`}
          type="date"
          value={day}
          min={cityDay(now)}
          onChange={(event) => setDay(event.target.value)}
        />
        <label htmlFor={`${id}-hour`}>{t('callbacks.hour')}</label>
        <Input id={`${id}-hour`} type="time" value={hour} onChange={(event) => setHour(event.target.value)} />
      </div>
      <label htmlFor={`${id}-note`}>{t('callbacks.note')}</label>
      <Input.TextArea
        id={`${id}-note`}
        rows={2}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </Modal>
  )
}

function Hand(props: {
  readonly colleagues: EndPanelProps['colleagues']
  readonly close: () => void
  readonly end: EndPanelProps['end']
}) {
  const { t } = useWords()
  const [to, setTo] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const id = useId()
  return (
    <Modal
      open
      title={t('callbacks.hand')}
      okText={t('callbacks.hand-send')}
      cancelText={t('form.cancel')}
      okButtonProps={{ disabled: to === null }}
      onOk={() => {
        if (to !== null) props.end({ outcome: 'handed-on', to, note: note.trim() || null })
        props.close()
      }}
      onCancel={props.close}
    >
      <p className={styles['quiet']}>{t('callbacks.hand-help')}</p>
      <div className={styles['words']}>
        <label htmlFor={id}>{t('callbacks.colleague')}</label>
        <Select
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          value={to}
          options={props.colleagues.map(({ account, name }) => ({ value: account, label: name }))}
          onChange={(value: string) => setTo(value)}
        />
        <label htmlFor={`${id}-note`}>{t('callbacks.note')}</label>
        <Input.TextArea
          id={`${id}-note`}
          rows={2}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </Modal>
  )
}
