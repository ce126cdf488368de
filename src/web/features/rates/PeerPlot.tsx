import { CustomChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { UnitRates } from '../../api/rates.ts'
import { useAppearance } from '../../app/appearance.tsx'
import { useWords } from '../../i18n/words.ts'
import styles from './PeerPlot.module.css'
import { plotOption, ROW_HEIGHT } from './plot-option.ts'

use([CustomChart, GridComponent, TooltipComponent, SVGRenderer])

interface PeerPlotProps {
  /** Ranked units, best first. */
  readonly units: readonly UnitRates[]
  readonly own: string | null
  readonly label: string
}

/** Composite of each unit as a dot on its interval. A picture only: the table below says the same to everybody. */
export function PeerPlot({ units, own, label }: PeerPlotProps) {
  const { t } = useWords()
  const { tokens } = useAppearance()
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(null)
  const { length } = units
  useEffect(() => {
    const { current } = place
    if (current === null || length === 0) return
    const made = init(current, null, { renderer: 'svg' })
    chart.current = made
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(current)
    return () => {
      watch.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [length])
  useEffect(() => {
    const words = { interval: (low: string, high: string) => t('rates.interval', { low, high }) }
    chart.current?.setOption(plotOption(units, own, tokens, words), { notMerge: true })
  }, [units, own, tokens, t])
  return (
    <figure className={styles['figure']}>
      <figcaption>
        <b>{label}</b>
        <span>{t('rates.plot-lead')}</span>
      </figcaption>
      <div ref={place} role="img" aria-label={label} style={{ height: length * ROW_HEIGHT + 48 }} />
    </figure>
  )
}
