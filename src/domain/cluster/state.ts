import type { Instant } from '../kernel/instant.ts'
import type { ClusterBasis, ClusterEvent } from './events.ts'

/**
 * Tickets of different people about one matter (同类诉求). Only people who look after it change it: what happens to a member's
 * ticket (closed, reopened, merged, forgotten) changes nothing here.
 */
export interface ClusterState {
  readonly version: number
  readonly basis: ClusterBasis | null
  /** The ticket that stands for all; always a member while the cluster exists. */
  readonly lead: string | null
  /** In the order in which they joined. */
  readonly members: readonly string[]
  readonly planned: boolean
  /** Members that the cluster's answer was given to, and when last. */
  readonly answeredAt: Instant | null
  readonly answered: readonly string[]
  readonly phase: 'unformed' | 'standing' | 'dissolved'
}

export const NO_CLUSTER: ClusterState = {
  version: 0,
  basis: null,
  lead: null,
  members: [],
  planned: false,
  answeredAt: null,
  answered: [],
  phase: 'unformed',
}

/** What an event makes of a cluster. Events were decided: nothing is checked again. */
export function evolveCluster(state: ClusterState, event: ClusterEvent): ClusterState {
  const next = { ...state, version: state.version + 1 }
  switch (event.type) {
    case 'formed':
      return {
        ...next,
        basis: event.data.basis,
        lead: event.data.lead,
        members: [event.data.lead],
        phase: 'standing',
      }
    case 'joined':
      return { ...next, members: [...state.members, event.data.member] }
    case 'left':
      return { ...next, members: state.members.filter((one) => one !== event.data.member) }
    case 'lead-moved':
      return { ...next, lead: event.data.to }
    case 'planned':
      return { ...next, planned: true }
    case 'answered':
      return { ...next, answeredAt: event.at, answered: [...new Set([...state.answered, ...event.data.members])] }
    case 'dissolved':
      return { ...next, lead: null, members: [], phase: 'dissolved' }
  }
}
