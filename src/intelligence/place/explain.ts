import type { Org, UnitCode } from '../../domain/org/unit.ts'
import type { PlaceResolution } from './gazetteer.ts'

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
        : `提到了 ${one.units.length} 个${one.code === 'two-districts' ? '区' : '街乡镇'}：${one.units.map(nameOf).join('、')}`,
    ),
  ]
}
