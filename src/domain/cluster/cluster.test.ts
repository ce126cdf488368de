import { describe, expect, it } from 'vitest'
import type { Category, Policy } from '../policy/policy.ts'
import { CLUSTER_REJECTIONS, type ClusterRejection, decideCluster } from './decide.ts'
import type { ClusterCommand } from './events.ts'
import { type ClusterState, evolveCluster, NO_CLUSTER } from './state.ts'
import { isHiddenFromOthers, type Neighbourly, samePerson, shownReporters } from './together.ts'

const AT = '2026-10-19T02:00:00.000Z'

function grown(...commands: readonly ClusterCommand[]): ClusterState {
  return commands.reduce((state, command) => {
    const decision = decideCluster(state, command)
    if (!decision.ok) throw new Error(decision.rejection.code)
    return decision.value.reduce((one, fact) => evolveCluster(one, { ...fact, at: AT }), state)
  }, NO_CLUSTER)
}

const form = (...members: string[]): ClusterCommand => ({
  type: 'form',
  data: { basis: 'asset', lead: members[0] ?? '', members },
})
const splitOff = (ticket: string): ClusterCommand => ({ type: 'split-off', data: { ticket } })

describe('one cluster', () => {
  it('is formed around its lead, grows, moves its lead and lets the old one go', () => {
    const state = grown(
      form('t1', 't2'),
      { type: 'join', data: { ticket: 't3' } },
      { type: 'move-lead', data: { to: 't3' } },
      splitOff('t1'),
    )
    expect(state).toMatchObject({ phase: 'standing', basis: 'asset', lead: 't3', members: ['t2', 't3'] })
  })

  it('is dissolved when the last but one leaves, also by its lead', () => {
    expect(grown(form('t1', 't2'), splitOff('t2')).phase).toBe('dissolved')
    expect(grown(form('t1', 't2'), splitOff('t1')).phase).toBe('dissolved')
  })

  it('remembers who was answered, through a second answer and a departure', () => {
    const answer = (...tickets: string[]): ClusterCommand => ({ type: 'answer', data: { tickets } })
    const state = grown(form('t1', 't2', 't3'), answer('t2', 't2'), answer('t2', 't3'), splitOff('t2'))
    expect(state).toMatchObject({ answered: ['t2', 't3'], answeredAt: AT })
    expect(decideCluster(state, answer())).toEqual({ ok: true, value: [] })
  })

  const refusals: Readonly<Record<ClusterRejection, readonly [ClusterState, ClusterCommand]>> = {
    'cluster.exists': [grown(form('t1', 't2')), form('t1', 't3')],
    'cluster.none': [NO_CLUSTER, { type: 'plan', data: {} }],
    'cluster.too-few': [NO_CLUSTER, form('t1', 't1')],
    'cluster.member-already': [grown(form('t1', 't2')), { type: 'join', data: { ticket: 't2' } }],
    'cluster.no-member': [grown(form('t1', 't2')), { type: 'move-lead', data: { to: 't9' } }],
    'cluster.lead-stays': [grown(form('t1', 't2', 't3')), splitOff('t1')],
  }
  it.each(CLUSTER_REJECTIONS)('says no: %s', (code) => {
    const [state, command] = refusals[code]
    expect(decideCluster(state, command)).toEqual({ ok: false, rejection: { code, facts: {} } })
  })
})

describe('who may be seen beside others (P20)', () => {
  const category = (code: string, parent: string | null, hiddenFromNeighbours: boolean) =>
    ({ code, parent, hiddenFromNeighbours }) as Category
  const policy = {
    categories: [
      category('01', null, false),
      category('01-04', '01', false),
      category('09', null, true),
      category('09-01', '09', false),
    ],
  } as unknown as Policy
  const plain: Neighbourly = { kind: 'complaint', identity: 'normal', category: '01-04', accuses: null }

  it('an ordinary complaint may', () => expect(isHiddenFromOthers(plain, policy)).toBe(false))
  it.each([
    ['a report of wrongdoing', { kind: 'report' }],
    ['a confidential one', { identity: 'confidential' }],
    ['an anonymous one', { identity: 'anonymous' }],
    ['one that accuses', { accuses: '110102009' }],
    ['one of a hidden category', { category: '09' }],
    ['one below a hidden category', { category: '09-01' }],
    ['one that is not classified yet', { category: null }],
    ['one of a category that is gone', { category: '99-99' }],
  ])('%s may not', (_, over) => expect(isHiddenFromOthers({ ...plain, ...over }, policy)).toBe(true))

  it('two neighbours are not told of each other, three are counted', () => {
    expect([0, 1, 2, 3, 40].map(shownReporters)).toEqual([null, null, null, 3, 40])
  })
})

describe('is it one person (P12, P13)', () => {
  const self = { identity: 'normal', requester: 'p1', concerned: null }
  it.each([
    ['the same caller about the same person', self, self, 'same'],
    ['the caller for oneself and for another', self, { ...self, concerned: 'p2' }, 'unclear'],
    ['the person concerned and the proxy', { ...self, requester: 'p2' }, { ...self, concerned: 'p2' }, 'unclear'],
    ['two callers', self, { ...self, requester: 'p2' }, 'different'],
    ['nobody known', { ...self, requester: null }, { ...self, requester: null }, 'different'],
    ['an anonymous one', self, { ...self, identity: 'anonymous', requester: null }, 'different'],
  ] as const)('%s', (_, a, b, verdict) => {
    expect(samePerson(a, b)).toBe(verdict)
    expect(samePerson(b, a)).toBe(verdict)
  })
})
