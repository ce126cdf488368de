import { type Calendar, dayOf } from '../../domain/clock/calendar.ts'
import type { Day, Instant } from '../../domain/kernel/instant.ts'
import { ticketNumber } from '../../domain/ticket/number.ts'
import type { Sql } from '../database/connect.ts'

const BLOCK = 200

/** Hands out public numbers; each process takes a block per day, so that no ticket waits for another's. Gaps are allowed. */
export class TicketNumbers {
  private readonly sql: Sql
  private readonly calendar: Calendar
  private readonly blocks = new Map<Day, { next: number; end: number; refill: Promise<void> | null }>()

  constructor(sql: Sql, calendar: Calendar) {
    this.sql = sql
    this.calendar = calendar
  }

  async take(at: Instant): Promise<string> {
    const day = dayOf(at, this.calendar)
    const block = this.blocks.get(day) ?? { next: 0, end: 0, refill: null }
    this.blocks.set(day, block)
    while (block.next >= block.end) {
      block.refill ??= this.refill(day, block).finally(() => {
        block.refill = null
      })
      await block.refill
    }
    return ticketNumber(day, block.next++)
  }

  private async refill(day: Day, block: { next: number; end: number }): Promise<void> {
    const { rows } = await this.sql.query<{ next: number }>(
      `insert into number_block (day, next) values ($1, ${BLOCK + 1})
       on conflict (day) do update set next = number_block.next + ${BLOCK} returning next`,
      [day],
    )
    const end = rows[0]?.next ?? 0
    block.next = end - BLOCK
    block.end = end
  }
}

/** After a bulk copy that numbered by itself: the next block of each day begins behind the numbers in use. */
export async function reserveNumbers(sql: Sql): Promise<void> {
  await sql.query(
    `insert into number_block (day, next)
     select to_date(split_part(number, '-', 2), 'YYYYMMDD'), max(split_part(number, '-', 3)::int) + 1
     from ticket_number group by 1
     on conflict (day) do update set next = greatest(number_block.next, excluded.next)`,
  )
}
