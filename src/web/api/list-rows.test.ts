import { describe, expect, test } from 'vitest'
import { comingAndGoing, type ListPages, replaceRows, settleRows } from './list-rows.ts'
import type { TicketListItem } from './ticket-list.ts'

function row(ticketId: string, dueAt: string | null): TicketListItem {
  const named = { code: '110102009', name: '展览路街道' }
  return {
    ticketId,
    number: ticketId,
    title: ticketId,
    identity: 'normal',
    phase: 'handling',
    kind: 'help',
    category: null,
    limit: 'general',
    responsible: named,
    subdistrict: null,
    community: null,
    open: true,
    late: false,
    marks: [],
    registeredAt: '2026-10-19T00:00:00.000Z',
    dueAt,
  }
}

function pages(...rows: TicketListItem[][]): ListPages {
  return {
    pages: rows.map((items, index) => ({ items, next: index < rows.length - 1 ? 'more' : null, now: '' })),
    pageParams: rows.map(() => null),
  }
}

const ids = (list: ListPages): string[][] => list.pages.map((page) => page.items.map((item) => item.ticketId))
const [a, b, c, d] = [row('a', '2026-10-20'), row('b', '2026-10-22'), row('c', '2026-10-24'), row('d', null)]

describe('rows of a list that changes while somebody reads it', () => {
  test('a changed row keeps its place even when its time has moved', () => {
    const moved = { ...a, dueAt: '2026-11-30', phase: 'replied' }
    const after = replaceRows(pages([a, b], [c]), { asked: ['a'], rows: [moved] })
    expect(ids(after)).toEqual([['a', 'b'], ['c']])
    expect(after.pages[0]?.items[0]?.phase).toBe('replied')
  })

  test('what is new waits to come in where its time puts it, what no longer fits waits to go', () => {
    const fresh = row('e', '2026-10-23')
    const change = { asked: ['e', 'b'], rows: [fresh] }
    const list = pages([a, b], [c, d])
    expect(comingAndGoing(list, change, 'due')).toEqual({ coming: [fresh], going: ['b'] })
    expect(ids(settleRows(list, [fresh], ['b'], 'due'))).toEqual([['a'], ['e', 'c', 'd']])
  })

  test('the first of all, the last of all, and one into an empty list', () => {
    expect(ids(settleRows(pages([a, b]), [row('0', '2026-10-01')], [], 'due'))).toEqual([['0', 'a', 'b']])
    expect(ids(settleRows(pages([a], [b]), [d], [], 'due'))).toEqual([['a'], ['b', 'd']])
    expect(ids(settleRows(pages([]), [a], [], 'due'))).toEqual([['a']])
    expect(ids(settleRows(pages([a]), [{ ...b, registeredAt: '2026-10-20' }], [], 'newest'))).toEqual([['b', 'a']])
  })

  test('a list that is not loaded to its end takes in nothing that belongs after it', () => {
    const open: ListPages = { pages: [{ items: [a, b], next: 'more', now: '' }], pageParams: [null] }
    expect(comingAndGoing(open, { asked: ['c'], rows: [c] }, 'due')).toEqual({ coming: [], going: [] })
    expect(comingAndGoing(open, { asked: ['z'], rows: [row('z', '2026-10-21')] }, 'due').coming).toHaveLength(1)
  })
})
