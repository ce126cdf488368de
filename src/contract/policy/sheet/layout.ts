import {
  caseColumns,
  catalogueColumns,
  categoryColumns,
  exclusionColumns,
  groundColumns,
  refusalColumns,
  sectorColumns,
} from '../list-tables.ts'

/** How a CSV table is laid out: its columns, and those that tell its rows apart. */
export interface CsvLayout {
  readonly columns: readonly string[]
  readonly key: readonly string[]
}

export const CSV_LAYOUTS: Readonly<Record<string, CsvLayout>> = {
  'categories.csv': { columns: categoryColumns, key: ['code'] },
  // Accusing rows of one key may name a second body for when the first is the accused itself, so the lead is part of it.
  'catalogue.csv': { columns: catalogueColumns, key: ['category', 'place', 'accusing', 'lead'] },
  'sectors.csv': { columns: sectorColumns, key: ['sector', 'district'] },
  'refusal-grounds.csv': { columns: refusalColumns, key: ['code'] },
  'return-grounds.csv': { columns: groundColumns, key: ['code'] },
  'exclusion-grounds.csv': { columns: exclusionColumns, key: ['code'] },
  'suspension-grounds.csv': { columns: groundColumns, key: ['code'] },
  'cases.csv': { columns: caseColumns, key: ['what'] },
}

/**
 * One part of a YAML table as rows and columns. `map`: a row per key of the map at `path`; `list`: a row per item. Columns are
 * paths inside a row; `grants[any]` is the item with the one key `any` of a list of such; `` is the row's own value.
 */
export interface YamlPart {
  readonly name: string
  readonly path: string
  readonly kind: 'map' | 'list'
  readonly columns: readonly string[]
  /** The columns that tell items of a list apart. */
  readonly key?: readonly string[]
  /** Rows can be added and taken away. */
  readonly growable: boolean
}

/** Whatever these parts leave out of a file is shown as one more part, `values`: a row per entry. */
export const YAML_LAYOUTS: Readonly<Record<string, readonly YamlPart[]>> = {
  'manifest.yaml': [
    {
      name: 'sources',
      path: 'sources',
      kind: 'list',
      columns: ['title', 'title_en', 'reference'],
      key: ['title'],
      growable: true,
    },
    {
      name: 'unsourced',
      path: 'unsourced',
      kind: 'list',
      columns: ['table', 'what', 'what_en'],
      key: ['table', 'what'],
      growable: true,
    },
  ],
  'limits.yaml': [
    {
      name: 'limits',
      path: 'limits',
      kind: 'map',
      columns: [
        'name',
        'name_en',
        'limit',
        'sign.within',
        'sign.auto',
        'contact',
        'return_within',
        'return_review',
        'extension',
        'reply_review',
      ],
      growable: false,
    },
  ],
  'duty-hours.yaml': [
    { name: 'duty_hours', path: 'duty_hours', kind: 'map', columns: ['workdays', 'other_days'], growable: true },
  ],
  'callback.yaml': [
    {
      name: 'script',
      path: 'script',
      kind: 'list',
      columns: ['question', 'question_en', 'why', 'why_en'],
      growable: false,
    },
  ],
  'roles.yaml': [
    {
      name: 'roles',
      path: 'roles',
      kind: 'map',
      columns: ['name', 'name_en', 'grants[any]', 'grants[own]', 'grants[assisting]', 'grants[requester]'],
      growable: true,
    },
  ],
  'scoring.yaml': [
    {
      name: 'profiles',
      path: 'profiles',
      kind: 'list',
      columns: [
        'id',
        'name',
        'name_en',
        'formula',
        'basic_factor',
        'partial_factor',
        'minimum_sample',
        'no_opinion',
        'decimals',
      ],
      key: ['id'],
      growable: true,
    },
    {
      name: 'ranking_classes',
      path: 'ranking_classes',
      kind: 'list',
      columns: [
        'code',
        'name',
        'name_en',
        'rule.by',
        'rule.count',
        'rule.minimum_sample',
        'rule.measure',
        'rule.falls',
        'rule.points',
        'rule.share',
        'not_in',
      ],
      key: ['code'],
      growable: true,
    },
  ],
  'risk-words.yaml': [{ name: 'risk_words', path: 'risk_words', kind: 'map', columns: [''], growable: true }],
}
