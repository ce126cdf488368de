import type { UnitRates } from '../../api/rates.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './RatesPage.module.css'

/** My unit's period in one sentence. */
export function Headline({ unit, peers }: { readonly unit: UnitRates; readonly peers: readonly UnitRates[] }) {
  const { t } = useWords()
  const { rates, composite, rank, reason } = unit
  if (composite === null || rates.resolution.percent === null) {
    return <p className={styles['headline']}>{t('rates.headline-none', { unit: unit.name })}</p>
  }
  const facts = {
    unit: unit.name,
    response: rates.response.percent,
    resolution: rates.resolution.percent,
    satisfaction: rates.satisfaction.percent,
    valid: unit.counts['valid'],
    composite,
  }
  const ranked = peers.filter((one) => one.rank !== null).length
  return (
    <p className={styles['headline']}>
      {t('rates.headline', facts)}
      {rank === null
        ? t(reason === 'small-sample' ? 'rates.headline-small' : 'rates.headline-unranked')
        : t('rates.headline-rank', { rank, ranked })}
    </p>
  )
}
