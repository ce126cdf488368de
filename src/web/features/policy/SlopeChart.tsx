import { LineChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ReplayUnit } from '../../../domain/workshop/replay-result.ts'
import { useWords } from '../../i18n/words.ts'

use([LineChart, GridComponent, SVGRenderer])

const MOST = 24

/** Ranks before and after, one line per unit that moved; the table below it says the same. */
export function SlopeChart({ units }: { readonly units: readonly ReplayUnit[] }) {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const ranked = units
    .flatMap(({ name, before, after }) =>
      before?.rank != null && after?.rank != null ? [{ name, from: before.rank, to: after.rank }] : [],
    )
    .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
    .slice(0, MOST)
  const shown = JSON.stringify(ranked)
  const labels = JSON.stringify([t('policy.before'), t('policy.after')])
  useEffect(() => {
    if (!box.current) return
    const style = getComputedStyle(document.documentElement)
    const colour = (name: string) => style.getPropertyValue(name).trim()
    const lines = JSON.parse(shown) as typeof ranked
    const chart = init(box.current, null, { renderer: 'svg' })
    const text = { color: colour('--ink'), fontSize: 12 }
    chart.setOption({
      animation: false,
      grid: { left: 120, right: 120, top: 28, bottom: 12 },
      xAxis: { type: 'category', data: JSON.parse(labels), position: 'top', axisLabel: text, boundaryGap: false },
      yAxis: { type: 'value', inverse: true, min: 1, minInterval: 1, show: false, scale: true },
      series: lines.map(({ name, from, to }) => ({
        type: 'line',
        data: [
          { value: from, label: { show: true, position: 'left', formatter: `${name} ${from}`, ...text } },
          { value: to, label: { show: true, position: 'right', formatter: `${to} ${name}`, ...text } },
        ],
        symbolSize: 6,
        lineStyle: { color: colour(to < from ? '--fine' : to > from ? '--late' : '--secondary'), width: 2 },
        itemStyle: { color: colour(to < from ? '--fine' : to > from ? '--late' : '--secondary') },
      })),
    })
    return () => chart.dispose()
  }, [shown, labels])
  return <div ref={box} aria-hidden="true" style={{ height: Math.max(160, ranked.length * 22 + 60) }} />
}
