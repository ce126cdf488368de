import { SATISFACTION_ANSWERS, SOLVED_ANSWERS } from '../../../../domain/ticket/terms.ts'
import type { CommandForm, Field } from './field.ts'

const ANSWERS: readonly Field[] = [
  {
    kind: 'decision',
    name: 'contacted',
    label: 'form.q-contacted',
    yes: 'form.contacted',
    no: 'form.not-contacted',
    required: true,
  },
  { kind: 'choice', name: 'solved', label: 'form.q-solved', prefix: 'solved', codes: SOLVED_ANSWERS, required: true },
  {
    kind: 'choice',
    name: 'satisfied',
    label: 'form.q-satisfied',
    prefix: 'satisfied',
    codes: SATISFACTION_ANSWERS,
    required: true,
  },
  { kind: 'words', name: 'why', label: 'form.q-why', help: 'form.q-why-help' },
]

const byCall: CommandForm['complete'] = (values) => ({ ...values, by: 'call' })

/** What the requester says, in a callback or at any time. */
export const REQUESTER: Readonly<Record<string, CommandForm>> = {
  'attempt-callback': { intro: 'form.attempt-intro', fields: [] },
  'answer-callback': {
    intro: 'form.callback-intro',
    fields: [
      ...ANSWERS,
      {
        kind: 'words',
        name: 'missing',
        label: 'form.missing',
        help: 'form.missing-help',
        when: { field: 'solved', is: ['no', 'partly'] },
      },
    ],
    complete: byCall,
  },
  'correct-answer': { intro: 'form.correct-answer-intro', fields: ANSWERS, complete: byCall },
  'report-pressure': {
    intro: 'form.pressure-intro',
    fields: [{ kind: 'words', name: 'note', label: 'form.note' }],
  },
  reopen: {
    intro: 'form.reopen-intro',
    fields: [{ kind: 'words', name: 'reason', label: 'form.reason', required: true }],
  },
  urge: { intro: 'form.urge-intro', fields: [{ kind: 'words', name: 'note', label: 'form.urge-note' }] },
  supplement: {
    intro: 'form.supplement-intro',
    fields: [
      { kind: 'words', name: 'text', label: 'form.supplement-text', rows: 4, required: true },
      { kind: 'photos', name: 'photos', label: 'photo.title' },
    ],
  },
  withdraw: {
    intro: 'form.withdraw-intro',
    grave: true,
    fields: [{ kind: 'words', name: 'why', label: 'form.withdraw-why' }],
  },
  'confirm-withdrawal': {
    intro: 'form.confirm-withdrawal-intro',
    fields: [
      {
        kind: 'decision',
        name: 'confirmed',
        label: 'form.withdrawal',
        yes: 'form.own-will',
        no: 'form.not-own-will',
        required: true,
      },
    ],
  },
}
