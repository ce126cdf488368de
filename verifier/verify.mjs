#!/usr/bin/env node
/**
 * Checks an assessment bundle of Huying 呼应 and computes every figure in it again.
 *
 *   node verify.mjs DIR [--key sha256:…]
 *
 * Needs Node (20.19 or later) and nothing else. Written from docs/reference/bundle-format.md alone: it shares no code with the
 * program that makes bundles, so that the two can only agree by both being right.
 *
 * Exit codes: 0 all agrees, 1 something differs, 2 it was called wrongly, 3 the folder cannot be read.
 */
import { createHash, createPublicKey, hash, verify as verifySignature } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const FORMAT = 'huying-assessment-bundle/1'
const RUN_FORMAT = 'huying-assessment-run/1'

/** What a bundle consists of; nothing may be missing and nothing may be added. */
const FILES = [
  'README.md',
  'calendar.json',
  'frame.json',
  'grounds.json',
  'lines.jsonl',
  'previous.jsonl',
  'run.json',
  'seals.jsonl',
  'set-aside.jsonl',
  'sums.jsonl',
]
const SIGNED_APART = ['manifest.json', 'signature.json']

const LONGEST_LINE = 64 * 1024 * 1024
const LARGEST_DOCUMENT = 64 * 1024 * 1024
const LARGEST_MANIFEST = 1024 * 1024
const DEEPEST_JSON = 64
const MOST_CELLS = 500_000
const MOST_FAULTS = 20

// ---------------------------------------------------------------------------------------------------------------------
// Faults

/** Something in the bundle differs. `where` names the file, the unit, the number or the line. */
class Fault extends Error {
  constructor(where, zh, en) {
    super(`${where}: ${en}`)
    this.where = where
    this.zh = zh
    this.en = en
  }
}

class Faults {
  constructor() {
    this.list = []
    this.count = 0
  }

  add(where, zh, en) {
    this.count += 1
    if (this.list.length < MOST_FAULTS) this.list.push(new Fault(where, zh, en))
  }

  /** Runs a part of the check; a fault ends this part and no other. */
  async part(work) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      this.add(error.where, error.zh, error.en)
      return null
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Canonical JSON (RFC 8785) and shapes

const LONE_SURROGATE = /\p{Surrogate}/u

/** The one text of a JSON value; null when there is none (a lone surrogate, an infinite number, nested too deeply). */
function canonical(value, depth = 0) {
  if (depth > DEEPEST_JSON) return null
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null
  if (typeof value === 'string') return LONE_SURROGATE.test(value) ? null : JSON.stringify(value)
  if (Array.isArray(value)) {
    const items = []
    for (const item of value) {
      const text = canonical(item, depth + 1)
      if (text === null) return null
      items.push(text)
    }
    return `[${items.join(',')}]`
  }
  const members = []
  for (const key of Object.keys(value).sort()) {
    const name = canonical(key)
    const text = canonical(value[key], depth + 1)
    if (name === null || text === null) return null
    members.push(`${name}:${text}`)
  }
  return `{${members.join(',')}}`
}

/** Reads JSON that must be in its canonical form. */
function readCanonical(text, where) {
  let value
  try {
    value = JSON.parse(text)
  } catch {
    throw new Fault(where, '不是 JSON', 'is not JSON')
  }
  if (canonical(value) !== text) {
    throw new Fault(where, '不是规范形式的 JSON（RFC 8785）', 'is not canonical JSON (RFC 8785)')
  }
  return value
}

// A shape is a function from a value to true or false.
const isText = (value) => typeof value === 'string' && value.length <= 20_000
const isCount = (value) => Number.isSafeInteger(value) && value >= 0
const isBoolean = (value) => typeof value === 'boolean'
const matches = (pattern) => (value) => typeof value === 'string' && value.length <= 200 && pattern.test(value)
const isHash = matches(/^[0-9a-f]{64}$/)
const isDay = matches(/^\d{4}-\d\d-\d\d$/)
const isPeriod = matches(/^\d{4}-(?:0[1-9]|1[0-2])$/)
const isDecimal = matches(/^-?\d{1,30}(?:\.\d{1,30})?$/)
/** Exact figures: a decimal, or lowest terms. */
const isExact = matches(/^(?:-?\d{1,100}(?:\.\d{1,100})?|-?\d{1,100}\/[1-9]\d{0,99})$/)
const isFingerprint = matches(/^sha256:[0-9a-f]{64}$/)
const isAny = (value) => value !== undefined
const oneOf =
  (...values) =>
  (value) =>
    values.includes(value)
const orNull = (shape) => (value) => value === null || shape(value)
const listOf = (shape) => (value) => Array.isArray(value) && value.every(shape)
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const mapOf = (shape) => (value) => isObject(value) && Object.keys(value).every((key) => shape(value[key]))

/** An object with exactly these members; those whose name ends in `?` may be missing. */
function has(shapes) {
  const names = Object.keys(shapes).map((name) => name.replace(/\?$/, ''))
  return (value) =>
    isObject(value) &&
    Object.keys(value).every((key) => names.includes(key)) &&
    Object.entries(shapes).every(([name, shape]) => {
      const key = name.replace(/\?$/, '')
      return Object.hasOwn(value, key) ? shape(value[key]) : name.endsWith('?')
    })
}

/** At least these members; later versions of the program may say more. */
function hasAtLeast(shapes) {
  return (value) =>
    isObject(value) && Object.entries(shapes).every(([key, shape]) => Object.hasOwn(value, key) && shape(value[key]))
}

function must(shape, value, where) {
  if (!shape(value)) throw new Fault(where, '内容不合格式', 'does not have the form that the format asks for')
  return value
}

// ---------------------------------------------------------------------------------------------------------------------
// Files

/** The bundle's folder; reads are streamed and hashed, so that memory does not grow with the bundle. */
class Folder {
  constructor(path) {
    this.path = path
  }

  /** Names of what is inside. @throws when there is no such folder: that is no fault of the bundle. */
  async names() {
    return (await readdir(this.path)).sort()
  }

  async open(name) {
    const path = join(this.path, name)
    const kind = await lstat(path).catch(() => null)
    if (kind === null) throw new Fault(name, '缺少这个文件', 'is missing')
    if (kind.isSymbolicLink()) throw new Fault(name, '是链接，不是文件', 'is a link, not a file')
    if (!kind.isFile()) throw new Fault(name, '不是文件', 'is not a file')
    return { handle: await open(path, 'r'), size: kind.size }
  }

  /** A small file at once. */
  async read(name, largest) {
    const { handle, size } = await this.open(name)
    try {
      if (size > largest) throw new Fault(name, '文件太大', 'is too large')
      return await handle.readFile()
    } finally {
      await handle.close()
    }
  }

