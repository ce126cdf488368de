import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { type ModelsView, modelsQuery } from '../../api/models.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import { ChoiceForm } from './ChoiceForm.tsx'
import { Comparison } from './Comparison.tsx'
import styles from './ModelsPage.module.css'

type Item = ModelsView['items'][number]

/** Which text model proposes categories, how another would do on the same messages, and the switch with its reason. */
export function ModelsPage() {
  const { t } = useWords()
  const models = useQuery(modelsQuery)
  const [candidate, setCandidate] = useState<string | null>(null)
  if (models.isPending) return <WaitingPage />
  if (!models.data) return <ErrorState error={models.error} retry={() => void models.refetch()} />
  const { items, choices } = models.data
  const active = items.find((one) => one.active) ?? null
  const other = items.find((one) => one.file === candidate && !one.active) ?? null
  return (
    <div className={styles['page']}>
      <h1>{t('models.title')}</h1>
      <p className={styles['hint']}>{t('models.hint')}</p>
      {items.length === 0 ? (
        <EmptyState title={t('models.none')} hint={t('models.none-hint')} />
      ) : (
        <Shelf items={items} candidate={candidate} choose={setCandidate} />
      )}
      {active === null && items.length > 0 && <p>{t('models.keywords-alone')}</p>}
      {other && (
        <>
          <Comparison key={other.file} file={other.file} active={active?.file ?? null} />
          <ChoiceForm key={`use ${other.file}`} file={other.file} name={other.card?.name ?? ''} />
        </>
      )}
      {active && !other && <ChoiceForm key="none" file={null} name={active.card?.name ?? ''} />}
      {choices.length > 0 && <Choices choices={choices} />}
    </div>
  )
}

interface ShelfProps {
  readonly items: readonly Item[]
  readonly candidate: string | null
  readonly choose: (file: string) => void
}

function Shelf({ items, candidate, choose }: ShelfProps) {
  const { t, time, percent } = useWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen is scrolled by keyboard too.
    <section className={styles['scroll']} tabIndex={0} aria-label={t('models.shelf')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('models.name')}</th>
            <th scope="col">{t('models.trained')}</th>
            <th scope="col">{t('models.learned')}</th>
            <th scope="col">{t('models.f1')}</th>
            <th scope="col">{t('models.calibration-error')}</th>
            <th scope="col">{t('models.doing')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ file, card, fault, active }) => (
            <tr key={file} aria-current={active ? 'true' : undefined}>
              <td>
                <b>{card?.name ?? file}</b>
                <span className={styles['small']}>{file}</span>
              </td>
              <td>{card && time(card.trainedAt)}</td>
              <td>
                {card && t('models.learned-of', { messages: card.messages, labels: card.labels })}
                <span className={styles['small']}>{card?.source}</span>
              </td>
              <td>{card && percent(card.macroF1)}</td>
              <td>{card && percent(card.calibrationError)}</td>
              <td>
                {active && <b>{t('models.in-use')}</b>}
                {!active && card && (
                  <Button size="small" aria-pressed={candidate === file} onClick={() => choose(file)}>
                    {t('models.compare')}
                  </Button>
                )}
                {card === null && <span className={styles['fault']}>{t('models.unreadable', { fault })}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Choices({ choices }: Pick<ModelsView, 'choices'>) {
  const { t, time } = useWords()
  return (
    <section aria-labelledby="choices">
      <h2 id="choices">{t('models.choices')}</h2>
      <ol className={styles['choices']}>
        {choices.map((one) => (
          <li key={`${one.at} ${one.file}`}>
            <b>{one.name ?? t('models.keywords')}</b> {one.reason}
            <span className={styles['small']}>
              {one.by} · {time(one.at)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
