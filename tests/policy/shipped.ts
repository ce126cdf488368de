import { fileURLToPath } from 'node:url'
import { ORG_FILES } from '../../src/contract/policy/parse-org.ts'
import { POLICY_FILES } from '../../src/contract/policy/parse-policy.ts'
import { makeOrg } from '../../src/domain/org/unit.ts'
import { loadOrg, loadPolicyVersion, readTexts } from '../../src/store/policy-files.ts'

/** What ships in `policy/`, for the tests beside this file. */
export const POLICY_ROOT = fileURLToPath(new URL('../../policy/', import.meta.url))
export const VERSION = `${POLICY_ROOT}beijing/2026-01`
export const ORG = `${POLICY_ROOT}beijing/org`

export async function loadShipped() {
  const [version, units] = await Promise.all([loadPolicyVersion(VERSION), loadOrg(ORG)])
  return { ...version, units, org: makeOrg(units) }
}

export function readVersion(): Promise<Map<string, string>> {
  return readTexts(VERSION, POLICY_FILES)
}

export function readOrg(): Promise<Map<string, string>> {
  return readTexts(ORG, ORG_FILES)
}
