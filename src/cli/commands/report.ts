import type { Command } from 'commander'
import { addReportDispatch } from './report-dispatch.ts'
import { addReportOnTime } from './report-on-time.ts'

/** Figures about the work itself, each with the tickets behind it in the web. */
export function addReport(program: Command): void {
  const report = program
    .command('report')
    .description('figures about the work: dispatch, imported history')
    .addHelpText('after', '\nExample:\n  huying report dispatch --json')
  addReportDispatch(report)
  addReportOnTime(report)
}
