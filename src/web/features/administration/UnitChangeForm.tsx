import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { changeUnit, closeUnit } from '../../api/administration.ts'
import { useNow } from '../../app/now.tsx'
import { useWords } from '../../i18n/words.ts'
import { UnitPicker } from '../../ui/fields/UnitPicker.tsx'
import { useSaid } from '../../ui/said.tsx'
import styles from './Administration.module.css'
import { Field } from './Field.tsx'
import { Trouble } from './Trouble.tsx'

export type UnitDeed = 'added' | 'renamed' | 'moved' | 'closed'
const KINDS = ['subdistrict', 'community', 'office', 'department', 'enterprise'] as const
type Kind = (typeof KINDS)[number]

interface UnitChangeFormProps {
  readonly deed: UnitDeed
  readonly unit: { readonly code: string; readonly name: string; readonly nameEn: string }
  /** Open tickets that closing would move. */
  readonly open: number
  readonly done: (code: string) => void
  readonly leave: () => void
}

/** The civil day in the city. */
function cityDay(now: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(now))
}

export function UnitChangeForm({ deed, unit, open, done, leave }: UnitChangeFormProps) {
  const { t, term } = useWords()
  const said = useSaid()
  const id = useId()
  const queries = useQueryClient()
  const today = cityDay(useNow())
  const [code, setCode] = useState('')
  const [name, setName] = useState(deed === 'renamed' ? unit.name : '')
  const [nameEn, setNameEn] = useState(deed === 'renamed' ? unit.nameEn : '')
  const [kind, setKind] = useState<Kind>('office')
  const [other, setOther] = useState<string | null>(null)
  const [effectiveFrom, setEffectiveFrom] = useState(today)
  const [reason, setReason] = useState('')
  const sending = useMutation({
    mutationFn: async (): Promise<string> => {
      const common = { effectiveFrom, reason }
      if (deed === 'closed') {
        const { moved, refused } = await closeUnit(unit.code, other ?? '', reason)
        said(t('admin.unit-closed-done', { moved, refused }))
        return unit.code
      }
      if (deed === 'added') await changeUnit({ what: deed, code, name, nameEn, kind, superior: unit.code, ...common })
      else if (deed === 'renamed') await changeUnit({ what: deed, code: unit.code, name, nameEn, ...common })
      else await changeUnit({ what: deed, code: unit.code, superior: other ?? '', ...common })
      return deed === 'added' ? code : unit.code
    },
    onSuccess: async (changed) => {
      await queries.invalidateQueries({ queryKey: ['units'] })
      done(changed)
    },
  })
  const named = deed === 'added' || deed === 'renamed'
  const isWhole =
    reason.trim() !== '' && (named ? name.trim() !== '' : other !== null) && (deed !== 'added' || code.trim() !== '')
  return (
    <form
      className={styles['list']}
      aria-label={t(`admin.unit-${deed}-do`)}
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) sending.mutate()
      }}
    >
      <h3>{t(`admin.unit-${deed}-do`)}</h3>
      {deed === 'added' && (
        <div className={styles['row']}>
          <Field id={`${id}-code`} label={t('admin.unit-code')}>
            <Input id={`${id}-code`} value={code} maxLength={80} onChange={(event) => setCode(event.target.value)} />
          </Field>
          <Field id={`${id}-kind`} label={t('admin.unit-kind')}>
            <Select<Kind>
              id={`${id}-kind`}
              value={kind}
              options={KINDS.map((value) => ({ value, label: term('unit-kind', value) }))}
              onChange={setKind}
            />
          </Field>
        </div>
      )}
      {named && (
        <div className={styles['row']}>
          <Field id={`${id}-name`} label={t('admin.unit-name')}>
            <Input id={`${id}-name`} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field id={`${id}-name-en`} label={t('admin.unit-name-en')}>
            <Input
              id={`${id}-name-en`}
              value={nameEn}
              maxLength={120}
              onChange={(event) => setNameEn(event.target.value)}
            />
          </Field>
        </div>
      )}
      {!named && (
        <Field id={`${id}-other`} label={t(deed === 'moved' ? 'admin.unit-superior' : 'admin.unit-successor')}>
          <UnitPicker
            id={`${id}-other`}
            {...(other === null ? {} : { value: other })}
            onChange={(chosen) => setOther([chosen ?? []].flat()[0] ?? null)}
          />
        </Field>
      )}
      {deed === 'closed' ? (
        <p className={styles['warn']} role="note">
          {t('admin.unit-closed-preview', { open })}
        </p>
      ) : (
        <Field id={`${id}-day`} label={t('admin.unit-from')}>
          <Input
            id={`${id}-day`}
            type="date"
            value={effectiveFrom}
            min={today}
            onChange={(event) => setEffectiveFrom(event.target.value)}
          />
        </Field>
      )}
      <Field id={`${id}-reason`} label={t('admin.reason')}>
        <Input id={`${id}-reason`} value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Trouble error={sending.error} />
      <div className={styles['row']}>
        <Button
          type="primary"
          htmlType="submit"
          danger={deed === 'closed'}
          disabled={!isWhole}
          loading={sending.isPending}
        >
          {t(`admin.unit-${deed}-do`)}
        </Button>
        <Button onClick={leave}>{t('form.cancel')}</Button>
      </div>
    </form>
  )
}
