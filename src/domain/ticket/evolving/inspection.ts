import type { Inspection, TicketState } from '../state.ts'
import type { Evolutions } from './clocks.ts'

export const INSPECTION: Evolutions<
  'inspected' | 'falsely-closed' | 'inspection-objected' | 'inspection-upheld' | 'inspection-lifted'
> = {
  inspected: (state, { by, sample, verdicts }, { at }) => ({
    ...state,
    inspections: [
      ...state.inspections,
      { by, at, sample, verdicts, reopenings: state.reopenings, unit: null, mark: null },
    ],
  }),
  'falsely-closed': (state, { unit }) => marked(state, (one) => ({ ...one, unit, mark: 'standing' })),
  'inspection-objected': (state) => marked(state, (one) => ({ ...one, mark: 'objected' })),
  'inspection-upheld': (state) => marked(state, (one) => ({ ...one, mark: 'upheld' })),
  'inspection-lifted': (state) => marked(state, (one) => ({ ...one, mark: 'lifted' })),
}

/** The newest inspection is the one that a mark, an objection and its decision are about. */
function marked(state: TicketState, change: (one: Inspection) => Inspection): TicketState {
  const last = state.inspections.length - 1
  return { ...state, inspections: state.inspections.map((one, index) => (index === last ? change(one) : one)) }
}
