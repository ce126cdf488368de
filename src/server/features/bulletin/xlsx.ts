import writeXlsxFile from 'write-excel-file/node'
import type { BulletinView } from '../../../contract/http/bulletin.ts'
import type { Language } from '../../../words/say.ts'
import { COLUMNS, wording } from './wording.ts'

type Cell = {
  readonly value: string | number
  readonly type: StringConstructor | NumberConstructor
  readonly fontWeight?: 'bold'
}
/** A sheet's name may not hold these, nor be longer than 31 characters. */
const UNFIT = /[\\/?*[\]:]/g

/** The bulletin as a workbook: a sheet per class, exclusions and the method; numbers are numbers. */
export async function bulletinXlsx(view: BulletinView, language: Language): Promise<Buffer> {
  const t = wording(language)
  const sheets = [
    ...view.classes.map((one) => ({
      name: one.name,
      rows: [
        COLUMNS.map(({ code }) => bold(t(`column-${code}`))),
        ...one.lines.map((line) => COLUMNS.map(({ of, number }) => cell(of(line), number))),
      ],
      widths: COLUMNS.map(({ code }) => (code === 'unit' ? 24 : code === 'classes' ? 20 : 12)),
    })),
    {
      name: t('exclusions-sheet'),
      rows: [
        [bold(t('column-ground')), bold(t('column-before')), bold(t('column-after'))],
        ...[...view.exclusions.grounds, ...view.exclusions.suspended].map(({ name, before, after }) => [
          cell(name, false),
          cell(String(before), true),
          cell(String(after), true),
        ]),
        [cell(t('withdrawn'), false), cell(String(view.exclusions.withdrawn), true), cell('', false)],
      ],
      widths: [36, 14, 14],
    },
    {
      name: t('method'),
      rows: [
        t('title', { period: view.period }),
        t('span', { first: view.firstDay, last: view.lastDay, policy: view.policy.name }),
        t('note-run', { run: view.run.id, hash: view.run.hash }),
        t('note-method', { policy: view.policy.id }),
        ...view.classes.map(({ name, formula, minimumSample }) =>
          t('method-class', { class: name, formula, minimumSample }),
        ),
        t('method-text'),
      ].map((line) => [cell(line, false)]),
      widths: [120],
    },
  ]
  return writeXlsxFile(
    sheets.map(({ name, rows, widths }) => ({
      sheet: name.replace(UNFIT, ' ').slice(0, 31),
      data: rows.map((row) => [...row]),
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: 1,
    })),
  ).toBuffer()
}

function bold(value: string): Cell {
  return { value, type: String, fontWeight: 'bold' }
}

/** A figure that is missing (`—`) or no number stays text. */
function cell(text: string, number: boolean): Cell {
  const value = Number(text)
  return number && text.trim() !== '' && Number.isFinite(value)
    ? { value, type: Number }
    : { value: text, type: String }
}
