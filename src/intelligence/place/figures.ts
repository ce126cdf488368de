const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  洞: 0,
  一: 1,
  幺: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  拐: 7,
  八: 8,
  九: 9,
}
const SCALES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

const NUMERAL = '[零〇洞一幺二两三四五六七拐八九十百千]'
/** A numeral that counts something of an address: 三号楼, 二十四号社区, 芳群园三区. */
const COUNTED = new RegExp(
  `第?(${NUMERAL}+)(?=号|区|里|院|条|楼|栋|幢|座|单元|门|层|室|户|弄|组|队|巷|街坊|社区|街|期)`,
  'g',
)

/** The number that Chinese numerals say, in either manner: 二十四 is 24, 三幺二 is 312, 一〇三 is 103. Null: neither. */
export function numberOf(numerals: string): number | null {
  const spoken = [...numerals]
  if (spoken.length === 0) return null
  if (!spoken.some((one) => one in SCALES)) {
    return spoken.every((one) => one in DIGITS) ? Number(spoken.map((one) => DIGITS[one]).join('')) : null
  }
  let sum = 0
  let digit: number | null = null
  let last = Number.POSITIVE_INFINITY
  for (const one of spoken) {
    const scale = SCALES[one]
    if (scale === undefined) {
      if (digit !== null && digit !== 0) return null
      digit = DIGITS[one] ?? null
      if (digit === null) return null
      continue
    }
    if (scale >= last) return null
    sum += (digit ?? 1) * scale
    last = scale
    digit = null
  }
  return sum + (digit ?? 0)
}

/** Numerals before the counters of an address written as figures: 三号楼 → 3号楼. Other numerals stay as they are. */
export function figures(text: string): string {
  return text.replace(COUNTED, (all, numerals: string) => {
    const value = numberOf(numerals)
    return value === null ? all : String(value)
  })
}

/** Building, entrance and flat of an address; as figures or letters, null where it names none. */
export interface House {
  readonly building: string | null
  readonly entrance: string | null
  readonly room: string | null
}

const BUILDING = /([0-9a-z甲乙丙丁]{1,6})(?:号楼|栋|幢|座|楼(?![道梯上下里顶层长房盘市]))/
const ENTRANCE = /([0-9a-z]{1,3})(?:单元|门(?=[0-9零〇洞一幺二两三四五六七拐八九]))/
const ROOM =
  /(?:单元|门|楼|栋|座|幢|号院|层)[，、 ]?([0-9]{2,4})(?:室|号|户|房)?(?![0-9]|天|元|年|月|日|人|次|个|多|平|米)/
const SPOKEN_ROOM = /(?<=单元|门|号楼|栋|座|幢|层)([零〇洞一幺二两三四五六七拐八九]{3,4})(?![十百千]|室)/g

/** Reads `plain` text; spoken-style numbers too: 三号楼二单元三幺二 is building 3, entrance 2, room 312. */
export function readHouse(text: string): House | null {
  const words = figures(text).replace(SPOKEN_ROOM, (all, numerals: string) => String(numberOf(numerals) ?? all))
  const house = {
    building: BUILDING.exec(words)?.[1] ?? null,
    entrance: ENTRANCE.exec(words)?.[1] ?? null,
    room: ROOM.exec(words)?.[1] ?? null,
  }
  return house.building === null && house.entrance === null && house.room === null ? null : house
}