  /**
   * Calls `each(bytes, number)` for every line, without its LF, and compares size and SHA-256 with the manifest's entry.
   * `each` may be null: then only the bytes are compared.
   */
  async lines(name, entry, each) {
    const { handle, size } = await this.open(name)
    try {
      if (size !== entry.bytes) {
        throw new Fault(name, `长度是 ${size} 字节，目录写的是 ${entry.bytes}`, `has ${size} bytes, not ${entry.bytes}`)
      }
      const digest = createHash('sha256')
      const chunk = Buffer.allocUnsafe(1 << 20)
      let rest = Buffer.alloc(0)
      let number = 0
      for (;;) {
        const { bytesRead } = await handle.read(chunk, 0, chunk.length, null)
        if (bytesRead === 0) break
        const part = chunk.subarray(0, bytesRead)
        digest.update(part)
        if (each === null) continue
        const data = rest.length === 0 ? part : Buffer.concat([rest, part])
        let from = 0
        for (let end = data.indexOf(10, from); end >= 0; end = data.indexOf(10, from)) {
          number += 1
          each(data.subarray(from, end), number)
          from = end + 1
        }
        rest = Buffer.from(data.subarray(from))
        if (rest.length > LONGEST_LINE) throw new Fault(`${name} ${number + 1}`, '这一行太长', 'this line is too long')
      }
      if (each !== null && rest.length > 0) {
        throw new Fault(name, '最后一行没有换行', 'does not end with a line feed')
      }
      return digest.digest('hex')
    } finally {
      await handle.close()
    }
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function textOf(bytes, where) {
  try {
    return UTF8.decode(bytes)
  } catch {
    throw new Fault(where, '不是 UTF-8 文字', 'is not UTF-8')
  }
}

function sha256(bytes) {
  return hash('sha256', bytes, 'hex')
}

/** The root over leaves that come one by one (RFC 9162 §2.1): a node without a right neighbour moves up unchanged. */
class MerkleRoot {
  constructor() {
    this.stack = []
    this.size = 0
    this.leaf = Buffer.alloc(4096)
    this.pair = Buffer.alloc(65, 1)
  }

  add(bytes) {
    if (bytes.length + 1 > this.leaf.length) this.leaf = Buffer.alloc(bytes.length * 2)
    bytes.copy(this.leaf, 1)
    this.size += 1
    let node = hash('sha256', this.leaf.subarray(0, bytes.length + 1), 'buffer')
    let height = 0
    while (this.stack.length > 0 && this.stack[this.stack.length - 1].height === height) {
      node = this.inner(this.stack.pop().node, node)
      height += 1
    }
    this.stack.push({ height, node })
  }

  inner(left, right) {
    left.copy(this.pair, 1)
    right.copy(this.pair, 33)
    return hash('sha256', this.pair, 'buffer')
  }

  root() {
    if (this.stack.length === 0) return sha256('')
    let root = this.stack[this.stack.length - 1].node
    for (let i = this.stack.length - 2; i >= 0; i--) root = this.inner(this.stack[i].node, root)
    return root.toString('hex')
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Exact numbers: fractions of big integers in lowest terms, the denominator above 0

function fraction(n, d = 1n) {
  let a = n < 0n ? -n : n
  let b = d < 0n ? -d : d
  while (b !== 0n) [a, b] = [b, a % b]
  return d < 0n ? { n: -n / a, d: -d / a } : { n: n / a, d: d / a }
}

const ZERO = fraction(0n)
const ONE = fraction(1n)
const HUNDRED = fraction(100n)
const whole = (count) => fraction(BigInt(count))
const plus = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d)
const minus = (a, b) => fraction(a.n * b.d - b.n * a.d, a.d * b.d)
const times = (a, b) => fraction(a.n * b.n, a.d * b.d)
const over = (a, b) => fraction(a.n * b.d, a.d * b.n)
const order = (a, b) => {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
const isNothing = (a) => a.n === 0n

/** `183.5` or `1/3`; the caller has looked at the form. */
function exact(text) {
  if (text.includes('/')) {
    const [n, d] = text.split('/')
    return fraction(BigInt(n), BigInt(d))
  }
  const [before, after = ''] = text.split('.')
  return fraction(BigInt(before + after), 10n ** BigInt(after.length))
}

/** With so many decimals, a half away from zero. */
function rounded(a, places) {
  const size = a.n < 0n ? -a.n : a.n
  const scaled = (size * 10n ** BigInt(places) * 2n + a.d) / (a.d * 2n)
  const digits = scaled.toString().padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return a.n < 0n && scaled > 0n ? `-${text}` : text
}

/** A finite decimal where there is one, else lowest terms. */
function exactText(a) {
  let rest = a.d
  let twos = 0
  let fives = 0
  while (rest % 2n === 0n) {
    rest /= 2n
    twos += 1
  }
  while (rest % 5n === 0n) {
    rest /= 5n
    fives += 1
  }
  return rest === 1n ? rounded(a, Math.max(twos, fives)) : `${a.n}/${a.d}`
}

// ---------------------------------------------------------------------------------------------------------------------
// Formulas: the subset of FEEL that the format describes. Values are fractions, null for "no sample", or truth values.

class FormulaFault extends Error {}

const LONGEST_FORMULA = 4_000
const DEEPEST_FORMULA = 100
const TOKEN =
  /[ \t\r\n\u3000]+|\/\/|\/\*|\*\*|(?<number>[0-9]+(?:\.[0-9]+)?)|(?<word>[A-Za-z\p{Script=Han}][A-Za-z0-9\p{Script=Han}]*)|(?<sign><=|>=|!=|[-+*/=<>(),%−×÷（），％])/uy
const SAME_SIGN = { '−': '-', '×': '*', '÷': '/', '（': '(', '）': ')', '，': ',', '％': '%' }
const KEYWORDS = ['if', 'then', 'else', 'and', 'or', 'min', 'max']
const FOREIGN = 'for in return some every satisfies between instance of function external not true false null'.split(
  ' ',
)
const COMPARISONS = {
  '=': (side) => side === 0,
  '!=': (side) => side !== 0,
  '<': (side) => side < 0,
  '<=': (side) => side <= 0,
  '>': (side) => side > 0,
  '>=': (side) => side >= 0,
}

function tokensOf(text) {
  if (text.length > LONGEST_FORMULA) throw new FormulaFault('too long')
  const tokens = []
  let at = 0
  while (at < text.length) {
    TOKEN.lastIndex = at
    const found = TOKEN.exec(text)
    const previous = tokens.length > 0 && tokens[tokens.length - 1].end === at ? tokens[tokens.length - 1] : null
    if (found === null) throw new FormulaFault(`unknown character at ${at + 1}`)
    const { number, word, sign } = found.groups
    if (found[0] === '//' || found[0] === '/*' || found[0] === '**') {
      throw new FormulaFault(`${found[0]} is not allowed, at ${at + 1}`)
    }
    at += found[0].length
    if (number !== undefined) tokens.push({ kind: 'number', text: number, end: at })
    else if (word !== undefined) {
      if (FOREIGN.includes(word)) throw new FormulaFault(`${word} is not allowed`)
      tokens.push({ kind: KEYWORDS.includes(word) ? word : 'name', text: word, end: at })
    } else if (sign !== undefined) tokens.push({ kind: SAME_SIGN[sign] ?? sign, text: sign, end: at })
    else if (previous !== null) previous.spaced = true
  }
  tokens.push({ kind: 'end', text: '', end: at })
  return tokens
}

/**
 * Computes a formula as it is read, without a tree. A branch that is not chosen is read and not computed (`live` is false):
 * division by zero in it is no fault, an unknown name is.
 */
class Formula {
  constructor(text, values) {
    this.tokens = tokensOf(text)
    this.values = values
    this.at = 0
    this.depth = 0
  }

  value() {
    const result = this.number(() => this.expression(true))
    if (this.kind() !== 'end') this.refuse()
    return result
  }

  kind() {
    return this.tokens[this.at].kind
  }

  refuse() {
    throw new FormulaFault(
      this.kind() === 'end' ? 'ends too early' : `"${this.tokens[this.at].text}" does not belong here`,
    )
  }

  take(kind) {
    if (this.kind() !== kind) this.refuse()
    this.at += 1
  }

  deeper(read) {
    this.depth += 1
    if (this.depth > DEEPEST_FORMULA) throw new FormulaFault('nested too deeply')
    const result = read()
    this.depth -= 1
    return result
  }

  /** Results are `{number}` or `{truth}`. */
  number(read) {
    const result = read()
    if (!Object.hasOwn(result, 'number')) throw new FormulaFault('a number belongs here, not a condition')
    return result.number
  }

  truth(read) {
    const result = read()
    if (!Object.hasOwn(result, 'truth')) throw new FormulaFault('a condition belongs here, not a number')
    return result.truth
  }

  expression(live) {
    if (this.kind() !== 'if') return this.either(live)
    return this.deeper(() => {
      this.take('if')
      const when = this.truth(() => this.expression(live))
      this.take('then')
      const chosen = this.number(() => this.expression(live && when === true))
      this.take('else')
      const otherwise = this.number(() => this.expression(live && when === false))
      return { number: when === null ? null : when ? chosen : otherwise }
    })
  }

  either(live) {
    return this.logical('or', live, (alive) => this.logical('and', alive, (still) => this.comparison(still)))
  }

  logical(kind, live, part) {
    const first = part(live)
    if (this.kind() !== kind) return first
    const decisive = kind === 'or'
    let truth = this.truth(() => first)
    while (this.kind() === kind) {
      this.at += 1
      const value = this.truth(() => part(live && truth !== decisive))
      if (truth === decisive) continue
      if (value === decisive) truth = decisive
      else if (value === null) truth = null
    }
    return { truth }
  }

  comparison(live) {
    const left = this.sum(live)
    const holds = Object.hasOwn(COMPARISONS, this.kind()) ? COMPARISONS[this.kind()] : null
    if (holds === null) return left
    this.at += 1
    const a = this.number(() => left)
    const b = this.number(() => this.sum(live))
    return { truth: a === null || b === null ? null : holds(order(a, b)) }
  }

  sum(live) {
    return this.chain({ '+': plus, '-': minus }, live, () => this.product(live))
  }

  product(live) {
    return this.chain({ '*': times, '/': over }, live, () => this.unary(live))
  }

  chain(signs, live, part) {
    const first = part()
    if (!Object.hasOwn(signs, this.kind())) return first
    let value = this.number(() => first)
    while (Object.hasOwn(signs, this.kind())) {
      const sign = this.kind()
      this.at += 1
      const right = this.number(part)
      if (value === null || right === null) value = null
      else if (sign === '/' && isNothing(right)) {
        if (live) throw new FormulaFault('division by zero')
        value = null
      } else value = signs[sign](value, right)
    }
    return { number: value }
  }

  unary(live) {
    if (this.kind() !== '-') return this.primary(live)
    this.at += 1
    return this.deeper(() => {
      const value = this.number(() => this.unary(live))
      return { number: value === null ? null : fraction(-value.n, value.d) }
    })
  }

  primary(live) {
    const token = this.tokens[this.at]
    if (token.kind === 'number') {
      this.at += 1
      const value = exact(token.text)
      if (this.kind() !== '%') return { number: value }
      this.at += 1
      return { number: over(value, HUNDRED) }
    }
    if (token.kind === 'name') {
      this.at += 1
      if (this.kind() === '(') throw new FormulaFault(`there is no function ${token.text}`)
      if (!Object.hasOwn(this.values, token.text)) throw new FormulaFault(`there is no metric ${token.text}`)
      return { number: this.values[token.text] }
    }
    if (token.kind === 'min' || token.kind === 'max') {
      this.at += 1
      return this.bracketed(() => this.extreme(token.kind === 'min' ? -1 : 1, live))
    }
    return this.bracketed(() => this.expression(live))
  }

  extreme(side, live) {
    let best = this.number(() => this.expression(live))
    while (this.kind() === ',') {
      this.at += 1
      const value = this.number(() => this.expression(live))
      if (best === null || value === null) best = null
      else if (order(value, best) === side) best = value
    }
    return { number: best }
  }

  bracketed(inside) {
    this.take('(')
    const result = this.deeper(inside)
    this.take(')')
    return result
  }
}

/** The value of a formula: a fraction, or null without a sample. @throws when it is no formula, or divides by zero. */
export function evaluateFormula(text, values) {
  return new Formula(text, values).value()
}

// ---------------------------------------------------------------------------------------------------------------------
// What the files hold

const isSpan = has({ firstDay: isDay, lastDay: isDay })
const isSmall = (value) => isCount(value) && value <= 1_000_000
const isFactor = (value) => isDecimal(value) && /^(?:0(?:\.\d+)?|1(?:\.0+)?)$/.test(value)
const isProfile = has({
  id: isText,
  name: isText,
  formula: isText,
  basicFactor: isFactor,
  partialFactor: isFactor,
  minimumSample: isSmall,
  noOpinion: oneOf('counts-in-sample', 'leaves-satisfaction'),
  decimals: (value) => isCount(value) && value <= 12,
})

const RULES = {
  top: has({ by: isText, count: isSmall, minimumSample: isSmall }),
  rise: has({ by: isText, count: isSmall, measure: oneOf('rank', 'score') }),
  bottom: has({ by: isText, count: isSmall, falls: (value) => isCount(value) && value <= 24, points: isNumber }),
  volume: has({ by: isText, share: isNumber, measure: oneOf('dispatches', 'per-10000-residents') }),
}

function isNumber(value) {
  return typeof value === 'number' && isDecimal(String(value)) && value >= 0
}

const isRule = (value) => isObject(value) && Object.hasOwn(RULES, value.by) && RULES[value.by](value)
const EXTRAS = {
  'requests-per-10000': ['万人诉求比', 'requestsPer10000'],
  'repeat-rate': ['重复诉求率', 'repeatRate'],
  'return-rate': ['退单率', 'returnRate'],
  'overdue-rate': ['超期率', 'overdueRate'],
}

const isBands = (value) =>
  has({ by: oneOf('thirds') })(value) || has({ by: oneOf('volume'), middle: isSmall, high: isSmall })(value)

const isFrame = has({
  period: isPeriod,
  span: isSpan,
  attribution: oneOf('callback', 'dispatch'),
  policy: isText,
  classes: listOf(has({ class: isText, profile: isProfile, units: listOf(has({ code: isText, name: isText })) })),
  judging: mapOf(mapOf(isProfile)),
  rankingClasses: listOf(has({ code: isText, name: isText, nameEn: isText, rule: isRule, notIn: listOf(isText) })),
  rule: has({
    attribution: oneOf('callback', 'dispatch'),
    peerBands: isBands,
    extras: listOf(oneOf(...Object.keys(EXTRAS))),
    residents: mapOf(isCount),
  }),
})

const STANDINGS = [
  'counted',
  'no-callback',
  'unreachable',
  'excluded',
  'suspended',
  'anonymous',
  'own-entry',
  'withdrawn',
  'elsewhere',
  'open',
]
/** Standings in which punctuality counts. */
const TIMED = ['counted', 'no-callback', 'unreachable', 'open']

const SOLVED = [null, 'yes', 'partly', 'no']
const SATISFIED = [null, 'satisfied', 'basically', 'dissatisfied', 'no-opinion']
const isAnswers = (value) =>
  value === null ||
  value === 'withheld' ||
  (Array.isArray(value) &&
    value.length === 3 &&
    orNull(isBoolean)(value[0]) &&
    SOLVED.includes(value[1]) &&
    SATISFIED.includes(value[2]))

const isShare = (value) =>
  isExact(value) && value.length <= 40 && !value.startsWith('-') && order(exact(value), ONE) <= 0

const isLine = has({
  id: matches(/^[0-9a-f]{32}$/),
  link: matches(/^[A-Za-z0-9_-]{43}$/),
  unit: orNull(isText),
  role: oneOf('lead', 'assisting', 'shared'),
  share: isShare,
  dispatches: (value) => isCount(value) && value <= 1_000_000,
  standing: oneOf(...STANDINGS),
  ground: orNull(isText),
  afterScore: isBoolean,
  judgedUnder: orNull(isText),
  onTime: orNull(isBoolean),
  returned: isBoolean,
  repeated: isBoolean,
  answers: isAnswers,
})

const SUM_PARTS = [
  'contacted',
  'solved',
  'partly',
  'satisfied',
  'basic',
  'dissatisfied',
  'noOpinion',
  'weighedSolved',
  'weighedSatisfied',
  'opinions',
]
const isSum = has({
  unit: isText,
  lines: isCount,
  ...Object.fromEntries(SUM_PARTS.map((part) => [part, isExact])),
})

const isMark = hasAtLeast({ class: isText, code: isText, facts: isObject })
const isRun = hasAtLeast({
  format: oneOf(RUN_FORMAT),
  period: isPeriod,
  span: isSpan,
  policy: isText,
  units: listOf(
    hasAtLeast({
      unit: isText,
      composite: orNull(isDecimal),
      rank: orNull(isCount),
      classes: listOf(isMark),
    }),
  ),
})

const isManifest = has({
  format: oneOf(FORMAT),
  period: isPeriod,
  firstDay: isDay,
  lastDay: isDay,
  status: oneOf('draft', 'frozen'),
  smallestGroup: (value) => isSmall(value) && value >= 1,
  lines: isCount,
  root: isHash,
  seal: orNull(has({ number: isCount, hash: isHash })),
  files: listOf(has({ name: isText, bytes: isCount, sha256: isHash })),
})

// ---------------------------------------------------------------------------------------------------------------------
// Signature, files, seals

function readKey(text, where) {
  const bytes = Buffer.from(text, 'base64url')
  let key = null
  try {
    key = createPublicKey({ key: bytes, type: 'spki', format: 'der' })
  } catch {
    // Falls through: not a key at all.
  }
  if (key === null || key.asymmetricKeyType !== 'ed25519' || bytes.toString('base64url') !== text) {
    throw new Fault(where, '不是 Ed25519 公钥', 'holds no Ed25519 public key')
  }
  return { key, fingerprint: `sha256:${sha256(bytes)}` }
}

function isSignedBy(signature, bytes, key) {
  const raw = Buffer.from(signature, 'base64url')
  return raw.toString('base64url') === signature && verifySignature(null, bytes, key, raw)
}

/** Text of a file that holds one JSON document and a line feed. */
function documentOf(bytes, where) {
  const text = textOf(bytes, where)
  if (!text.endsWith('\n')) throw new Fault(where, '最后没有换行', 'does not end with a line feed')
  return readCanonical(text.slice(0, -1), where)
}

async function readManifest(folder, names, faults) {
  const listed = [...FILES, ...SIGNED_APART]
  for (const name of names)
    if (!listed.includes(name)) faults.add(name, '不属于核算包', 'does not belong to the bundle')
  const bytes = await folder.read('manifest.json', LARGEST_MANIFEST)
  const signed = await faults.part(async () => {
    const where = 'signature.json'
    const document = documentOf(await folder.read(where, LARGEST_MANIFEST), where)
    must(has({ fingerprint: isFingerprint, publicKey: isText, signature: isText }), document, where)
    const { key, fingerprint } = readKey(document.publicKey, where)
    if (fingerprint !== document.fingerprint) {
      throw new Fault(where, `指纹应为 ${fingerprint}`, `should give the fingerprint ${fingerprint}`)
    }
    if (!isSignedBy(document.signature, bytes, key)) {
      throw new Fault(
        'manifest.json',
        '签名不符：目录在签名后被改过',
        'its signature is wrong: it was changed after it was signed',
      )
    }
    return fingerprint
  })
  const manifest = must(isManifest, documentOf(bytes, 'manifest.json'), 'manifest.json')
  const given = manifest.files.map(({ name }) => name)
  if (canonical(given) !== canonical(FILES)) {
    throw new Fault('manifest.json', `应列出 ${FILES.join('、')}`, `should list ${FILES.join(', ')}`)
  }
  return { manifest, signer: signed }
}

/** Every file but the lines: their bytes are those of the manifest, and their text. */
async function readDocument(folder, entry) {
  const bytes = await folder.read(entry.name, LARGEST_DOCUMENT)
  sameBytes(entry, bytes.length, sha256(bytes))
  return bytes
}

function sameBytes({ name, bytes, sha256: expected }, size, digest) {
  if (size !== bytes)
    throw new Fault(name, `长度是 ${size} 字节，目录写的是 ${bytes}`, `has ${size} bytes, not ${bytes}`)
  if (digest !== expected)
    throw new Fault(name, 'SHA-256 与目录不符：文件被改过', 'is not what the manifest says: its SHA-256 differs')
}

const isSealLine = has({ bytes: isText, publicKey: isText, signature: isText })
const isSeal = has({ number: isCount, day: isDay, leaves: isCount, root: isHash, prev: isHash })

/** Each seal follows the one before it and is signed; the manifest names the last one. Returns who signed. */
function checkSeals(lines, manifest, faults) {
  const signers = new Set()
  const keys = new Map()
  let before = null
  for (const [index, text] of lines.entries()) {
    const where = `seals.jsonl ${index + 1}`
    try {
      const line = must(isSealLine, readCanonical(text, where), where)
      const seal = must(isSeal, readCanonical(line.bytes, where), where)
      if (!keys.has(line.publicKey)) keys.set(line.publicKey, readKey(line.publicKey, where))
      const { key, fingerprint } = keys.get(line.publicKey)
      signers.add(fingerprint)
      if (!isSignedBy(line.signature, Buffer.from(line.bytes), key))
        throw new Fault(where, '封存的签名不符', 'the seal has a wrong signature')
      if (seal.number !== index + 1)
        throw new Fault(where, `封存的编号应为 ${index + 1}`, `the seal should have number ${index + 1}`)
      if (seal.prev !== (before === null ? '0'.repeat(64) : sha256(before.bytes))) {
        throw new Fault(where, '与上一次封存接不上', 'the seal does not follow the one before it')
      }
      if (before !== null && seal.day < before.day)
        throw new Fault(where, '日期早于上一次封存', 'the seal is older than the one before it')
      before = { bytes: line.bytes, day: seal.day }
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      faults.add(error.where, error.zh, error.en)
      return signers
    }
  }
  const last = before === null ? null : { number: lines.length, hash: sha256(before.bytes) }
  if (canonical(last) !== canonical(manifest.seal)) {
    faults.add(
      'manifest.json',
      '所写的最后一次封存不是 seals.jsonl 的最后一行',
      'does not name the last seal of seals.jsonl',
    )
  }
  return signers
}

// ---------------------------------------------------------------------------------------------------------------------
// Lines

const LINE =
  /^(\{"afterScore":[^{}]{1,2000},"id":")([0-9a-f]{32})(",[^{}]{1,2000},"link":")([A-Za-z0-9_-]{43})(",[^{}]{1,2000}\})$/

/**
 * Reads `lines.jsonl` once: form, order, Merkle root. Lines are alike but for `id` and `link` by the hundreds, so that each kind
 * is read once and then counted.
 */
class Lines {
  constructor() {
    this.tree = new MerkleRoot()
    this.kinds = new Map()
    this.last = ''
  }

  add(bytes, number) {
    this.tree.add(bytes)
    const where = `lines.jsonl ${number}`
    const text = bytes.latin1Slice()
    const parts = LINE.exec(text)
    if (parts === null) {
      must(isLine, readCanonical(textOf(bytes, where), where), where)
      throw new Fault(where, '内容不合格式', 'does not have the form that the format asks for')
    }
    const [, head, id, middle, link, tail] = parts
    const key = `${head}${middle}${tail}`
    const known = this.kinds.get(key)
    if (known === undefined) this.kinds.set(key, this.newKind(text, where))
    else known.count += 1
    if (id <= this.last) throw new Fault(where, `编号 ${id} 重复或次序不对`, `${id} comes twice or out of order`)
    this.last = id
    return link
  }

  newKind(text, where) {
    if (this.kinds.size >= MOST_CELLS) throw new Fault(where, '互不相同的行太多', 'too many lines that differ')
    const line = must(isLine, readCanonical(text, where), where)
    const counted = line.standing === 'counted' && line.unit !== null
    if (counted !== (line.answers !== null)) {
      throw new Fault(where, '只有计入本单位成绩的行才有回访答案', 'only a line that counts for a unit has answers')
    }
    const setAside = line.standing === 'excluded' || line.standing === 'suspended'
    if (!setAside && (line.ground !== null || line.afterScore)) {
      throw new Fault(where, '只有剔除或挂账的行才有理由', 'only a line that was set aside has a ground')
    }
    return { line, count: 1 }
  }
}

/** Who looks alike: at least `smallest` lines with open answers, and a sum over as many closed ones, or over all of the unit. */
function checkGroups(kinds, smallest, faults) {
  const groups = new Map()
  const units = new Map()
  for (const { line, count } of kinds) {
    if (line.answers === null) continue
    const unit = units.get(line.unit) ?? { all: 0, closed: 0 }
    unit.all += count
    units.set(line.unit, unit)
    if (line.answers === 'withheld') {
      unit.closed += count
      continue
    }
    const { unit: code, role, share, dispatches, judgedUnder, onTime, returned, repeated } = line
    const key = canonical([code, role, share, dispatches, judgedUnder, onTime, returned, repeated])
    const group = groups.get(key) ?? { code, lines: 0 }
    group.lines += count
    groups.set(key, group)
  }
  for (const { code, lines } of groups.values()) {
    if (lines < smallest) {
      faults.add(
        `lines.jsonl ${code}`,
        `只有 ${lines} 行看上去相同，应不少于 ${smallest}`,
        `only ${lines} lines look alike, not ${smallest}`,
      )
    }
  }
  for (const [code, { all, closed }] of units) {
    if (closed > 0 && closed < smallest && closed < all) {
      faults.add(
        `sums.jsonl ${code}`,
        `合计只含 ${closed} 行，应不少于 ${smallest}`,
        `a sum over ${closed} lines only, not ${smallest}`,
      )
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Figures

const emptyCounts = () => Object.fromEntries(STANDINGS.map((standing) => [standing, 0]))

class Tally {
  constructor() {
    this.dispatches = emptyCounts()
    this.tickets = emptyCounts()
    this.excluded = new Map()
    this.suspended = new Map()
    this.returned = 0
    this.repeated = 0
    this.onTime = ZERO
    this.late = ZERO
    this.valid = ZERO
    for (const part of SUM_PARTS) this[part] = ZERO
    this.closed = 0
  }

  add({ standing, dispatches, ground, afterScore, share, onTime, returned, repeated, answers }, count, profile) {
    const weight = times(exact(share), whole(count))
    this.dispatches[standing] += dispatches * count
    this.tickets[standing] += count
    if (standing === 'excluded' || standing === 'suspended') {
      const grounds = this[standing]
      const known = grounds.get(ground ?? 'unstated') ?? { before: 0, after: 0 }
      known[afterScore ? 'after' : 'before'] += count
      grounds.set(ground ?? 'unstated', known)
    }
    if (standing !== 'own-entry') {
      if (returned) this.returned += count
      if (repeated) this.repeated += count
    }
    if (TIMED.includes(standing) && onTime !== null) this.put(onTime ? 'onTime' : 'late', weight)
    if (standing !== 'counted') return
    this.put('valid', weight)
    if (answers === 'withheld') this.closed += count
    else this.answer(answers, weight, profile)
  }

  answer([contacted, solved, satisfied], weight, profile) {
    if (contacted === true) this.put('contacted', weight)
    if (solved === 'yes') this.put('solved', weight)
    if (solved === 'yes') this.put('weighedSolved', weight)
    if (solved === 'partly') {
      this.put('partly', weight)
      this.put('weighedSolved', times(weight, exact(profile.partialFactor)))
    }
    const silent = satisfied === null || satisfied === 'no-opinion'
    if (!silent || profile.noOpinion === 'counts-in-sample') this.put('opinions', weight)
    if (silent) this.put('noOpinion', weight)
    if (satisfied === 'dissatisfied') this.put('dissatisfied', weight)
    if (satisfied === 'satisfied') {
      this.put('satisfied', weight)
      this.put('weighedSatisfied', weight)
    }
    if (satisfied === 'basically') {
      this.put('basic', weight)
      this.put('weighedSatisfied', times(weight, exact(profile.basicFactor)))
    }
  }

  addSum(sum) {
    for (const part of SUM_PARTS) this.put(part, exact(sum[part]))
  }

  put(part, weight) {
    this[part] = plus(this[part], weight)
  }

  volume() {
    return STANDINGS.reduce((all, one) => all + (one === 'own-entry' ? 0 : this.dispatches[one]), 0)
  }
}

const rate = (numerator, denominator) => ({
  numerator,
  denominator,
  value: isNothing(denominator) ? null : over(numerator, denominator),
})

function ratesOf(tally) {
  return {
    response: rate(tally.contacted, tally.valid),
    resolution: rate(tally.weighedSolved, tally.valid),
    satisfaction: rate(tally.weighedSatisfied, tally.opinions),
    punctuality: rate(tally.onTime, plus(tally.onTime, tally.late)),
  }
}

function extrasOf(tally, names, residents) {
  const tickets = STANDINGS.reduce((all, one) => all + (one === 'own-entry' ? 0 : tally.tickets[one]), 0)
  const known = {
    'requests-per-10000': [whole(tally.volume()), whole(residents), 10_000],
    'repeat-rate': [whole(tally.repeated), whole(tickets), 100],
    'return-rate': [whole(tally.returned), whole(tickets), 100],
    'overdue-rate': [tally.late, plus(tally.onTime, tally.late), 100],
  }
  return names.map((name) => {
    const [numerator, denominator, scale] = known[name]
    return { name, ...rate(numerator, denominator), scale }
  })
}

function metricsOf(tally, rates, extras) {
  const values = {
    响应率: rates.response.value,
    response: rates.response.value,
    解决率: rates.resolution.value,
    resolution: rates.resolution.value,
    满意率: rates.satisfaction.value,
    satisfaction: rates.satisfaction.value,
    按期率: rates.punctuality.value,
    punctuality: rates.punctuality.value,
    诉求量: whole(tally.volume()),
    volume: whole(tally.volume()),
    有效回访量: tally.valid,
    valid: tally.valid,
    剔除量: whole(tally.tickets.excluded),
    excluded: whole(tally.tickets.excluded),
    挂账量: whole(tally.tickets.suspended),
    suspended: whole(tally.tickets.suspended),
    撤单量: whole(tally.tickets.withdrawn),
    withdrawn: whole(tally.tickets.withdrawn),
  }
  for (const { name, value, scale } of extras) {
    // A rate is a share of one in a formula; requests per 10,000 residents are that number.
    const metric = value === null || scale === 100 ? value : times(value, whole(scale))
    for (const spelling of EXTRAS[name]) values[spelling] = metric
  }
  return values
}

const groundList = (grounds) =>
  [...grounds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([ground, { before, after }]) => ({ ground, before, after }))

/** A unit's line but for ranks and classes. */
function scoreOf(unit, name, found, frame, profile) {
  const tally = found ?? new Tally()
  const rates = ratesOf(tally)
  // A unit without a single line has no extra figures.
  const names = found === undefined ? [] : frame.rule.extras
  const extras = extrasOf(tally, names, Object.hasOwn(frame.rule.residents, unit) ? frame.rule.residents[unit] : 0)
  let composite = null
  if (!isNothing(tally.valid)) {
    try {
      composite = evaluateFormula(profile.formula, metricsOf(tally, rates, extras))
    } catch (error) {
      if (!(error instanceof FormulaFault)) throw error
      throw new Fault(
        `frame.json ${unit} ${name}`,
        `公式算不出：${error.message}`,
        `the formula cannot be computed: ${error.message}`,
      )
    }
  }
  const points = (value, scale = HUNDRED) => (value === null ? null : rounded(times(value, scale), profile.decimals))
  const figure = ({ numerator, denominator, value }) => ({
    numerator: exactText(numerator),
    denominator: exactText(denominator),
    percent: points(value),
  })
  return {
    unit,
    name,
    peerGroup: null,
    volume: tally.volume(),
    dispatches: tally.dispatches,
    tickets: tally.tickets,
    counts: {
      valid: exactText(tally.valid),
      contacted: exactText(tally.contacted),
      solved: exactText(tally.solved),
      partly: exactText(tally.partly),
      satisfied: exactText(tally.satisfied),
      basic: exactText(tally.basic),
      dissatisfied: exactText(tally.dissatisfied),
      noOpinion: exactText(tally.noOpinion),
    },
    rates: {
      response: figure(rates.response),
      resolution: figure(rates.resolution),
      satisfaction: figure(rates.satisfaction),
      punctuality: figure(rates.punctuality),
    },
    composite: points(composite),
    compositeExact: composite === null ? null : exactText(composite),
    excluded: groundList(tally.excluded),
    suspended: groundList(tally.suspended),
    rank: null,
    peerRank: null,
    reason: isNothing(tally.valid)
      ? 'no-sample'
      : order(tally.valid, whole(profile.minimumSample)) < 0
        ? 'small-sample'
        : composite === null
          ? 'no-composite'
          : null,
    extras: Object.fromEntries(
      extras.map(({ name: extra, numerator, denominator, value, scale }) => [
        extra,
        {
          numerator: exactText(numerator),
          denominator: exactText(denominator),
          scale,
          value: points(value, whole(scale)),
        },
      ]),
    ),
  }
}

/** Places from 1, the largest first; equal figures share a place, and the next ones after them is skipped (1, 2, 2, 4). */
function places(list, figureOf) {
  const sorted = list.map((one) => ({ one, figure: figureOf(one) })).sort((a, b) => order(b.figure, a.figure))
  let place = 0
  return sorted.map(({ one, figure }, index) => {
    if (index === 0 || order(figure, sorted[index - 1].figure) !== 0) place = index + 1
    return [one, place]
  })
}

const pointsOf = (unit) => exact(unit.composite)

function rank(units) {
  const fit = units.filter(({ composite, reason }) => composite !== null && reason === null)
  for (const [unit, place] of places(fit, pointsOf)) unit.rank = place
  for (const group of ['high', 'middle', 'low']) {
    const members = fit.filter(({ peerGroup }) => peerGroup === group)
    for (const [unit, place] of places(members, pointsOf)) unit.peerRank = place
  }
}

/** Volume bands: by thirds of the units that have a line, or by borders. */
function putIntoBands(units, bands, tallies) {
  const busy = units.filter(({ unit }) => tallies.has(unit))
  for (const unit of busy) {
    const smaller = busy.filter(({ volume }) => volume < unit.volume).length
    const isHigh = bands.by === 'volume' ? unit.volume >= bands.high : smaller * 3 >= busy.length * 2
    const isMiddle = bands.by === 'volume' ? unit.volume >= bands.middle : smaller * 3 >= busy.length
    unit.peerGroup = isHigh ? 'high' : isMiddle ? 'middle' : 'low'
  }
}

function periodBefore(period) {
  const months = Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 2
  const year = String(Math.floor(months / 12)).padStart(4, '0')
  return `${year}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** The four ranking classes of the units of one class, in the policy's order. */
function classify(units, frame, previous) {
  const found = new Map()
  const left = [...frame.rankingClasses]
  while (left.length > 0) {
    const free = left.findIndex(({ notIn }) => !left.some(({ code }) => notIn.includes(code)))
    const [one] = left.splice(Math.max(free, 0), 1)
    const barred = new Set(one.notIn.flatMap((code) => [...(found.get(code)?.keys() ?? [])]))
    const open = units.filter(({ unit }) => !barred.has(unit))
    found.set(one.code, CLASSES[one.rule.by](one.rule, open, { code: one.code, frame, previous, units }))
  }
  for (const unit of units) {
    unit.classes = frame.rankingClasses.flatMap(({ code }) => {
      const mark = found.get(code)?.get(unit.unit)
      return mark === undefined ? [] : [{ class: code, ...mark }]
    })
  }
}

const isRanked = (unit) => unit.rank !== null

const unitsOfRun = (run) => new Map((run?.units ?? []).map((unit) => [unit.unit, unit]))

const CLASSES = {
  /** The first of each volume band, of those with a large enough sample; never more than half of them. */
  top(rule, units) {
    const marks = new Map()
    const fit = units.filter(
      (unit) => isRanked(unit) && order(exact(unit.counts.valid), whole(rule.minimumSample)) >= 0,
    )
    for (const group of ['high', 'middle', 'low', null]) {
      const members = fit.filter(({ peerGroup }) => peerGroup === group)
      const most = Math.min(rule.count, Math.floor(members.length / 2))
      for (const [unit, place] of places(members, pointsOf)) {
        if (place > most) continue
        marks.set(unit.unit, { code: 'ranking.top', facts: { place, of: members.length, valid: unit.counts.valid } })
      }
    }
    return marks
  },

  /** The largest rises in rank or in points against the period before. */
  rise(rule, units, { frame, previous }) {
    const before = unitsOfRun(previous.find(({ period }) => period === periodBefore(frame.period)))
    const risen = units.filter(isRanked).flatMap((unit) => {
      const then = before.get(unit.unit)
      if (then === undefined || then.rank === null || then.composite === null) return []
      const rise = rule.measure === 'rank' ? whole(then.rank - unit.rank) : minus(pointsOf(unit), pointsOf(then))
      return order(rise, ZERO) > 0 ? [{ unit, then, rise }] : []
    })
    const marks = new Map()
    for (const [{ unit, then, rise }, place] of places(risen, (one) => one.rise)) {
      if (place > rule.count) continue
      marks.set(
        unit.unit,
        rule.measure === 'rank'
          ? { code: 'ranking.rise-rank', facts: { place, from: then.rank, to: unit.rank } }
          : {
              code: 'ranking.rise-score',
              facts: { place, points: exactText(rise), before: then.composite, now: unit.composite },
            },
      )
    }
    return marks
  },

  /** The last ones, never more than half, and those that fell several times in a row. */
  bottom(rule, units, { frame, previous }) {
    const marks = new Map()
    for (const unit of units) {
      if (hasFallen(rule, unit, frame.period, previous)) {
        marks.set(unit.unit, { code: 'ranking.falls', facts: { falls: rule.falls, points: rule.points } })
      }
    }
    const fit = units.filter(isRanked)
    const most = Math.min(rule.count, Math.floor(fit.length / 2))
    for (const [unit, place] of places(fit, (one) => minus(ZERO, pointsOf(one)))) {
      if (place <= most) marks.set(unit.unit, { code: 'ranking.bottom', facts: { place, of: fit.length } })
    }
    return marks
  },

  /** Those with the highest volume whose score is below the median of their band; fixed for the year. */
  volume(rule, units, { code, frame, previous }) {
    const marks = new Map()
    const earlier = previous.find(
      ({ period }) => period < frame.period && period.slice(0, 4) === frame.period.slice(0, 4),
    )
    if (earlier !== undefined) {
      const before = unitsOfRun(earlier)
      for (const { unit } of units) {
        const mark = before.get(unit)?.classes.find((one) => one.class === code)
        if (mark) marks.set(unit, { code: 'ranking.fixed', facts: { since: mark.facts.since ?? earlier.period } })
      }
      return marks
    }
    const fit = units.filter(isRanked)
    const measured = fit.flatMap((unit) => {
      const extra = Object.hasOwn(unit.extras, 'requests-per-10000') ? unit.extras['requests-per-10000'].value : null
      const value = rule.measure === 'dispatches' ? String(unit.volume) : extra
      return value === null ? [] : [{ unit, value }]
    })
    const share = times(exact(String(rule.share)), whole(measured.length))
    const most = Number((share.n + share.d - 1n) / share.d)
    for (const [{ unit, value }, place] of places(measured, (one) => exact(one.value))) {
      const middle = median(fit.filter(({ peerGroup }) => peerGroup === unit.peerGroup).map(pointsOf))
      if (place > most || order(pointsOf(unit), middle) >= 0) continue
      const facts = { volume: value, place, of: measured.length, median: exactText(middle) }
      marks.set(unit.unit, { code: 'ranking.volume', facts })
    }
    return marks
  },
}

function hasFallen(rule, unit, period, previous) {
  if (rule.falls === 0 || unit.composite === null) return false
  let now = unit.composite
  let at = period
  for (let fall = 0; fall < rule.falls; fall++) {
    at = periodBefore(at)
    const then = unitsOfRun(previous.find((run) => run.period === at)).get(unit.unit)?.composite ?? null
    if (then === null || order(minus(exact(then), exact(now)), exact(String(rule.points))) <= 0) return false
    now = then
  }
  return true
}

function median(list) {
  const sorted = [...list].sort(order)
  const low = sorted[Math.floor((sorted.length - 1) / 2)]
  const high = sorted[Math.floor(sorted.length / 2)]
  return over(plus(low, high), whole(2))
}

/** Every figure of every unit again, from the lines and the sums. */
function recompute(frame, kinds, sums, previous) {
  const classOf = new Map()
  for (const one of frame.classes) {
    for (const { code } of one.units) {
      if (classOf.has(code)) throw new Fault(`frame.json ${code}`, '单位出现两次', 'the unit comes twice')
      classOf.set(code, one)
    }
  }
  const tallies = new Map()
  const profileOf = (one, version) => {
    const judging = Object.hasOwn(frame.judging, version ?? '') ? frame.judging[version] : {}
    return Object.hasOwn(judging, one.class) ? judging[one.class] : one.profile
  }
  for (const { line, count } of kinds) {
    if (line.unit === null) continue
    const one = classOf.get(line.unit)
    if (one === undefined)
      throw new Fault(`lines.jsonl ${line.unit}`, '单位不在 frame.json 中', 'the unit is not in frame.json')
    const tally = tallies.get(line.unit) ?? new Tally()
    tallies.set(line.unit, tally)
    tally.add(line, count, profileOf(one, line.judgedUnder))
  }
  addSums(tallies, sums)
  return frame.classes.flatMap((one) => {
    const units = one.units.map(({ code, name }) => ({
      class: one.class,
      ...scoreOf(code, name, tallies.get(code), frame, one.profile),
    }))
    putIntoBands(units, frame.rule.peerBands, tallies)
    rank(units)
    classify(units, frame, previous)
    return units
  })
}

/** A unit's closed lines and its sum belong together: as many lines, and no more answers than these lines have. */
function addSums(tallies, sums) {
  const given = new Set()
  for (const [index, sum] of sums.entries()) {
    const where = `sums.jsonl ${sum.unit}`
    if (index > 0 && sum.unit <= sums[index - 1].unit)
      throw new Fault(where, '重复或次序不对', 'comes twice or out of order')
    given.add(sum.unit)
    const tally = tallies.get(sum.unit)
    const closed = tally?.closed ?? 0
    if (closed !== sum.lines || closed === 0) {
      throw new Fault(
        where,
        `合计含 ${sum.lines} 行，逐单文件中有 ${closed} 行`,
        `is over ${sum.lines} lines, lines.jsonl has ${closed}`,
      )
    }
    tally.addSum(sum)
  }
  for (const [unit, tally] of tallies) {
    const where = `sums.jsonl ${unit}`
    if (tally.closed > 0 && !given.has(unit)) throw new Fault(where, '缺少合计', 'has no sum')
    const answers = [tally.satisfied, tally.basic, tally.dissatisfied, tally.noOpinion].reduce(plus)
    const within = [
      tally.contacted,
      plus(tally.solved, tally.partly),
      tally.weighedSolved,
      tally.weighedSatisfied,
      tally.opinions,
    ]
    if (order(answers, tally.valid) !== 0 || within.some((part) => part.n < 0n || order(part, tally.valid) > 0)) {
      throw new Fault(where, '答案数与有效回访数不符', 'its answers do not add up to the valid callbacks')
    }
  }
}

/** The first place where two JSON values differ, as a path, with both values. */
function difference(expected, found, path = []) {
  if (isObject(expected) && isObject(found)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      const inside = difference(
        Object.hasOwn(expected, key) ? expected[key] : undefined,
        Object.hasOwn(found, key) ? found[key] : undefined,
        [...path, key],
      )
      if (inside !== null) return inside
    }
    return null
  }
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
    for (const [index, item] of expected.entries()) {
      const inside = difference(item, found[index], [...path, index + 1])
      if (inside !== null) return inside
    }
    return null
  }
  const [a, b] = [expected, found].map((value) => (value === undefined ? '—' : canonical(value)))
  return a === b ? null : { path: path.join('.'), expected: a, found: b }
}

const shortened = (text) => (text.length > 120 ? `${text.slice(0, 117)}…` : text)

/** Compares the published run with what the lines give; the intervals alone are taken on trust. */
function checkRun(run, frame, kinds, units, faults) {
  const versions = new Set(kinds.map(({ line }) => line.judgedUnder).filter((version) => version !== null))
  const count = (isMeant) => kinds.reduce((sum, { line, count: lines }) => sum + (isMeant(line) ? lines : 0), 0)
  const { units: published, unlisted, ...head } = run
  const expected = {
    format: RUN_FORMAT,
    period: frame.period,
    span: frame.span,
    attribution: frame.attribution,
    policy: frame.policy,
    judgedUnder: [...versions].sort(),
    facts: count(() => true),
    counted: count(({ standing }) => standing === 'counted'),
  }
  const differs = (where, { path, expected: a, found: b }) =>
    faults.add(
      `run.json ${where} ${path}`.replaceAll('  ', ' '),
      `公布的是 ${shortened(b)}，重算得 ${shortened(a)}`,
      `says ${shortened(b)}, the lines give ${shortened(a)}`,
    )
  const wrong = difference(expected, head)
  if (wrong !== null) differs('', wrong)
  if (!listOf(isText)(unlisted)) differs('', { path: 'unlisted', expected: '[…]', found: canonical(unlisted) ?? '?' })
  for (const [index, unit] of units.entries()) {
    const { intervals: _intervals, rankRange: _rankRange, ...found } = published[index] ?? {}
    const wrongOf = difference(unit, found)
    if (wrongOf !== null) differs(`${unit.unit} ${unit.name}`, wrongOf)
  }
  if (published.length > units.length) {
    faults.add('run.json', '单位比 frame.json 多', 'has units that frame.json does not have')
  }
}

function checkSetAside(lines, units, faults) {
  const expected = units.flatMap(({ unit, excluded, suspended }) => [
    ...excluded.map((one) => ({ unit, kind: 'excluded', ...one })),
    ...suspended.map((one) => ({ unit, kind: 'suspended', ...one })),
  ])
  for (let index = 0; index < Math.max(expected.length, lines.length); index++) {
    const a = index < expected.length ? canonical(expected[index]) : '—'
    const b = index < lines.length ? lines[index] : '—'
    if (a === b) continue
    faults.add(
      `set-aside.jsonl ${index + 1}`,
      `公布的是 ${shortened(b)}，重算得 ${shortened(a)}`,
      `says ${shortened(b)}, the lines give ${shortened(a)}`,
    )
    return
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// The whole check

/**
 * Checks the bundle in a folder. `keys` are the fingerprints that may have signed it; none: whoever did is named and not
 * proved. @throws when the folder itself cannot be read.
 */
export async function verifyBundle(path, keys = []) {
  const folder = new Folder(path)
  const faults = new Faults()
  const names = await folder.names()
  const outcome = { faults: faults.list, signers: [], lines: 0, units: 0, period: null, status: null }
  const finish = () => ({ ...outcome, faultCount: faults.count })
  const read = await faults.part(() => readManifest(folder, names, faults))
  if (read === null) return finish()
  const { manifest, signer } = read
  outcome.period = manifest.period
  outcome.status = manifest.status
  const entries = new Map(manifest.files.map((entry) => [entry.name, entry]))
  const documents = new Map()
  for (const [name, entry] of entries) {
    if (name === 'lines.jsonl') continue
    await faults.part(async () => documents.set(name, await readDocument(folder, entry)))
  }
  const lines = new Lines()
  await faults.part(async () => {
    const entry = entries.get('lines.jsonl')
    let wrong = null
    const each = (bytes, number) => {
      if (wrong !== null) return
      try {
        lines.add(bytes, number)
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        wrong = error
      }
    }
    const digest = await folder.lines('lines.jsonl', entry, each)
    // Which line it is says more than that the file differs.
    if (wrong !== null) faults.add(wrong.where, wrong.zh, wrong.en)
    sameBytes(entry, entry.bytes, digest)
    if (wrong !== null) return
    if (lines.tree.size !== manifest.lines || lines.tree.root() !== manifest.root) {
      throw new Fault(
        'lines.jsonl',
        '各行的 Merkle 根与目录不符',
        'the Merkle root over its lines is not that of the manifest',
      )
    }
  })
  outcome.lines = lines.tree.size
  const signers = new Set(signer === null ? [] : [signer])
  if (documents.has('seals.jsonl')) {
    await faults.part(() => {
      for (const one of checkSeals(linesOf(documents.get('seals.jsonl'), 'seals.jsonl'), manifest, faults))
        signers.add(one)
    })
  }
  outcome.signers = [...signers]
  if (keys.length > 0) {
    for (const one of signers) {
      if (!keys.includes(one)) faults.add('signature.json', `由另一把密钥签名：${one}`, `signed by another key: ${one}`)
    }
  }
  // A file that differs has been named; figures computed from it would only hide that.
  if (faults.count === 0)
    await faults.part(() => checkFigures(manifest, documents, [...lines.kinds.values()], outcome, faults))
  return finish()
}

function linesOf(bytes, where) {
  const text = textOf(bytes, where)
  if (text === '') return []
  if (!text.endsWith('\n')) throw new Fault(where, '最后没有换行', 'does not end with a line feed')
  return text.slice(0, -1).split('\n')
}

function checkFigures(manifest, documents, kinds, outcome, faults) {
  const document = (name) => documentOf(documents.get(name), name)
  const listed = (name, shape) =>
    linesOf(documents.get(name), name).map((text, index) => {
      const where = `${name} ${index + 1}`
      return must(shape, readCanonical(text, where), where)
    })
  const frame = must(isFrame, document('frame.json'), 'frame.json')
  const run = must(isRun, document('run.json'), 'run.json')
  const previous = listed('previous.jsonl', isRun)
  const sums = listed('sums.jsonl', isSum)
  must(isAny, document('grounds.json'), 'grounds.json')
  must(isAny, document('calendar.json'), 'calendar.json')
  textOf(documents.get('README.md'), 'README.md')
  const { firstDay, lastDay } = manifest
  if (frame.period !== manifest.period || canonical(frame.span) !== canonical({ firstDay, lastDay })) {
    throw new Fault('frame.json', '考核期与目录不符', 'is of another period than the manifest')
  }
  if (frame.attribution !== frame.rule.attribution) {
    throw new Fault('frame.json attribution', '与规则不符', 'is not that of its rule')
  }
  for (const [index, one] of previous.entries()) {
    if (one.period >= (index === 0 ? frame.period : previous[index - 1].period)) {
      throw new Fault(`previous.jsonl ${index + 1}`, '往期次序不对', 'is not older than the one before it')
    }
  }
  checkGroups(kinds, manifest.smallestGroup, faults)
  const units = recompute(frame, kinds, sums, previous)
  outcome.units = units.length
  checkRun(run, frame, kinds, units, faults)
  checkSetAside(linesOf(documents.get('set-aside.jsonl'), 'set-aside.jsonl'), units, faults)
}

// ---------------------------------------------------------------------------------------------------------------------
// On a terminal

const USAGE = `用法 usage: node verify.mjs DIR [--key sha256:…]

DIR    核算包所在的文件夹  the folder of the bundle
--key  发布机关的密钥指纹，从别处取得  the fingerprint of the publisher's key, taken from elsewhere
`

function readArguments(given) {
  const keys = []
  const folders = []
  for (let index = 0; index < given.length; index++) {
    const word = given[index]
    const [name, value] = word.startsWith('--key=') ? ['--key', word.slice(6)] : [word, null]
    if (name === '--key') {
      const key = value ?? given[++index] ?? ''
      if (!isFingerprint(key)) return { wrong: `--key: "${key}" 不是指纹 is no fingerprint (sha256: + 64 hex)` }
      keys.push(key)
    } else if (name.startsWith('-')) return { wrong: `不认识的选项 unknown option: ${name}` }
    else folders.push(word)
  }
  return folders.length === 1 ? { folder: folders[0], keys } : { wrong: '请给出一个文件夹 give one folder' }
}

async function main(given) {
  if (given.includes('--help') || given.includes('-h')) {
    process.stdout.write(USAGE)
    return 0
  }
  const { folder, keys, wrong } = readArguments(given)
  if (wrong !== undefined) {
    process.stderr.write(`${wrong}\n\n${USAGE}`)
    return 2
  }
  let outcome
  try {
    outcome = await verifyBundle(folder, keys)
  } catch (error) {
    if (typeof error.code !== 'string' || typeof error.syscall !== 'string') throw error
    process.stderr.write(`读不了 cannot be read: ${folder} (${error.code})\n`)
    return 3
  }
  const { faults, faultCount, signers, lines, units, period, status } = outcome
  for (const { where, zh, en } of faults) process.stdout.write(`✗ ${where}: ${zh} · ${en}\n`)
  if (faultCount > 0) {
    process.stdout.write(`${faultCount} 处不符 ${faultCount === 1 ? 'fault' : 'faults'} found\n`)
    return 1
  }
  process.stdout.write(`${period} ${status}: ${units} 个单位 units, ${lines} 行 lines\n`)
  for (const signer of signers) process.stdout.write(`签名密钥 signed by ${signer}\n`)
  process.stdout.write(keys.length > 0 ? 'OK\n' : 'OK (signer not proved)\n')
  return 0
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === realpathSync(process.argv[1])) {
  process.exitCode = await main(process.argv.slice(2))
}
