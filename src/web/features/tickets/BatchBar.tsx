import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Progress } from 'antd'
import { useState } from 'react'
import { clusterOf } from '../../api/clusters.ts'
import type { BatchCommand } from '../../api/roster.ts'
import { type Account, mayUse } from '../../api/session.ts'
import { useWords } from '../../i18n/words.ts'
import { BatchResults } from '../../ui/BatchResults.tsx'
import { InnerUnitPicker } from '../../ui/fields/InnerUnitPicker.tsx'
import { PersonPicker } from '../../ui/fields/PersonPicker.tsx'
import { useBatch } from '../../ui/use-batch.ts'
import styles from './BatchBar.module.css'
import type { Choosing } from './choosing.ts'

interface BatchBarProps {
  readonly account: Account
  readonly choosing: Choosing
}

/** What can be done with the chosen rows at once: tried first, then done, and each says what became of it (P29). */
export function BatchBar({ account, choosing }: BatchBarProps) {
  const { t } = useWords()
  const [open, setOpen] = useState<BatchCommand | null>(null)
  const [unit, setUnit] = useState<string>()
  const [person, setPerson] = useState<string>()
  const batch = useBatch()
  const tickets = [...choosing.chosen]
  const order = (command: BatchCommand) => ({
    command,
    tickets,
    ...(unit === undefined || command !== 'assign' ? {} : { unit }),
    ...(person === undefined || command !== 'hand-to' ? {} : { person }),
  })
  const show = (command: BatchCommand): void => {
    batch.forget()
    setOpen(command)
    if (command === 'sign') void batch.run({ command, tickets }, true)
  }
  const ready = batch.answer?.preview ? batch.answer.results.filter((one) => one.ok).map((one) => one.ticketId) : []
  const give = async (command: BatchCommand): Promise<void> => {
    const given = await batch.run({ ...order(command), tickets: ready }, false)
    choosing.drop((given?.results ?? []).filter((one) => one.ok).map((one) => one.ticketId))
  }
  const running = batch.progress !== null
  const nobody = (open === 'assign' && unit === undefined) || (open === 'hand-to' && person === undefined)
  return (
    <section className={styles['bar']} aria-label={t('batch.title')}>
      <p className={styles['line']}>
        <b>{t('batch.chosen', { count: tickets.length })}</b>
        {mayUse(account, 'sign') && (
          <Button size="small" aria-pressed={open === 'sign'} disabled={running} onClick={() => show('sign')}>
            {t('batch.sign')}
          </Button>
        )}
        {mayUse(account, 'transfer') && (
          <Button size="small" aria-pressed={open === 'hand-to'} disabled={running} onClick={() => show('hand-to')}>
            {t('batch.hand-to')}
          </Button>
        )}
        {mayUse(account, 'assign') && (
          <Button size="small" aria-pressed={open === 'assign'} disabled={running} onClick={() => show('assign')}>
            {t('batch.assign')}
          </Button>
        )}
        {mayUse(account, 'reply') && <TogetherButton tickets={tickets} />}
        <Button size="small" type="text" disabled={running} onClick={choosing.clear}>
          {t('batch.clear')}
        </Button>
      </p>
      {open === 'assign' && (
        <InnerUnitPicker
          label={t('form.assign-unit')}
          {...(unit === undefined ? {} : { value: unit })}
          onChange={(value) => {
            batch.forget()
            setUnit(value)
          }}
        />
      )}
      {open === 'hand-to' && (
        <PersonPicker
          label={t('roster.to')}
          placeholder={t('roster.to')}
          {...(person === undefined ? {} : { value: person })}
          onChange={(value) => {
            batch.forget()
            setPerson(value)
          }}
        />
      )}
      {batch.progress && (
        <p className={styles['line']}>
          <Progress
            percent={Math.round((batch.progress.done / batch.progress.all) * 100)}
            size="small"
            aria-label={t('batch.title')}
          />
          <Button size="small" onClick={batch.cancel}>
            {t('batch.stop')}
          </Button>
        </p>
      )}
      {batch.error !== null && <Alert type="error" role="alert" title={batch.error || t('error.network')} />}
      {batch.answer && <BatchResults answer={batch.answer} />}
      {open !== null && !running && (
        <p className={styles['line']}>
          {ready.length === 0 ? (
            <Button
              size="small"
              disabled={nobody || tickets.length === 0}
              onClick={() => void batch.run(order(open), true)}
            >
              {t('batch.try')}
            </Button>
          ) : (
            <Button size="small" type="primary" onClick={() => void give(open)}>
              {t(`batch.give-${open}`, { count: ready.length })}
            </Button>
          )}
        </p>
      )}
    </section>
  )
}

/** One answer for several is given where they stand together: in the cluster that holds all of them. */
function TogetherButton({ tickets }: { readonly tickets: readonly string[] }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const [none, setNone] = useState(false)
  const [first] = tickets
  const look = async (): Promise<void> => {
    const clusterId = first === undefined ? null : await clusterOf(first, tickets).catch(() => null)
    setNone(clusterId === null)
    if (clusterId !== null) await navigate({ to: '/clusters/$clusterId', params: { clusterId } })
  }
  return (
    <>
      <Button size="small" onClick={() => void look()}>
        {t('batch.reply')}
      </Button>
      {none && <span role="alert">{t('batch.no-cluster')}</span>}
    </>
  )
}
