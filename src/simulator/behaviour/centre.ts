import type { RequestBody } from '../../contract/ticket/request.ts'
import { DAY, toMs } from '../../domain/kernel/instant.ts'
import { CENTRE, type UnitCode } from '../../domain/org/unit.ts'
import type { Actor } from '../../domain/ticket/events.ts'
import type { TicketState } from '../../domain/ticket/state.ts'
import { minutes, ofCentre } from '../city.ts'
import type { Matter } from '../matter.ts'
import { ask, type Draft, type Life, type Thread } from '../thread.ts'
import { answerReceiver, consultMinutes, returnVerdict, summaryTitle } from '../words/desk.ts'

/** The registration itself: by an agent on the phone, by the community at its window (P14), or by the requester online. */
export function begin(life: Life, thread: Thread): void {
  const { matter } = thread
  life.plan(thread, matter.at, () => ask('register', registration(matter, life), registrar(life, thread)))
}

function registrar({ city }: Life, { matter, centre }: Thread): Actor {
  if (matter.channel === 'phone') return ofCentre(city, 'agent', centre.int(0, 39))
  if (matter.channel === 'window' && matter.community) {
    return city.person('community-worker', matter.community, centre.int(0, 1))
  }
  return { kind: 'requester', person: null, via: 'web' }
}

function registration(matter: Matter, { episode }: Life): RequestBody<'register'> {
  const person = (one: Matter['resident'] | null) => one && { name: one.name, phone: one.phone }
  const isAnonymous = matter.identity === 'anonymous'
  return {
    contact: episode.contact,
    channel: matter.channel,
    source: null,
    kind: matter.kind,
    identity: matter.identity,
    behalf: matter.behalf,
    requester: isAnonymous ? null : person(matter.resident),
    concerned: isAnonymous ? null : person(matter.concerned),
    enterprise: matter.enterprise,
    words: matter.words,
    title: matter.channel === 'phone' ? matter.title : null,
    place: placeOf(matter),
    accuses: matter.accuses,
    saidAt: null,
    splitFrom: episode.split?.ticketId === matter.ticketId ? episode.first.ticketId : null,
  }
}

function placeOf(matter: Matter): RequestBody<'register'>['place'] {
  const { district, subdistrict, community, address } = matter
  return { district, subdistrict, community, address }
}

/** What the centre does with a new ticket: answer, hand over, refuse, or classify and dispatch. */
export function takeIn(life: Life, thread: Thread): void {
  const { matter, centre } = thread
  const agent = ofCentre(life.city, 'agent', centre.int(0, 39))
  const isPhone = matter.channel === 'phone'
  const read = life.now + minutes(isPhone ? centre.around(4, 1.4) : centre.around(28, 1.9))
  const { fate } = matter
  if (fate.does === 'hand-over') {
    const receiver = answerReceiver(fate.to, thread.words)
    life.plan(thread, life.now + minutes(1.5), () => ask('hand-over', { to: fate.to, receiver }, agent))
    planWelfareCall(life, thread)
    return
  }
  life.plan(thread, read, () => classification(matter, agent))
  if (fate.does === 'answer') {
    life.plan(thread, read + minutes(centre.around(3, 1.5)), () =>
      ask('answer', { text: fate.text, article: null }, agent),
    )
  } else if (fate.does === 'refuse') planRefusal(life, thread, read + minutes(6), agent, fate.ground)
  else planDispatch(life, thread, read)
}

function classification(matter: Matter, actor: Actor): Draft {
  const { category, limit, kind, accuses } = matter
  return ask('classify', { category, limit, kind, confidence: null, accuses }, actor)
}

function planRefusal(life: Life, thread: Thread, at: number, actor: Actor, ground: string): void {
  const found = life.city.policy.refusalGrounds.find((one) => one.code === ground)
  if (!found) return
  const dutyKind = ground.startsWith('beyond-duty-market') ? 'market' : 'individual'
  life.plan(thread, at, () => ask('refuse', { ground, dutyKind, route: ground }, actor))
}

/** P1: a senior agent calls back after a hand-over. */
function planWelfareCall(life: Life, thread: Thread): void {
  const reached = thread.caller.chance(0.85)
  life.planAnyway(thread, life.now + minutes(thread.centre.around(90, 1.6)), (state) =>
    state.phase === 'handed-over'
      ? ask('record-welfare-call', { reached, note: null }, ofCentre(life.city, 'shift-leader', 1))
      : null,
  )
}

function planDispatch(life: Life, thread: Thread, read: number): void {
  const { matter, centre } = thread
  const { city } = life
  const dispatcher = ofCentre(city, 'dispatcher', centre.int(0, 9))
  const isUrgent = matter.limit === 'urgent'
  let at = read + minutes(isUrgent ? centre.around(2, 1.3) : centre.around(14, 1.8))
  if (matter.subdistrict === null && matter.community === null) {
    // Nobody said where: an agent asks again before the ticket leaves (P25).
    const asked = askedPlace(life, thread)
    if (asked) {
      const agent = ofCentre(city, 'agent', centre.int(0, 39))
      life.plan(thread, at, () => asked(agent))
      at += minutes(centre.around(6, 1.5))
    }
  }
  const isWrong = centre.chance(0.025)
  life.plan(thread, at, (state, now) => dispatchDraft(life, thread, state, now, isWrong, dispatcher))
}

