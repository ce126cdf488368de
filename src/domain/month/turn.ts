import { type MonthContext, unauditedUnits } from './decide.ts'
import type { MonthState } from './month.ts'
import type { MonthStep } from './steps.ts'

/** Whose turn it is, for the board: who can take the month on. */
export const TURNS = ['nobody', 'assessor', 'units', 'decider', 'auditor', 'reader'] as const
export type Turn = (typeof TURNS)[number]

/** The step where the month really stands, which the calendar alone can't tell, and whose turn it is. */
export function standingOf(
  state: MonthState,
  context: Pick<MonthContext, 'step' | 'pendingExclusions' | 'overCap'>,
): { readonly step: MonthStep; readonly turn: Turn } {
  if (context.step === 'counting') return { step: 'counting', turn: 'nobody' }
  if (state.published) return { step: 'bulletin', turn: 'reader' }
  if (state.frozen) return { step: 'bulletin', turn: 'assessor' }
  if (!state.draft) return { step: 'draft', turn: 'assessor' }
  const open = state.appeals.some((one) => one.decision === null) || context.pendingExclusions > 0
  // As long as the days for appeals last, it is the units' step, even if something waits for a decision already.
  if (context.step === 'draft' || context.step === 'appeals')
    return { step: 'appeals', turn: open ? 'decider' : 'units' }
  if (open) return { step: 'decisions', turn: 'decider' }
  if (unauditedUnits(state, context.overCap).length > 0) return { step: 'decisions', turn: 'auditor' }
  return { step: 'freeze', turn: 'assessor' }
}
