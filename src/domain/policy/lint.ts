import { isValidOn, type Org } from '../org/unit.ts'
import { metricNames } from '../scoring/extras.ts'
import { parseFormula } from '../scoring/formula/parser.ts'
import { checkFormula } from '../scoring/formula/tree.ts'
import { type Finding, Findings, type Locate } from './finding.ts'
import { GRANTABLE_COMMANDS, NEVER_OWN, NEVER_WITH_CALLBACK, PERMISSIONS } from './grantable.ts'
import { lintCatalogue } from './lint-catalogue.ts'
import { dayOfUnits } from './lint-day.ts'
import { type Ground, LIMIT_CLASSES, type Policy } from './policy.ts'

/**
 * Do the tables of a policy agree with each other, with the units and with the rules that no policy may break? Pure;
 * `locate` gives the lines when the policy was read from files. An empty list means that the version may be approved
 * as far as a machine can tell; warnings do not stop it.
 */
export function lintPolicy(policy: Policy, org: Org, locate?: Locate): Finding[] {
  const findings = new Findings(locate)
  lintCategories(policy, findings)
  lintCatalogue(policy, org, findings)
  lintSectors(policy, org, findings)
  lintLimits(policy, findings)
  lintGrounds(policy, findings)
  lintRoles(policy, findings)
  lintScoring(policy, findings)
  lintOrg(policy, org, findings)
  return findings.list
}

function lintCategories(policy: Policy, findings: Findings): void {
  const file = 'categories.csv'
  const codes = new Map(policy.categories.map((category) => [category.code, category]))
  const seen = new Set<string>()
  policy.categories.forEach((category, i) => {
    const { code, parent } = category
    if (seen.has(code))
      findings.error('category.duplicate', file, [i], `分类 ${code} 重复`, `category ${code} is given twice`)
    seen.add(code)
    const expected = code.includes('-') ? (code.split('-')[0] ?? null) : null
    if (parent !== expected || (parent !== null && !codes.has(parent))) {
      const en = `category ${code}: its parent must be ${expected ?? 'empty'} and must exist`
      findings.error('category.parent', file, [i], `分类 ${code} 的上级分类应为${expected ?? '空'}，且须存在`, en)
    }
    if (parent !== null && category.keywords.length === 0) {
      findings.warning('category.no-keywords', file, [i], `分类 ${code} 没有关键词`, `category ${code} has no keywords`)
    }
  })
}

function lintSectors(policy: Policy, org: Org, findings: Findings): void {
  const file = 'sectors.csv'
  const districts = [...org.units()].filter(
    (unit) => unit.kind === 'district' && isValidOn(unit, dayOfUnits(policy, org)),
  )
  for (const [sector, units] of Object.entries(policy.sectors)) {
    for (const district of districts) {
      if (units[district.code] !== undefined) continue
      const en = `sector ${sector} has no unit in ${district.nameEn} (${district.code})`
      findings.error('sector.gap', file, [0], `行业 ${sector} 在${district.name}（${district.code}）没有单位`, en)
    }
    for (const [district, code] of Object.entries(units)) {
      const unit = org.findUnit(code)
      if (org.findUnit(district)?.kind !== 'district') {
        findings.error(
          'sector.unknown-district',
          file,
          [0],
          `行业 ${sector}：没有区 ${district}`,
          `sector ${sector}: there is no district ${district}`,
        )
      } else if (!unit || !isValidOn(unit, dayOfUnits(policy, org))) {
        const en = `sector ${sector} in ${district}: there is no valid unit ${code}`
        findings.error('sector.unknown-unit', file, [0], `行业 ${sector}、区 ${district}：没有有效单位 ${code}`, en)
      }
    }
  }
}

function lintLimits(policy: Policy, findings: Findings): void {
  for (const name of LIMIT_CLASSES) {
    const rule = policy.limits[name]
    const path = ['limits', name]
    if (!rule) {
      findings.error('limit.missing', 'limits.yaml', path, `缺少时限 ${name}`, `limit class ${name} is missing`)
      continue
    }
    const windows = [rule.sign.within, rule.contact, rule.returnWithin, rule.replyReview]
    if ((name === 'urgent' || name === 'prompt') && windows.some((window) => window.unit === 'duty-minutes')) {
      const en = `${name}: its windows run at any hour and cannot be duty-minutes (P8)`
      findings.error(
        'limit.duty-minutes',
        'limits.yaml',
        path,
        `${rule.name}：各环节全天计时，不能用 duty-minutes (P8)`,
        en,
      )
    }
    if (name === 'urgent' && rule.sign.auto !== 'ring') {
      const en = 'urgent: an urgent ticket is never signed automatically; auto must be ring (P8)'
      findings.error(
        'limit.urgent-auto-sign',
        'limits.yaml',
        [...path, 'sign'],
        '紧急工单不得自动签收，auto 须为 ring (P8)',
        en,
      )
    }
  }
  if (policy.callback.differentDays > policy.callback.attempts) {
    const en = 'the attempts cannot fall on more days than there are attempts'
    findings.error('callback.days', 'callback.yaml', ['different_days'], '回访天数不能多于回访次数', en)
  }
}