function askedPlace(life: Life, thread: Thread): ((agent: Actor) => Draft) | null {
  const { resident } = thread.matter
  const subdistrict = resident.community?.superior ?? null
  if (subdistrict === null || thread.centre.chance(0.25)) return null
  return (agent) =>
    ask(
      'correct-fact',
      {
        fact: 'place',
        place: {
          district: life.city.org.getUnit(subdistrict).district,
          subdistrict,
          community: resident.community?.code ?? null,
          address: resident.home,
        },
        category: null,
        person: null,
        title: null,
        reason: summaryTitle(thread.words),
      },
      agent,
    )
}

function dispatchDraft(
  life: Life,
  thread: Thread,
  state: TicketState,
  now: number,
  isWrong: boolean,
  actor: Actor,
): Draft {
  const choice = life.city.choose(state, now)
  const other = isWrong ? otherUnit(life, state, choice.lead) : null
  return ask(
    'dispatch',
    {
      lead: other ?? choice.lead,
      assisting: other ? [] : [...choice.assisting],
      mode: other ? 'direct' : choice.mode,
      limit: choice.limit === thread.matter.limit ? null : thread.matter.limit,
      record: {
        row: other || choice.row === 0 ? null : choice.row,
        ground: other ? 'decided-by-person' : choice.ground,
        candidates: choice.candidates.map(({ lead, row, why }) => ({ lead, row, why })),
        overruled: other ? choice.lead : null,
      },
    },
    actor,
  )
}

/** A plausible mistake: a department instead of the subdistrict, or the other way round. */
function otherUnit(life: Life, state: TicketState, lead: UnitCode): UnitCode | null {
  const { org, policy } = life.city
  const { subdistrict, district } = state.place
  if (state.accuses !== null || lead === CENTRE) return null
  if (subdistrict !== null && subdistrict !== lead) return subdistrict
  const department = district === null ? null : policy.sectors['city-management']?.[district]
  return department && department !== lead && org.findUnit(department) ? department : null
}

/** P7: the centre decides within its own limit; a return with a point is accepted, a mere attempt refused. */
export function decideReturn(life: Life, thread: Thread, state: TicketState): void {
  const { centre } = thread
  const pending = state.pendingReturn
  const choice = life.city.choose(state, life.now)
  const accept = pending?.unit !== choice.lead || centre.chance(0.22)
  const span = pending ? toMs(pending.decideBy) - life.now : minutes(60)
  const at = life.now + Math.round(span * (0.2 + centre.next() * 0.7))
  const reason = returnVerdict(accept, thread.words)
  const dispatcher = ofCentre(life.city, 'dispatcher', centre.int(0, 9))
  life.plan(thread, at, () => ask('decide-return', { accept, reason }, dispatcher))
}

export function redispatch(life: Life, thread: Thread): void {
  const { centre } = thread
  const dispatcher = ofCentre(life.city, 'dispatcher', centre.int(0, 9))
  life.plan(thread, life.now + minutes(centre.around(12, 1.6)), (state, now) => {
    const choice = life.city.choose(state, now)
    // The unit that the catalogue names has had its return accepted: somebody else must take it.
    const isBack = state.returnedBy.includes(choice.lead)
    return dispatchDraft(life, thread, state, now, isBack, dispatcher)
  })
}

/** 会商: one working day at most, and its result binds. */
export function concludeConsult(life: Life, thread: Thread, state: TicketState): void {
  const { centre } = thread
  const by = state.consultBy === null ? life.now + DAY : toMs(state.consultBy)
  const at = life.now + Math.round((by - life.now) * (0.3 + centre.next() * 0.5))
  const dispatcher = ofCentre(life.city, 'dispatcher', centre.int(0, 9))
  const proposesCatalogue = centre.chance(0.5)
  life.plan(thread, at, (now, when) => {
    const choice = life.city.choose(now, when)
    const body = {
      lead: choice.lead,
      assisting: [...choice.assisting],
      minutes: consultMinutes(life.city.org.getUnit(choice.lead).name, thread.words),
      proposesCatalogue,
    }
    return ask('conclude-consult', body, dispatcher)
  })
}

/** After an objection another agent looks: accepts the matter after all, or refuses for good. */
export function lookAgain(life: Life, thread: Thread): void {
  const { centre, matter } = thread
  const read = life.now + minutes(centre.around(40, 1.6))
  const leader = ofCentre(life.city, 'shift-leader', centre.int(0, 3))
  if (matter.fate.does === 'refuse' && centre.chance(0.6)) {
    planRefusal(life, thread, read, leader, matter.fate.ground)
    return
  }
  life.plan(thread, read, () => classification(matter, leader))
  planDispatch(life, thread, read)
}
