import { done, type Result, rejected } from '../kernel/result.ts'
import type { ClusterCommand, ClusterFact } from './events.ts'
import type { ClusterState } from './state.ts'

/** Every way a cluster can say no. */
export const CLUSTER_REJECTIONS = [
  'cluster.exists',
  'cluster.none',
  'cluster.too-few',
  'cluster.member-already',
  'cluster.no-member',
  'cluster.lead-stays',
] as const
export type ClusterRejection = (typeof CLUSTER_REJECTIONS)[number]

/**
 * What a command makes of a cluster. Saying what holds already changes nothing. That its tickets may be together (P12, P20) is
 * known to whoever reads tickets, and checked there.
 */
export function decideCluster(state: ClusterState, command: ClusterCommand): Result<readonly ClusterFact[]> {
  if (command.type === 'form') return form(state, command.data)
  if (state.phase !== 'standing') return no('cluster.none')
  switch (command.type) {
    case 'join':
      if (state.members.includes(command.data.ticket)) return no('cluster.member-already')
      return yes({ type: 'joined', data: { member: command.data.ticket } })
    case 'split-off':
      return splitOff(state, command.data.ticket)
    case 'move-lead': {
      const { to } = command.data
      if (!state.members.includes(to)) return no('cluster.no-member')
      return state.lead === null || state.lead === to
        ? yes()
        : yes({ type: 'lead-moved', data: { from: state.lead, to } })
    }
    case 'plan':
      return yes({ type: 'planned', data: {} })
    case 'answer': {
      const members = [...new Set(command.data.tickets)]
      if (!members.every((one) => state.members.includes(one))) return no('cluster.no-member')
      return members.length === 0 ? yes() : yes({ type: 'answered', data: { members } })
    }
    case 'dissolve':
      return yes({ type: 'dissolved', data: {} })
  }
}

function form(
  state: ClusterState,
  { basis, lead, members }: Extract<ClusterCommand, { type: 'form' }>['data'],
): Result<readonly ClusterFact[]> {
  if (state.phase !== 'unformed') return no('cluster.exists')
  const others = [...new Set(members)].filter((one) => one !== lead)
  if (others.length === 0) return no('cluster.too-few')
  return yes(
    { type: 'formed', data: { basis, lead } },
    ...others.map((member): ClusterFact => ({ type: 'joined', data: { member } })),
  )
}

/** The lead goes only after another has taken its place; who would remain alone is no cluster any more. */
function splitOff(state: ClusterState, ticket: string): Result<readonly ClusterFact[]> {
  if (!state.members.includes(ticket)) return no('cluster.no-member')
  const dissolved: ClusterFact = { type: 'dissolved', data: {} }
  if (state.lead === ticket) return state.members.length > 2 ? no('cluster.lead-stays') : yes(dissolved)
  const left: ClusterFact = { type: 'left', data: { member: ticket } }
  return state.members.length > 2 ? yes(left) : yes(left, dissolved)
}

function no(code: ClusterRejection): Result<never> {
  return rejected(code)
}

function yes(...facts: readonly ClusterFact[]): Result<readonly ClusterFact[]> {
  return done(facts)
}
