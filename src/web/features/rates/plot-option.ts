import type { UnitRates } from '../../api/rates.ts'
import type { Tokens } from '../../app/tokens.ts'
import { scaleOf } from '../../ui/rates/peers.ts'

export const ROW_HEIGHT = 24

/** Pixels of the names' column, at most. */
const NAMES = 168

interface Drawing {
  value(index: number): number
  coord(point: [number, number]): [number, number]
}

/** Dots on intervals, one row per unit, the best at the top; the reader's own unit in the office's colour. */
export function plotOption(
  units: readonly UnitRates[],
  own: string | null,
  tokens: Tokens,
  words: { readonly interval: (low: string, high: string) => string },
) {
  const rows = units.flatMap((unit, row) => {
    const { composite } = unit.intervals
    if (unit.composite === null || composite === null) return []
    return [{ row, unit, value: [row, Number(unit.composite), Number(composite.low), Number(composite.high)] }]
  })
  const { from, step } = scaleOf(rows.map(({ unit }) => unit))
  return {
    animation: false,
    grid: { left: 24, right: 24, top: 8, bottom: 8, containLabel: true },
    textStyle: { fontFamily: 'inherit' },
    tooltip: {
      trigger: 'item',
      backgroundColor: tokens.card,
      borderColor: tokens.line,
      textStyle: { color: tokens.ink, fontSize: 13 },
      renderMode: 'richText',
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
        const unit = rows[dataIndex]?.unit
        const ends = unit?.intervals.composite
        return unit && ends ? `${unit.name} ${unit.composite}\n${words.interval(ends.low, ends.high)}` : ''
      },
    },
    xAxis: {
      type: 'value',
      min: from,
      max: 100,
      interval: step,
      axisLabel: { color: tokens.secondary, fontSize: 12 },
      splitLine: { lineStyle: { color: tokens.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: units.map(({ name, rank }) => `${rank ?? '–'}  ${name}`),
      axisLabel: { color: tokens.ink, fontSize: 12, interval: 0, width: NAMES, overflow: 'truncate' },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: tokens.line } },
    },
    series: [
      {
        type: 'custom',
        data: rows.map(({ value }) => value),
        encode: { x: [1, 2, 3], y: 0 },
        renderItem: (_params: unknown, api: Drawing) => {
          const row = api.value(0)
          const color = units[row]?.unit === own ? tokens.primary : tokens.paused
          const [x, y] = api.coord([api.value(1), row])
          const [low] = api.coord([api.value(2), row])
          const [high] = api.coord([api.value(3), row])
          const line = (x1: number, y1: number, x2: number, y2: number) => ({
            type: 'line',
            shape: { x1, y1, x2, y2 },
            style: { stroke: color, lineWidth: 1.5 },
          })
          return {
            type: 'group',
            children: [
              line(low, y, high, y),
              line(low, y - 4, low, y + 4),
              line(high, y - 4, high, y + 4),
              { type: 'circle', shape: { cx: x, cy: y, r: 4.5 }, style: { fill: color } },
            ],
          }
        },
      },
    ],
  }
}
