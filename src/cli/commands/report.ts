import type { Command } from 'commander'
import { addReportDispatch } from './report-dispatch.ts'

/** Figures about the work itself, each with the tickets behind it in the web. */
export function addReport(program: Command): void {
  const report = program
    .command('report')
    .description('figures about the work: dispatch')
    .addHelpText('after', '\nExample:\n  huying report dispatch --json')
  addReportDispatch(report)
}
