import { describe, expect, test } from 'vitest'
import { makeOrg, type Unit, type UnitKind } from '../org/unit.ts'
import type { Policy } from '../policy/policy.ts'
import { permit, type Subjected } from './permit.ts'

const unit = (code: string, kind: UnitKind, superior: string | null): Unit => ({
  code,
  name: code,
  nameEn: code,
  kind,
  superior,
  district: null,
  validFrom: '2020-01-01',
  validTo: null,
  dutyHours: 'office',
})
const org = makeOrg([
  unit('centre', 'centre', null),
  unit('east', 'district', 'centre'),
  unit('east-1', 'subdistrict', 'east'),
  unit('office', 'office', 'east-1'),
  unit('lake', 'community', 'east-1'),
  unit('hill', 'community', 'east-1'),
  unit('west', 'district', 'centre'),
])
const policy = {
  roles: {
    officer: {
      name: '',
      nameEn: '',
      grants: [
        { command: 'reply', on: 'own' },
        { command: 'sign', on: 'assisting' },
      ],
    },
    agent: { name: '', nameEn: '', grants: [{ command: 'reply', on: 'any' }] },
    requester: { name: '', nameEn: '', grants: [{ command: 'urge', on: 'requester' }] },
  },
} as unknown as Policy
const ticket: Subjected = {
  responsible: 'east-1',
  assisting: ['west'],
  assigned: null,
  requester: 'p-1',
  concerned: 'p-2',
  accuses: null,
}
const may = (of: string, command = 'reply', on: Partial<Subjected> = {}, role = 'officer') => {
  const permission = permit({ role, unit: of, person: null }, command, { ...ticket, ...on }, policy, org)
  return permission.permitted ? permission.scope : permission.code
}

describe('own', () => {
  test('is the responsible unit, whoever stands above it, and its offices', () => {
    expect(['east-1', 'east', 'office'].map((of) => may(of))).toEqual(['own', 'own', 'own'])
    expect(may('west')).toBe('rights.other-unit')
  })

  test("is a community only for what was assigned to it: its workers are the requester's neighbours (P20)", () => {
    expect(may('lake')).toBe('rights.other-unit')
    expect(may('lake', 'reply', { assigned: 'lake' })).toBe('own')
    expect(may('hill', 'reply', { assigned: 'lake' })).toBe('rights.other-unit')
  })

  test('is also the unit to which a district passed the ticket on', () => {
    expect(may('east-1', 'reply', { responsible: 'east' })).toBe('rights.other-unit')
    expect(may('east-1', 'reply', { responsible: 'east', assigned: 'east-1' })).toBe('own')
  })
})

describe('others', () => {
  test('an assisting unit has what it is granted as such, no more', () => {
    expect(may('west', 'sign')).toBe('assisting')
    expect(may('west', 'reply')).toBe('rights.other-unit')
  })

  test('a role has nothing that it was not granted', () => {
    expect(may('east-1', 'dispatch')).toBe('rights.no-grant')
    expect(may('east-1', 'reply', {}, 'nobody')).toBe('rights.no-grant')
  })

  test('P3: the accused unit and all below it have nothing, even with a grant on every ticket', () => {
    expect(may('east-1', 'reply', { accuses: 'east-1' })).toBe('rights.recused')
    expect(may('lake', 'reply', { accuses: 'east-1', assigned: 'lake' }, 'agent')).toBe('rights.recused')
    expect(may('east', 'reply', { accuses: 'east-1' })).toBe('own')
    expect(may('centre', 'reply', { accuses: 'centre' }, 'agent')).toBe('any')
  })

  test('the requester, or the person concerned, and nobody in their place', () => {
    const asks = (person: string | null) =>
      permit({ role: 'requester', unit: '', person }, 'urge', ticket, policy, org).permitted
    expect([asks('p-1'), asks('p-2'), asks('p-3'), asks(null)]).toEqual([true, true, false, false])
  })
})
