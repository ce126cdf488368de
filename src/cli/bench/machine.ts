import { cpus, totalmem } from 'node:os'
import type { Sql } from '../../store/database/connect.ts'

/** What the numbers were measured on; printed with every bench. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGiB: number
  readonly node: string
  readonly postgres: string
  readonly fsync: string
  readonly synchronousCommit: string
}

export async function describeMachine(sql: Sql): Promise<Machine> {
  const { rows } = await sql.query<{ version: string; fsync: string; commit: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commit`,
  )
  const [first] = cpus()
  return {
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgres: rows[0]?.version ?? 'unknown',
    fsync: rows[0]?.fsync ?? 'unknown',
    synchronousCommit: rows[0]?.commit ?? 'unknown',
  }
}

/** The value below which `share` (0 to 1) of the measurements lie; sorts its argument. */
export function percentile(values: number[], share: number): number {
  if (values.length === 0) return Number.NaN
  values.sort((a, b) => a - b)
  return values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return percentile([...values], 0.5)
}

export function rounded(value: number, places = 1): number {
  return Number(value.toFixed(places))
}