function lintGrounds(policy: Policy, findings: Findings): void {
  const tables: Readonly<Record<string, readonly Ground[]>> = {
    'refusal-grounds.csv': policy.refusalGrounds,
    'return-grounds.csv': policy.returnGrounds,
    'exclusion-grounds.csv': policy.exclusionGrounds,
    'suspension-grounds.csv': policy.suspensionGrounds,
  }
  for (const [file, grounds] of Object.entries(tables)) {
    grounds.forEach((ground, i) => {
      if (grounds.findIndex((other) => other.code === ground.code) === i) return
      findings.error('ground.duplicate', file, [i], `理由 ${ground.code} 重复`, `ground ${ground.code} is given twice`)
    })
  }
}

function lintRoles(policy: Policy, findings: Findings): void {
  const file = 'roles.yaml'
  const known: readonly string[] = [...GRANTABLE_COMMANDS, ...PERMISSIONS]
  const granted = new Set<string>()
  for (const [role, { name, nameEn, grants }] of Object.entries(policy.roles)) {
    const path = ['roles', role]
    const fault = (code: string, zh: string, en: string) =>
      findings.error(code, file, path, `角色${name}：${zh}`, `role ${nameEn}: ${en}`)
    const commands = grants.map((grant) => grant.command)
    for (const { command, on } of grants) {
      granted.add(command)
      if (!known.includes(command))
        fault('role.unknown-command', `没有命令 ${command}`, `there is no command ${command}`)
      if ((on === 'own' || on === 'assisting') && NEVER_OWN.includes(command)) {
        fault(
          'role.own-score',
          `不得对本单位的工单 ${command} (P4、P5)`,
          `nobody may ${command} for their own unit (P4, P5)`,
        )
      }
    }
    const handling = NEVER_WITH_CALLBACK.filter((command) => commands.includes(command))
    if (commands.includes('attempt-callback') && handling.length > 0) {
      const list = handling.join(', ')
      fault('role.callback-handles', `回访员不得 ${list} (P5)`, `whoever calls back may not ${list} (P5)`)
    }
  }
  for (const command of GRANTABLE_COMMANDS) {
    if (granted.has(command)) continue
    findings.warning('role.nobody', file, ['roles'], `没有角色可以 ${command}`, `no role may ${command}`)
  }
}

function lintScoring(policy: Policy, findings: Findings): void {
  const file = 'scoring.yaml'
  for (const [kind, profile] of Object.entries(policy.scoring)) {
    const parsed = parseFormula(profile.formula)
    const checked = parsed.ok ? checkFormula(parsed.value, metricNames(policy.assessment?.extras ?? [])) : parsed
    if (checked.ok) continue
    const { code, facts } = checked.rejection
    const at = `${facts['line']}:${facts['column']}`
    const detail = facts['name'] ?? facts['found'] ?? ''
    const zh = `方案 ${profile.id} 的公式在 ${at} 处有误：${code} ${detail}`
    findings.error(
      'scoring.formula',
      file,
      ['use', kind],
      zh,
      `the formula of ${profile.id} is wrong at ${at}: ${code} ${detail}`,
    )
  }
  const { extras = [], residents = {} } = policy.assessment ?? {}
  if (extras.includes('requests-per-10000') && Object.keys(residents).length === 0) {
    findings.warning(
      'scoring.no-residents',
      file,
      ['assessment'],
      '启用了万人诉求比，但没有常住人口数据',
      'requests per 10,000 residents are on, but no residents are given',
    )
  }
  const codes = policy.rankingClasses.map((one) => one.code)
  policy.rankingClasses.forEach((one, i) => {
    for (const other of one.notIn.filter((code) => !codes.includes(code))) {
      const path = ['ranking_classes', i]
      findings.error('scoring.unknown-class', file, path, `没有排名分类 ${other}`, `there is no ranking class ${other}`)
    }
  })
}

function lintOrg(policy: Policy, org: Org, findings: Findings): void {
  const file = 'units.csv'
  const units = [...org.units()]
  const centres = units.filter((unit) => unit.kind === 'centre')
  if (centres.length !== 1 || centres[0]?.superior !== null) {
    findings.error(
      'org.centre',
      file,
      [],
      '须有且只有一个热线中心，且没有上级',
      'there must be one centre, without a superior',
    )
  }
  if (!units.some((unit) => unit.kind === 'supervision' && unit.superior === null)) {
    const en = 'there must be a supervision body outside the line of command (P3)'
    findings.error('org.supervision', file, [], '须有一个不在指挥体系内的督查机构 (P3)', en)
  }
  for (const unit of units) {
    if (policy.dutyHours[unit.dutyHours]) continue
    const en = `unit ${unit.code}: there are no duty hours named ${unit.dutyHours}`
    findings.error('org.duty-hours', file, [], `单位 ${unit.code}：没有名为 ${unit.dutyHours} 的值守时间`, en)
  }
}
