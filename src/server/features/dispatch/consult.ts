import type { ConsultView } from '../../../contract/http/dispatch-desk.ts'
import type { UnitCode } from '../../../domain/org/unit.ts'
import type { Policy } from '../../../domain/policy/policy.ts'
import type { TicketState } from '../../../domain/ticket/state.ts'
import { namesOf } from '../../../store/account/accounts.ts'
import { findPrecedents } from '../../../store/read-models/precedents.ts'
import type { TicketReading } from '../../../store/read-models/ticket-reading.ts'
import type { ServerDeps } from '../../deps.ts'
import { type Readable, unitName } from '../../http/facts.ts'
import { readPermitted } from '../../view/read-permitted.ts'
import { tellReturnGround } from './clause.ts'
import type { Reader } from './desk.ts'
import { tellPrecedents } from './precedents.ts'

const PRECEDENTS = 5

/** The consult room of one ticket: every hop with its ground, whom it concerns, who was asked and what each said. */
export async function consultOf(ticketId: string, reader: Reader, deps: ServerDeps): Promise<ConsultView> {
  const { pool, rulebook, clock } = deps
  const { reading } = await readPermitted(ticketId, 'read-ticket', reader.account, reader.scopes, deps)
  const { state } = reading
  const policy = rulebook.inForce(clock.now())
  const to: Readable = { language: reader.language, org: rulebook.org, calendar: policy.calendar }
  const named = (code: UnitCode) => ({ code, name: unitName(code, to) })
  const given = state.opinions.flatMap((one) => (one.given?.by ? [one.given.by] : []))
  const names = await namesOf(pool, given)
  const rows = await findPrecedents(pool, {
    category: state.category ?? undefined,
    except: ticketId,
    size: PRECEDENTS,
  })
  const scope = reader.scopes.includes('any') ? 'any' : 'own'
  return {
    ticketId,
    version: state.version,
    concludeBy: state.consultBy,
    hops: state.hops.map((one) => tellHop(one, reading, policy, to)),
    concerned: concernedIn(state).map(named),
    asked: state.opinions.map(({ unit, askedAt, given }) => ({
      unit: named(unit),
      at: askedAt,
      opinion: given && {
        stance: given.stance,
        text: reading.text(given.reason.id),
        at: given.at,
        by: given.by && (names.get(given.by) ?? given.by),
      },
    })),
    precedents: await tellPrecedents(rows, reader.account, scope, to, deps),
  }
}

function tellHop(hop: TicketState['hops'][number], reading: TicketReading, policy: Policy, to: Readable) {
  const named = (code: UnitCode) => ({ code, name: unitName(code, to) })
  const { returned } = hop
  const asked = returned === null ? undefined : reading.events[returned.version - 1]
  return {
    hop: hop.hop,
    at: hop.at,
    unit: named(hop.lead),
    row: hop.row === 0 ? null : hop.row,
    ground: returned && tellReturnGround(returned.ground, policy, to),
    reason: asked?.type === 'return-requested' ? reading.text(asked.data.reason.id) : null,
    suggested: returned?.suggested ? named(returned.suggested) : null,
  }
}

/** Who had it and whom they named, as far as not asked yet. */
function concernedIn({ hops, opinions }: TicketState): UnitCode[] {
  const units = hops.flatMap(({ lead, returned }) => [lead, ...(returned?.suggested ? [returned.suggested] : [])])
  return [...new Set(units)].filter((unit) => opinions.every((one) => one.unit !== unit))
}
