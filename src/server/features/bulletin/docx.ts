import {
  AlignmentType,
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { BulletinView } from '../../../contract/http/bulletin.ts'
import type { Language } from '../../../words/say.ts'
import { COLUMNS, type Line, wording } from './wording.ts'

const FONT = { ascii: 'Times New Roman', eastAsia: 'SimSun', hAnsi: 'Times New Roman' }
const RUN_NOTE = 1
const METHOD_NOTE = 2
const FULL = { size: 100, type: WidthType.PERCENTAGE }

/** The bulletin as a document to print and sign; every table's numbers are footnoted to the run and its method. */
export async function bulletinDocx(view: BulletinView, language: Language): Promise<Buffer> {
  const t = wording(language)
  const document = new Document({
    creator: 'Huying',
    title: t('title', { period: view.period }),
    styles: { default: { document: { run: { font: FONT, size: 21 } } } },
    footnotes: {
      [RUN_NOTE]: { children: [new Paragraph(t('note-run', { run: view.run.id, hash: view.run.hash }))] },
      [METHOD_NOTE]: { children: [new Paragraph(t('note-method', { policy: view.policy.id }))] },
    },
    sections: [
      {
        properties: { page: { size: { orientation: PageOrientation.LANDSCAPE } } },
        children: [
          new Paragraph({
            heading: HeadingLevel.TITLE,
            alignment: AlignmentType.CENTER,
            children: [new TextRun(t('title', { period: view.period })), new FootnoteReferenceRun(RUN_NOTE)],
          }),
          new Paragraph(t('span', { first: view.firstDay, last: view.lastDay, policy: view.policy.name })),
          new Paragraph(t('funnel', { ...view.funnel })),
          ...view.classes.flatMap((one) => classOf(one, language)),
          ...exclusionsOf(view, language),
          ...(view.cases === null
            ? []
            : [heading(t('cases')), ...view.cases.split('\n').map((line) => new Paragraph(line))]),
          heading(t('method')),
          ...view.classes.map(
            ({ name, formula, minimumSample }) =>
              new Paragraph(t('method-class', { class: name, formula, minimumSample })),
          ),
          new Paragraph(t('method-text')),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

type Class = BulletinView['classes'][number]

function classOf(one: Class, language: Language): (Paragraph | Table)[] {
  const t = wording(language)
  const marked = one.lines.filter(({ classes }) => classes.length > 0)
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      children: [
        new TextRun(t('class', { class: one.name, ranked: one.ranked })),
        new FootnoteReferenceRun(METHOD_NOTE),
      ],
    }),
    table(
      COLUMNS.map(({ code }) => t(`column-${code}`)),
      one.lines.map((line) => COLUMNS.map(({ of }) => of(line))),
      COLUMNS.map(({ number }) => number),
    ),
    ...marked.map(
      (line) => new Paragraph({ text: t('named', { unit: line.name, why: whyOf(line) }), bullet: { level: 0 } }),
    ),
  ]
}

function whyOf({ classes }: Line): string {
  return classes.map(({ name, why }) => `${name}：${why}`).join(' ')
}

function exclusionsOf({ exclusions }: BulletinView, language: Language): (Paragraph | Table)[] {
  const t = wording(language)
  const rows = [...exclusions.grounds, ...exclusions.suspended].map(({ name, before, after }) => [
    name,
    String(before),
    String(after),
  ])
  rows.push([t('withdrawn'), String(exclusions.withdrawn), ''])
  return [
    heading(t('exclusions')),
    table([t('column-ground'), t('column-before'), t('column-after')], rows, [false, true, true]),
  ]
}

function heading(text: string): Paragraph {
  return new Paragraph({ text, heading: HeadingLevel.HEADING_1 })
}

function table(head: readonly string[], rows: readonly (readonly string[])[], numbers: readonly boolean[]): Table {
  const cell = (text: string, index: number, bold: boolean) =>
    new TableCell({
      children: [
        new Paragraph({
          alignment: numbers[index] ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: [new TextRun({ text, bold })],
        }),
      ],
    })
  return new Table({
    width: FULL,
    rows: [
      new TableRow({ tableHeader: true, children: head.map((text, index) => cell(text, index, true)) }),
      ...rows.map((row) => new TableRow({ children: row.map((text, index) => cell(text, index, false)) })),
    ],
  })
}
