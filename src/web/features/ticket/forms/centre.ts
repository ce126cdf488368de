import { DUTY_KINDS, LIMIT_CLASSES, TICKET_KINDS } from '../../../../domain/policy/policy.ts'
import { CORRECTABLE_FACTS, DISPATCH_MODES, EMERGENCY_LINES, OPINION_STANCES } from '../../../../domain/ticket/terms.ts'
import type { CommandForm } from './field.ts'

/** The centre: what a ticket is, whose it is, and whether a unit may give it back. */
export const CENTRE_FORMS: Readonly<Record<string, CommandForm>> = {
  classify: {
    intro: 'form.classify-intro',
    fields: [
      { kind: 'category', name: 'category', label: 'form.category', required: true },
      {
        kind: 'choice',
        name: 'limit',
        label: 'form.limit',
        help: 'form.limit-help',
        prefix: 'limit',
        codes: LIMIT_CLASSES,
      },
      { kind: 'choice', name: 'kind', label: 'form.kind', prefix: 'kind', codes: TICKET_KINDS },
      { kind: 'unit', name: 'accuses', label: 'form.accuses', help: 'form.accuses-help' },
    ],
  },
  dispatch: {
    intro: 'form.dispatch-intro',
    fields: [
      { kind: 'unit', name: 'lead', label: 'form.lead', required: true },
      { kind: 'units', name: 'assisting', label: 'form.assisting' },
      { kind: 'choice', name: 'mode', label: 'form.mode', prefix: 'mode', codes: DISPATCH_MODES },
      {
        kind: 'choice',
        name: 'limit',
        label: 'form.limit',
        help: 'form.limit-help',
        prefix: 'limit',
        codes: LIMIT_CLASSES,
      },
      { kind: 'words', name: 'reason', label: 'form.dispatch-reason', help: 'form.dispatch-reason-help', rows: 2 },
    ],
  },
  answer: {
    intro: 'form.answer-intro',
    fields: [{ kind: 'words', name: 'text', label: 'form.answer-text', rows: 5, required: true }],
  },
  'hand-over': {
    intro: 'form.hand-over-intro',
    grave: true,
    fields: [
      { kind: 'choice', name: 'to', label: 'form.line', prefix: 'line', codes: EMERGENCY_LINES, required: true },
      { kind: 'line', name: 'receiver', label: 'form.receiver', help: 'form.receiver-help' },
    ],
  },
  'record-welfare-call': {
    fields: [
      {
        kind: 'decision',
        name: 'reached',
        label: 'form.reached',
        yes: 'form.yes-reached',
        no: 'form.not-reached',
        required: true,
      },
      { kind: 'words', name: 'note', label: 'form.note' },
    ],
  },
  refuse: {
    intro: 'form.refuse-intro',
    fields: [
      { kind: 'ground', name: 'ground', label: 'form.refusal-ground', list: 'refusal', required: true },
      {
        kind: 'choice',
        name: 'dutyKind',
        label: 'form.duty-kind',
        help: 'form.duty-kind-help',
        prefix: 'duty',
        codes: DUTY_KINDS,
        required: true,
      },
      { kind: 'line', name: 'route', label: 'form.route', help: 'form.route-help', required: true },
    ],
  },
  'object-refusal': { fields: [{ kind: 'words', name: 'why', label: 'form.objection', required: true }] },
  'request-return': {
    intro: 'form.return-intro',
    fields: [
      { kind: 'ground', name: 'ground', label: 'form.return-ground', list: 'return', required: true },
      { kind: 'words', name: 'reason', label: 'form.reason', help: 'form.return-reason-help', required: true },
      { kind: 'unit', name: 'suggested', label: 'form.suggested' },
      { kind: 'line', name: 'legalBasis', label: 'form.legal-basis' },
    ],
  },
  'decide-return': {
    intro: 'form.decide-return-intro',
    fields: [
      {
        kind: 'decision',
        name: 'accept',
        label: 'form.decision',
        yes: 'form.accept-return',
        no: 'form.reject-return',
        required: true,
      },
      {
        kind: 'words',
        name: 'reason',
        label: 'form.reason',
        when: { field: 'accept', is: [false] },
        required: true,
      },
    ],
  },
  'ask-opinion': {
    intro: 'form.ask-opinion-intro',
    fields: [{ kind: 'units', name: 'units', label: 'form.asked-units', required: true }],
  },
  'give-opinion': {
    intro: 'form.give-opinion-intro',
    fields: [
      {
        kind: 'choice',
        name: 'stance',
        label: 'form.stance',
        prefix: 'stance',
        codes: OPINION_STANCES,
        required: true,
      },
      { kind: 'words', name: 'reason', label: 'form.reason', required: true },
    ],
  },
  'conclude-consult': {
    intro: 'form.consult-intro',
    fields: [
      { kind: 'unit', name: 'lead', label: 'form.lead', required: true },
      { kind: 'units', name: 'assisting', label: 'form.assisting' },
      { kind: 'words', name: 'minutes', label: 'form.minutes', required: true },
      { kind: 'tick', name: 'proposesCatalogue', label: 'form.proposes-catalogue' },
    ],
  },
  'correct-fact': {
    intro: 'form.correct-intro',
    fields: [
      { kind: 'choice', name: 'fact', label: 'form.fact', prefix: 'fact', codes: CORRECTABLE_FACTS, required: true },
      { kind: 'place', name: 'place', label: 'form.place', when: { field: 'fact', is: ['place'] }, required: true },
      {
        kind: 'category',
        name: 'category',
        label: 'form.category',
        when: { field: 'fact', is: ['category'] },
        required: true,
      },
      { kind: 'person', name: 'person', label: 'form.person', when: { field: 'fact', is: ['person'] }, required: true },
      { kind: 'line', name: 'title', label: 'form.title', when: { field: 'fact', is: ['title'] }, required: true },
      { kind: 'words', name: 'reason', label: 'form.reason', required: true },
    ],
  },
  split: {
    intro: 'form.split-intro',
    fields: [
      { kind: 'words', name: 'words', label: 'form.split-words', rows: 4, required: true },
      { kind: 'line', name: 'title', label: 'form.title' },
      { kind: 'place', name: 'place', label: 'form.place' },
    ],
    complete: (values, fresh) => ({ ...values, into: fresh() }),
  },
  merge: {
    intro: 'form.merge-intro',
    grave: true,
    fields: [{ kind: 'ticket', name: 'into', label: 'form.merge-into', help: 'form.merge-into-help', required: true }],
  },
  unmerge: { intro: 'form.unmerge-intro', fields: [{ kind: 'words', name: 'reason', label: 'form.reason' }] },
  'move-unit': {
    intro: 'form.move-intro',
    grave: true,
    fields: [
      { kind: 'unit', name: 'from', label: 'form.move-from', required: true },
      { kind: 'unit', name: 'to', label: 'form.move-to', required: true },
    ],
  },
  close: { intro: 'form.close-intro', grave: true, fields: [] },
}
