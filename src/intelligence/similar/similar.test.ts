import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareMatters, type Matter, namesInCommon, type ReadMatter, readMatter } from './compare.ts'
import { namesIn } from './names.ts'
import { bandsOf, estimateShared, makeSketcher } from './sketch.ts'
import { bandOf, SIMILAR_THRESHOLDS } from './thresholds.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)
const sketcher = makeSketcher(new Uint8Array(32).fill(5))
const compare = (a: Matter, b: Matter) => compareMatters(readMatter(a), readMatter(b))
const LIFT = { category: '01-04', subdistrict: '110102009', community: '110102009005' }

describe('names in a text', () => {
  it.each([
    ['我是碧水园小区业主，锦和物业管理有限公司乱收费', ['point/碧水园', 'actor/锦和物业']],
    ['百万庄东里三号楼2号电梯又停了', ['point/百万庄东里', 'building/百万庄东里3', 'asset/百万庄东里2电梯']],
    ['在一所学校旁边的马路上，没有物业', []],
  ])('%s', (words, keys) => {
    expect(namesIn(words).map(({ kind, key }) => `${kind}/${key}`)).toEqual(expect.arrayContaining([...keys]))
    if (keys.length === 0) expect(namesIn(words)).toEqual([])
  })

  it('reads the building from the address first, administrative names left out', () => {
    const address = '北京市西城区展览路街道百万庄东里小区十二号楼3单元'
    expect(namesIn('楼道灯坏了', address)).toEqual([
      { kind: 'point', key: '百万庄东里' },
      { kind: 'building', key: '百万庄东里12' },
    ])
  })
})

describe('the same matter', () => {
  const first = {
    ...LIFT,
    words: '百万庄东里3号楼的电梯从上周五开始就一直停运，家里老人八十多岁下不了楼，物业说在等配件。',
  }

  it('told twice in nearly the same words is a duplicate, and says why', () => {
    const again = {
      ...LIFT,
      words: '您好，百万庄东里3号楼的电梯从上周五就停运，老人八十多岁下不了楼，物业总说在等配件，请尽快处理。',
    }
    const { band, reasons } = compare(first, again)
    expect(band).toBe('duplicate')
    expect(reasons.map((one) => one.code)).toEqual([
      'similar.words',
      'similar.building',
      'similar.category',
      'similar.community',
      'similar.phrases',
    ])
  })

  it('told in other words by another at the same building is likely the same', () => {
    expect(compare(first, { ...LIFT, words: '我们百万庄东里三号楼电梯坏了好几天没人修，孕妇爬十二层。' }).band).toBe(
      'likely',
    )
  })

  it('of one landlord at two places is found by the name', () => {
    const one = compare(
      { words: '安居客栈公寓管理有限公司不退押金，已经拖了三个月', category: '02-04', subdistrict: '110102009' },
      { words: '退租以后安居客栈公寓管理有限公司以各种理由扣押金', category: '02-04', subdistrict: '110105020' },
    )
    expect(one.band).toBe('likely')
    expect(one.reasons.map(({ code }) => code)).toContain('similar.actor')
  })

  it.each([
    [
      'another matter in the same building',
      { ...LIFT, category: '03-01', words: '百万庄东里3号楼暖气不热，室温只有十五度。' },
    ],
    [
      'the same matter elsewhere',
      { category: '01-04', subdistrict: '110105020', community: null, words: '望京西园四区电梯经常停运，希望维修。' },
    ],
    ['polite words only', { words: '尊敬的领导您好，请有关部门尽快处理，谢谢！' }],
    ['nothing', { words: '' }],
    ['only emoji', { words: '😀😀😀' }],
  ])('is not %s', (_, other) => expect(compare(first, other).band).toBe('different'))

  it('is the same from both sides, never surer than by being itself', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'楼电梯停了三天没人修水管漏物业不3号东里园路，。a '),
      maxLength: 60,
    })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [one, other] = [readMatter({ words: a }), readMatter({ words: b })]
        const { score, shared } = compareMatters(one, other)
        expect(compareMatters(other, one).score).toBeCloseTo(score, 10)
        expect(shared).toBeGreaterThanOrEqual(0)
        expect(shared).toBeLessThanOrEqual(1)
        expect(score).toBeLessThanOrEqual(compareMatters(one, one).score + compareMatters(other, other).score + 1e-9)
      }),
      { numRuns },
    )
  })

  it('takes a hundred thousand characters', () => {
    const long = {
      words: Array.from({ length: 100_000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 20_000))).join(''),
    }
    expect(compare(long, long).band).toBe('duplicate')
  })

  it('is said by thresholds that are data', () => {
    const { duplicate, likely } = SIMILAR_THRESHOLDS
    expect([duplicate, likely, likely - 0.01].map((one) => bandOf(one))).toEqual(['duplicate', 'likely', 'different'])
    expect(bandOf(0.5, { ...SIMILAR_THRESHOLDS, likely: 0.6 })).toBe('different')
  })
})

