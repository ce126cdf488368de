import type { RiskRules } from '../rule.ts'
import { childAbuse } from './child-abuse.ts'
import { collapse } from './collapse.ts'
import { domesticViolence } from './domestic-violence.ts'
import { elderAbuse } from './elder-abuse.ts'
import { electricity } from './electricity.ts'
import { fire } from './fire.ts'
import { gas } from './gas.ts'
import { missingPerson } from './missing-person.ts'
import { selfHarm } from './self-harm.ts'
import { threat } from './threat.ts'
import { trapped } from './trapped.ts'
import { wageGathering } from './wage-gathering.ts'

/** What is known of every kind of risk; a policy that lacks a kind does not ask for it. */
export const RISK_RULES: readonly RiskRules[] = [
  selfHarm,
  threat,
  domesticViolence,
  childAbuse,
  elderAbuse,
  missingPerson,
  trapped,
  gas,
  collapse,
  fire,
  electricity,
  wageGathering,
]
