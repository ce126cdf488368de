import type { Tokens } from '../../app/tokens.ts'

export interface SlopeLine {
  readonly name: string
  /** By column; null where the unit is not ranked. `from` and `to`: the ranks that chance alone could have given. */
  readonly ranks: readonly ({ readonly rank: number; readonly from?: number; readonly to?: number } | null)[]
  /** The line the reader looks for: in the office's colour, and the only one whose range is drawn. */
  readonly own?: boolean
}

interface Drawing {
  value(index: number): number
  coord(point: [number, number]): [number, number]
}

/** Rank 1 at the top. A line is green where it ends higher than it began, red where lower; the own one is the office's. */
export function slopeOption(labels: readonly string[], lines: readonly SlopeLine[], tokens: Tokens) {
  const text = { color: tokens.ink, fontSize: 12 }
  const last = labels.length - 1
  const side = Math.max(140, ...lines.map(({ name }) => widthOf(name)))
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit' },
    grid: { left: side, right: side, top: 28, bottom: 12 },
    xAxis: { type: 'category', data: labels, position: 'top', axisLabel: text, boundaryGap: false },
    yAxis: { type: 'value', inverse: true, min: 1, minInterval: 1, show: false, scale: true },
    series: [
      ...lines.filter(({ own }) => own).map((line) => rangeSeries(line, tokens)),
      ...lines.map((line) => {
        const color = colourOf(line, tokens)
        return {
          type: 'line',
          connectNulls: true,
          symbolSize: line.own ? 8 : 6,
          z: line.own ? 4 : 2,
          lineStyle: { color, width: line.own ? 2.5 : 1.5 },
          itemStyle: { color },
          data: line.ranks.map((one, column) => pointOf(one?.rank ?? null, column, last, line.name, text)),
        }
      }),
    ],
  }
}

/** Pixels that a name takes beside its rank, about: a Chinese character is twice as wide as a Latin letter. */
function widthOf(name: string): number {
  const letters = [...name].reduce((sum, one) => sum + (one > '\u2e80' ? 12 : 6.6), 0)
  return Math.ceil(letters) + 36
}

function pointOf(rank: number | null, column: number, last: number, name: string, text: object) {
  if (rank === null) return { value: null }
  if (column !== 0 && column !== last) return { value: rank }
  const label =
    column === 0
      ? { show: true, position: 'left', formatter: `${name} ${rank}`, ...text }
      : { show: true, position: 'right', formatter: `${rank} ${name}`, ...text }
  return { value: rank, label }
}

function colourOf({ ranks, own }: SlopeLine, tokens: Tokens): string {
  if (own) return tokens.primary
  const known = ranks.filter((one) => one !== null)
  const moved = (known.at(-1)?.rank ?? 0) - (known[0]?.rank ?? 0)
  return moved < 0 ? tokens.fine : moved > 0 ? tokens.late : tokens.secondary
}

function rangeSeries({ ranks }: SlopeLine, tokens: Tokens) {
  return {
    type: 'custom',
    z: 3,
    data: ranks.flatMap((one, column) =>
      one?.from === undefined || one.to === undefined ? [] : [[column, one.from, one.to]],
    ),
    encode: { x: 0, y: [1, 2] },
    renderItem: (_params: unknown, api: Drawing) => {
      const [x, top] = api.coord([api.value(0), api.value(1)])
      const [, bottom] = api.coord([api.value(0), api.value(2)])
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line',
        shape: { x1, y1, x2, y2 },
        style: { stroke: tokens.primary, lineWidth: 1.5 },
      })
      return {
        type: 'group',
        children: [line(x, top, x, bottom), line(x - 4, top, x + 4, top), line(x - 4, bottom, x + 4, bottom)],
      }
    },
  }
}