describe('sketches', () => {
  it('estimate what two texts share, and tell nothing without the secret', () => {
    const one = readMatter({
      words: Array.from({ length: 300 }, (_, i) => String.fromCharCode(0x4e00 + i * 7)).join(''),
    })
    const half = readMatter({ words: [...one.text].slice(0, 150).join('') })
    const [a, b] = [sketcher.sketch(one.shingles), sketcher.sketch(half.shingles)]
    expect(estimateShared(a, b)).toBeGreaterThan(0.75)
    expect(estimateShared(a, a)).toBe(1)
    const other = makeSketcher(new Uint8Array(32).fill(6)).sketch(one.shingles)
    expect(estimateShared(a, other)).toBeLessThan(0.1)
    expect(() => makeSketcher(new Uint8Array(4))).toThrow('at least 8 bytes')
  })

  it('of an empty text find nothing', () => {
    expect(bandsOf(sketcher.sketch(new Set()), '110102009')).toEqual([])
  })
})

const LABELLED = join(import.meta.dirname, '../../../../shared/data/messages/labelled.jsonl')

describe('on labelled pairs', () => {
  interface Labelled {
    readonly title: string | null
    readonly text: string | null
    readonly duplicateCluster: string | null
  }

  it('finds nearly all true duplicates and few others', () => {
    if (!existsSync(LABELLED)) {
      console.info('similar: no labelled messages beside the project; their pairs are not measured')
      return
    }
    const rows = readFileSync(LABELLED, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Labelled)
    const read = rows.map((row) => readMatter({ words: row.text ?? '', title: row.title }))
    const pairs = candidatePairs(read)
    const truth = new Set<string>()
    rows.forEach((row, i) => {
      if (row.duplicateCluster === null) return
      rows.forEach((other, j) => {
        if (i < j && row.duplicateCluster === other.duplicateCluster) truth.add(`${i}/${j}`)
      })
    })
    const scored = [...pairs].map((pair) => {
      const [i = 0, j = 0] = pair.split('/').map(Number)
      const [one, other] = [read[i], read[j]] as [ReadMatter, ReadMatter]
      return { pair, score: compareMatters(one, other).score }
    })
    const found = [...truth].filter((pair) => pairs.has(pair)).length
    const measure = (least: number) => {
      const hits = scored.filter(({ score }) => score >= least)
      const right = hits.filter(({ pair }) => truth.has(pair)).length
      return { precision: right / hits.length, recall: right / truth.size }
    }
    const duplicate = measure(SIMILAR_THRESHOLDS.duplicate)
    const likely = measure(SIMILAR_THRESHOLDS.likely)
    console.info('similar:', {
      messages: rows.length,
      pairs: truth.size,
      candidates: pairs.size,
      found,
      duplicate,
      likely,
    })
    expect(found / truth.size).toBeGreaterThan(0.95)
    expect(duplicate.precision).toBeGreaterThan(0.93)
    expect(duplicate.recall).toBeGreaterThan(0.93)
    expect(likely.recall).toBeGreaterThan(0.96)
  })
})

/** Pairs with a band or a name in common, as the store finds them; keys of more than 60 messages are left out. */
function candidatePairs(read: readonly ReadMatter[]): Set<string> {
  const byKey = new Map<string, number[]>()
  read.forEach((one, index) => {
    const keys = [
      ...bandsOf(sketcher.sketch(one.shingles), 'one place'),
      ...one.names.map(({ kind, key }) => `${kind}/${key}`),
    ]
    for (const key of keys) byKey.set(key, [...(byKey.get(key) ?? []), index])
  })
  const pairs = new Set<string>()
  for (const list of byKey.values()) {
    if (list.length > 60) continue
    list.forEach((i, at) => {
      for (const j of list.slice(at + 1)) pairs.add(`${i}/${j}`)
    })
  }
  return pairs
}

it('names in common are equal in kind and key', () => {
  const [one, other] = [namesIn('东园佳苑3号楼'), namesIn('东园佳苑5号楼')]
  expect(namesInCommon(one, other)).toEqual([{ kind: 'point', key: '东园佳苑' }])
})
