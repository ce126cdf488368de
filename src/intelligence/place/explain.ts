import type { Org, UnitCode } from '../../domain/org/unit.ts'
import type { PlaceResolution } from './gazetteer.ts'
import type { PlaceFinding } from './locate.ts'

/** What `huying place "…"` prints: the areas found, then what led there and what stood against it. Chinese, one fact a line. */
export function explainPlace(resolution: PlaceResolution, org: Org): string[] {
  const nameOf = (unit: UnitCode) => `${org.findUnit(unit)?.name ?? '？'} ${unit}`
  const within = (unit: UnitCode) => {
    const district = org.findUnit(unit)?.district ?? null
    return district === null || district === unit ? nameOf(unit) : `${org.findUnit(district)?.name} ${nameOf(unit)}`
  }
  const { district, subdistrict, community } = resolution
  const found = [district, subdistrict, community].filter((unit) => unit !== null)
  const whole =
    found.length > 0 ? found.map(nameOf).join(' › ') : resolution.level === 'city' ? '本市，区不明' : '地点不明'
  return [
    whole,
    ...resolution.matched.map(({ text, unit }) => `依据「${text}」→ ${within(unit)}`),
    ...resolution.ambiguous.map(
      ({ text, units }) => `「${text}」有 ${units.length} 处：${units.map(within).join('、')}`,
    ),
    ...resolution.contradictions.map((one) =>
      one.code === 'outside'
        ? `「${one.text}」不在 ${nameOf(one.of)}，而在 ${one.units.map(within).join('、')}`
        : one.code === 'point-elsewhere'
          ? `说的是 ${nameOf(one.of)}，坐标却在 ${one.units.map(nameOf).join('、')}`
          : `提到了 ${one.units.length} 个${one.code === 'two-districts' ? '区' : '街乡镇'}：${one.units.map(nameOf).join('、')}`,
    ),
  ]
}

/** The same for everything that was measured and asked; `question` comes worded from outside. */
export function explainFinding(found: PlaceFinding, org: Org, question: string | null): string[] {
  const nameOf = (unit: UnitCode) => `${org.findUnit(unit)?.name ?? '？'} ${unit}`
  const { point, house, slips } = found
  const parts = house
    ? [house.building && `${house.building}号楼`, house.entrance && `${house.entrance}单元`, house.room]
    : []
  return [
    ...explainPlace(found, org),
    ...(house ? [`门牌：${parts.filter(Boolean).join('')}`] : []),
    ...slips.map(({ text, units }) => `「${text}」疑为笔误：${units.map(nameOf).join('、')}`),
    ...(point
      ? [
          point.district === null ? '坐标不在各区轮廓之内' : `坐标落在 ${nameOf(point.district)}`,
          ...(point.near.length > 0 ? [`靠近区界，也可能是 ${point.near.map(nameOf).join('、')}`] : []),
          ...point.entries.map(({ name, unit, metres }) => `附近：${name}（${metres} 米）→ ${nameOf(unit)}`),
        ]
      : []),
    ...(question === null ? [] : [`要问：${question}${found.question?.options.map(nameOf).join(' / ') ?? ''}`]),
  ]
}
