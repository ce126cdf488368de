import { CustomChart, LineChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useAppearance } from '../../app/appearance.tsx'
import { type SlopeLine, slopeOption } from './slope-option.ts'

use([CustomChart, LineChart, GridComponent, SVGRenderer])

const ROW = 22

interface SlopeChartProps {
  /** What stands over each column: two versions, or the periods. */
  readonly labels: readonly string[]
  readonly lines: readonly SlopeLine[]
}

/** Ranks from column to column, one line per unit, with the ranks that chance alone could have given where they are known. A
 * picture only: a table says the same. */
export function SlopeChart({ labels, lines }: SlopeChartProps) {
  const { tokens } = useAppearance()
  const box = useRef<HTMLDivElement>(null)
  const shown = JSON.stringify({ labels, lines })
  useEffect(() => {
    if (!box.current) return
    const given = JSON.parse(shown) as SlopeChartProps
    const chart = init(box.current, null, { renderer: 'svg' })
    chart.setOption(slopeOption(given.labels, given.lines, tokens))
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [shown, tokens])
  return <div ref={box} aria-hidden="true" style={{ height: Math.max(160, lines.length * ROW + 60) }} />
}
