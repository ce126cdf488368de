import { DAY, type Instant, MINUTE, plus } from '../../../domain/kernel/instant.ts'
import { CENTRE } from '../../../domain/org/unit.ts'
import type { Sql } from '../../../store/database/connect.ts'
import type { Rulebook } from '../../../store/rules/rulebook.ts'

export interface SubdistrictCount {
  readonly subdistrict: string
  readonly count: number
}

const KEPT_MS = 10 * MINUTE
const LEAST = 3
const MOST_ROWS = 8

/** The centre's inbox holds every ticket and has the index; who is hidden is known by the ticket (P20). */
const COUNT = {
  name: 'portal-nearby',
  text: `select i.subdistrict, count(*)::int as count
    from inbox i join ticket t using (ticket_id)
    where i.unit_id = $1 and i.registered_at > $2 and i.registered_at <= $3 and i.subdistrict is not null
      and t.identity = 'normal' and i.kind <> 'report' and i.category is not null and i.category <> all($4)
    group by i.subdistrict having count(*) >= $5
    order by count desc, i.subdistrict limit $6`,
}

/** Counts of the last seven days, asked at most every ten minutes; nobody waits for a fresh one but the first. */
export class NearbyCounts {
  private readonly sql: Sql
  private readonly rulebook: Rulebook
  private counts: readonly SubdistrictCount[] = []
  private until: Instant = ''

  constructor(sql: Sql, rulebook: Rulebook) {
    this.sql = sql
    this.rulebook = rulebook
  }

  async get(now: Instant): Promise<readonly SubdistrictCount[]> {
    if (now < this.until) return this.counts
    this.until = plus(now, KEPT_MS)
    const { categories } = this.rulebook.inForce(now)
    const hidden = categories.filter((one) => one.hiddenFromNeighbours).map(({ code }) => code)
    const values = [CENTRE, plus(now, -7 * DAY), now, hidden, LEAST, MOST_ROWS]
    const { rows } = await this.sql.query<SubdistrictCount>({ ...COUNT, values })
    this.counts = rows
    return rows
  }
}
