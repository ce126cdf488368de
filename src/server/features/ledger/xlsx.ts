import writeXlsxFile from 'write-excel-file/node'
import type { TicketListItem } from '../../../contract/http/ticket.ts'
import type { Language } from '../../../words/say.ts'
import { say } from '../../../words/say.ts'

interface Cell {
  readonly value: string | number
  readonly type: StringConstructor | NumberConstructor
  readonly fontWeight?: 'bold'
  readonly textColor?: string
}

interface LedgerSheet {
  readonly items: readonly TicketListItem[]
  /** Who took it, when and by which filters: stands on the sheet itself. */
  readonly watermark: string
  /** On the city's wall clock. */
  readonly wall: (at: string) => string
}

const COLUMNS = [
  ['row', 6],
  ['number', 26],
  ['title', 44],
  ['category', 22],
  ['limit', 10],
  ['state', 14],
  ['unit', 20],
  ['subdistrict', 16],
  ['community', 22],
  ['assignee', 12],
  ['marks', 24],
  ['registered', 18],
  ['due', 18],
] as const

/** 台账: what the list shows and not a word more: no name, no phone, no address (P29). */
export function ledgerXlsx({ items, watermark, wall }: LedgerSheet, language: Language): Promise<Buffer> {
  const term = (prefix: string, code: string) => say(language, `${prefix}.${code}`)
  const rows = items.map((item, index): Cell[] => [
    { value: index + 1, type: Number },
    ...[
      item.number,
      item.title ?? '',
      item.category?.name ?? '',
      term('limit', item.limit),
      item.late ? `${term('phase', item.phase)} · ${say(language, 'ledger.late')}` : term('phase', item.phase),
      item.responsible.name,
      item.subdistrict?.name ?? '',
      item.community?.name ?? '',
      item.assignee?.name ?? '',
      item.marks.map((mark) => term('mark', mark)).join('、'),
      wall(item.registeredAt),
      item.dueAt === null ? '' : wall(item.dueAt),
    ].map((value) => ({ value: harmless(value), type: String })),
  ])
  const heads = COLUMNS.map(
    ([code]): Cell => ({ value: say(language, `ledger.${code}`), type: String, fontWeight: 'bold' }),
  )
  const mark: Cell = { value: harmless(watermark), type: String, textColor: '#6B7280' }
  const data: Cell[][] = [[mark], heads, ...rows]
  return writeXlsxFile([
    {
      sheet: say(language, 'ledger.sheet'),
      data,
      columns: COLUMNS.map(([, width]) => ({ width })),
      stickyRowsCount: 2,
    },
  ]).toBuffer()
}

const DANGEROUS = /^[=+\-@\t\r]/

/** People's words may begin like a formula; a sheet that is saved on as CSV would run it. */
function harmless(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text
}
