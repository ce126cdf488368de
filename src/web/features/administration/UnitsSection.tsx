import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { nameIn, unitsQuery } from '../../api/reference.ts'
import { useWords } from '../../i18n/words.ts'
import { UnitPicker } from '../../ui/fields/UnitPicker.tsx'
import styles from './Administration.module.css'
import { Field } from './Field.tsx'
import { UnitCard } from './UnitCard.tsx'
import { UnitTableForm } from './UnitTableForm.tsx'

const ROOT = 'centre'

/** The tree of units, opened branch by branch; one that is chosen shows what was changed about it and what can be. */
export function UnitsSection() {
  const { t } = useWords()
  const [chosen, setChosen] = useState<string | null>(null)
  const [entering, setEntering] = useState(false)
  return (
    <section className={styles['page']} aria-labelledby="units-title">
      <h1 id="units-title">{t('admin.units')}</h1>
      <p className={styles['quiet']}>{t('admin.units-hint')}</p>
      <div className={styles['row']}>
        <Field id="units-q" label={t('admin.unit-find')}>
          <UnitPicker
            id="units-q"
            {...(chosen === null ? {} : { value: chosen })}
            onChange={(code) => {
              setEntering(false)
              setChosen([code ?? []].flat()[0] ?? null)
            }}
          />
        </Field>
        <Button onClick={() => setEntering(true)}>{t('admin.units-many')}</Button>
      </div>
      <div className={styles['split']} data-open={chosen !== null || entering}>
        <nav className={styles['card']} aria-label={t('admin.units')}>
          <Branch code={ROOT} chosen={chosen} choose={setChosen} />
        </nav>
        {entering && <UnitTableForm leave={() => setEntering(false)} />}
        {!entering && chosen !== null && <UnitCard key={chosen} code={chosen} choose={setChosen} />}
      </div>
    </section>
  )
}

interface BranchProps {
  readonly code: string
  readonly chosen: string | null
  readonly choose: (code: string) => void
}

function Branch({ code, chosen, choose }: BranchProps) {
  const { t, language } = useWords()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const below = useQuery(unitsQuery({ parent: code }))
  const toggle = (one: string) => {
    const next = new Set(open)
    if (!next.delete(one)) next.add(one)
    setOpen(next)
  }
  return (
    <ul className={styles['tree']}>
      {below.data?.map((unit) => (
        <li key={unit.code} data-leaf={unit.below === 0}>
          {unit.below > 0 && (
            <Button
              size="small"
              type="text"
              aria-expanded={open.has(unit.code)}
              aria-label={t('admin.unit-below', { name: nameIn(language, unit), count: unit.below })}
              onClick={() => toggle(unit.code)}
            >
              {open.has(unit.code) ? '−' : '+'}
            </Button>
          )}{' '}
          <button
            type="button"
            className={styles['link']}
            aria-current={unit.code === chosen ? 'true' : undefined}
            onClick={() => choose(unit.code)}
          >
            {nameIn(language, unit)}
          </button>
          {open.has(unit.code) && <Branch code={unit.code} chosen={chosen} choose={choose} />}
        </li>
      ))}
    </ul>
  )
}
