import { useQuery } from '@tanstack/react-query'
import { Button, Form } from 'antd'
import { type ReactNode, useState } from 'react'
import { sessionQuery } from '../../api/session.ts'
import { useAppearance } from '../../app/appearance.tsx'
import { useNow } from '../../app/now.tsx'
import { useWords } from '../../i18n/words.ts'
import { BatchResults } from '../../ui/BatchResults.tsx'
import { ClockBar } from '../../ui/ClockBar.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { CategoryPicker } from '../../ui/fields/CategoryPicker.tsx'
import { PersonPicker } from '../../ui/fields/PersonPicker.tsx'
import { PlaceFields } from '../../ui/fields/PlaceFields.tsx'
import { UnitPicker } from '../../ui/fields/UnitPicker.tsx'
import { KeysHelp } from '../../ui/KeysHelp.tsx'
import { Marks } from '../../ui/Marks.tsx'
import { NowherePage } from '../../ui/NowherePage.tsx'
import { Proposal } from '../../ui/Proposal.tsx'
import { PhotoPicker } from '../../ui/photo/PhotoPicker.tsx'
import { RateNumber } from '../../ui/rates/RateNumber.tsx'
import { useSaid } from '../../ui/said.tsx'
import { TicketRow } from '../../ui/TicketRow.tsx'
import { TimeChip } from '../../ui/TimeChip.tsx'
import { samplesAt } from './samples.ts'
import styles from './UiPage.module.css'

/** Every shared component in the states that a desk can meet, for whoever builds one: on a demo only. */
export function UiPage() {
  const isDemo = useQuery(sessionQuery).data?.simulated
  return isDemo ? <Showcase /> : <NowherePage />
}

function Showcase() {
  const { t } = useWords()
  const { tokens } = useAppearance()
  const now = useNow()
  const said = useSaid()
  const [keys, setKeys] = useState(false)
  const { clocks, chips, marks, tickets, rates, batch } = samplesAt(now)
  return (
    <section aria-labelledby="ui-title" className={styles['page']}>
      <h1 id="ui-title">{t('ui.title')}</h1>
      <p className={styles['lead']}>{t('ui.lead')}</p>
      <Part name="tokens">
        <ul className={styles['tokens']}>
          {Object.entries(tokens).map(([name, colour]) => (
            <li key={name}>
              <span style={{ background: colour }} /> {name} <code>{colour}</code>
            </li>
          ))}
        </ul>
      </Part>
      <Part name="ClockBar">
        {clocks.map(({ name, clock, marks: ticks }) => (
          <ClockBar key={name} name={name} clock={clock} marks={ticks} />
        ))}
      </Part>
      <Part name="TimeChip">
        <p className={styles['row']}>
          {chips.map((chip) => (
            <TimeChip key={`${chip.phase}${chip.dueAt}`} {...chip} />
          ))}
        </p>
      </Part>
      <Part name="Marks">
        <p className={styles['row']}>
          <Marks marks={marks} identity="confidential" repeats={{ person: 3, matter: 5, reporters: 4 }} />
        </p>
      </Part>
      <Part name="TicketRow">
        <ul>
          {tickets.map((ticket) => (
            <TicketRow key={ticket.ticketId} ticket={ticket} openId={tickets[1]?.ticketId ?? null} />
          ))}
        </ul>
      </Part>
      <Part name="RateNumber">
        <div className={styles['rates']}>
          {rates.map((rate) => (
            <RateNumber key={rate.label} label={rate.label} rate={rate} change={rate.change} opens={rate.opens} />
          ))}
        </div>
      </Part>
      <Part name="UnitPicker · CategoryPicker · PersonPicker · PlaceFields · PhotoPicker">
        <Form layout="vertical" className={styles['form'] ?? ''} name="ui">
          <Form.Item name="unit" label={t('admin.unit')}>
            <UnitPicker />
          </Form.Item>
          <Form.Item name="category" label={t('list.category')}>
            <CategoryPicker />
          </Form.Item>
          <Form.Item name="person" label={t('admin.people')}>
            <PersonPicker />
          </Form.Item>
          <PlaceFields name="place" label={t('ui.place')} />
          <Form.Item name="photos" label={t('photo.title')}>
            <PhotoPicker asEvidence />
          </Form.Item>
        </Form>
      </Part>
      <Part name="Proposal">
        <Proposal label={t('ui.proposal')} text={t('ui.proposal-text')}>
          <Button size="small">{t('advice.accept')}</Button>
        </Proposal>
      </Part>
      <Part name="EmptyState · ErrorState · BatchResults">
        <EmptyState title={t('alerts.none')} hint={t('alerts.none-hint')} />
        <ErrorState error={null} retry={() => said(t('ui.said'))} />
        <BatchResults answer={batch} />
      </Part>
      <Part name="useSaid · KeysHelp">
        <p className={styles['row']}>
          <Button onClick={() => said(t('ui.said'))}>{t('ui.say')}</Button>
          <Button onClick={() => setKeys(true)}>{t('keys.title')}</Button>
        </p>
        <KeysHelp open={keys} close={() => setKeys(false)} />
      </Part>
    </section>
  )
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className={styles['part']} aria-label={name}>
      <h2>
        <code>{name}</code>
      </h2>
      {children}
    </section>
  )
}
