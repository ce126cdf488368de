import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { POLICY_FILES } from '../../contract/policy/parse-policy.ts'
import { makeOrg, type Unit } from '../../domain/org/unit.ts'
import { policyElsewhere } from '../../domain/policy/elsewhere.ts'
import { type Pool, withTransaction } from '../database/connect.ts'
import { loadCities } from '../history/cities.ts'
import { digestOfTexts, loadOrg, readTexts, readVersion } from '../policy-files.ts'
import { adoptReleases } from '../workshop/releases.ts'
import { makeRulebook, type Rulebook } from './rulebook.ts'

/** Before every version: the first of them is the base of what another city's record needs. */
const FIRST = '1900-01-01T00:00:00.000Z'

/** A version that tickets were judged by has other text now: released versions are immutable (design.md §3.3). */
class PolicyChangedError extends Error {
  readonly code = 'policy.version-changed'
  readonly facts: { readonly version: string }

  constructor(version: string) {
    super(`policy version ${version} differs from the one this database was run under; release a new version instead`)
    this.name = 'PolicyChangedError'
    this.facts = { version }
  }
}

/** Reads a city's rules from its folder (`policy/beijing`): every version in it, and its units. Touches no database. */
export async function readRules(
  cityFolder: string,
  more: readonly Unit[] = [],
): Promise<{ rulebook: Rulebook; units: readonly Unit[]; digests: ReadonlyMap<string, string> }> {
  const units = await loadOrg(join(cityFolder, 'org'))
  const folders = (await readdir(cityFolder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && entry.name !== 'org')
    .map((entry) => join(cityFolder, entry.name))
    .sort()
  const versions = []
  const digests = new Map<string, string>()
  const files = new Map<string, ReadonlyMap<string, string>>()
  for (const folder of folders) {
    const texts = await readTexts(folder, POLICY_FILES)
    const { policy } = readVersion(folder, texts)
    versions.push(policy)
    digests.set(policy.id, digestOfTexts(texts))
    files.set(policy.id, texts)
  }
  return { rulebook: makeRulebook(versions, makeOrg([...units, ...more]), files), units, digests }
}

/**
 * Reads the rules, writes units and versions down in the database, and takes in what was released from the workshop.
 * @throws PolicyChangedError, ReleaseChanged
 */
export async function loadRules(pool: Pool, cityFolder: string): Promise<Rulebook> {
  const elsewhere = await loadCities(pool)
  const { rulebook, units, digests } = await readRules(cityFolder, elsewhere.units)
  for (const city of elsewhere.cities) rulebook.keep(policyElsewhere(rulebook.inForce(FIRST), city))
  await withTransaction(pool, async (sql) => {
    // Superiors come before their subordinates, whatever the order of the files.
    await sql.query(
      `insert into unit (code, name, name_en, kind, superior, district, valid_from, valid_to, duty_hours)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[], $8::date[], $9::text[])
       on conflict (code) do update set name = excluded.name, name_en = excluded.name_en, kind = excluded.kind,
         superior = excluded.superior, district = excluded.district, valid_from = excluded.valid_from,
         valid_to = excluded.valid_to, duty_hours = excluded.duty_hours
       where (unit.name, unit.name_en, unit.kind, unit.superior, unit.district, unit.valid_from, unit.valid_to, unit.duty_hours)
         is distinct from (excluded.name, excluded.name_en, excluded.kind, excluded.superior, excluded.district, excluded.valid_from, excluded.valid_to, excluded.duty_hours)`,
      [
        units.map((unit) => unit.code),
        units.map((unit) => unit.name),
        units.map((unit) => unit.nameEn),
        units.map((unit) => unit.kind),
        units.map((unit) => unit.superior),
        units.map((unit) => unit.district),
        units.map((unit) => unit.validFrom),
        units.map((unit) => unit.validTo),
        units.map((unit) => unit.dutyHours),
      ],
    )
    for (const policy of rulebook.versions) {
      const checksum = digests.get(policy.id) ?? ''
      const { rows } = await sql.query<{ checksum: string }>(
        `insert into policy_version (id, effective_from, checksum) values ($1, $2, $3)
         on conflict (id) do update set effective_from = policy_version.effective_from returning checksum`,
        [policy.id, policy.effectiveFrom, checksum],
      )
      if (rows[0]?.checksum !== checksum) throw new PolicyChangedError(policy.id)
    }
    await adoptReleases(sql, rulebook, digests)
  })
  return rulebook
}
