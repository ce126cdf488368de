import type { CommandForm } from './field.ts'

const RISKS = [
  'self-harm',
  'threat',
  'domestic-violence',
  'child-abuse',
  'elder-abuse',
  'missing-person',
  'trapped',
  'gas',
  'collapse',
  'fire',
  'electricity',
  'wage-gathering',
]

/** Score, supervision, alarms. */
export const OVERSIGHT: Readonly<Record<string, CommandForm>> = {
  'request-exclusion': {
    intro: 'form.exclusion-intro',
    fields: [
      { kind: 'ground', name: 'ground', label: 'form.exclusion-ground', list: 'exclusion', required: true },
      { kind: 'words', name: 'evidence', label: 'form.evidence', help: 'form.evidence-help', required: true },
    ],
  },
  'decide-exclusion': {
    intro: 'form.two-persons',
    fields: [
      {
        kind: 'decision',
        name: 'approve',
        label: 'form.decision',
        yes: 'form.agree',
        no: 'form.disagree',
        required: true,
      },
      { kind: 'words', name: 'reason', label: 'form.reason' },
    ],
  },
  'object-exclusion': { fields: [{ kind: 'words', name: 'why', label: 'form.objection', required: true }] },
  'decide-objection': {
    fields: [
      {
        kind: 'decision',
        name: 'lift',
        label: 'form.decision',
        yes: 'form.lift-exclusion',
        no: 'form.keep-exclusion',
        required: true,
      },
      { kind: 'words', name: 'reason', label: 'form.reason', required: true },
    ],
  },
  supervise: {
    intro: 'form.supervise-intro',
    fields: [
      { kind: 'line', name: 'order', label: 'form.order', help: 'form.order-help', required: true },
      { kind: 'moment', name: 'due', label: 'form.order-due', required: true },
      { kind: 'words', name: 'text', label: 'form.order-text', required: true },
    ],
  },
  'answer-supervision': {
    fields: [
      { kind: 'order', name: 'order', label: 'form.order', required: true },
      { kind: 'words', name: 'text', label: 'form.order-answer', required: true },
    ],
  },
  'close-supervision': {
    intro: 'form.close-supervision-intro',
    fields: [
      { kind: 'answered-order', name: 'order', label: 'form.order', required: true },
      {
        kind: 'decision',
        name: 'accept',
        label: 'form.decision',
        yes: 'form.accept-answer',
        no: 'form.send-answer-back',
        required: true,
      },
      { kind: 'moment', name: 'due', label: 'form.new-due', when: { field: 'accept', is: [false] }, required: true },
      { kind: 'words', name: 'reason', label: 'form.reason', when: { field: 'accept', is: [false] }, required: true },
    ],
  },
  'object-inspection': { fields: [{ kind: 'words', name: 'why', label: 'form.inspection-objection', required: true }] },
  'decide-inspection': {
    fields: [
      {
        kind: 'decision',
        name: 'uphold',
        label: 'form.decision',
        yes: 'form.uphold',
        no: 'form.lift-mark',
        required: true,
      },
      { kind: 'words', name: 'reason', label: 'form.reason', required: true },
    ],
  },
  escalate: {
    intro: 'form.escalate-intro',
    fields: [
      {
        kind: 'choice',
        name: 'to',
        label: 'form.escalate-to',
        prefix: 'escalation',
        codes: ['subdistrict-leader', 'district', 'city'],
        required: true,
      },
      { kind: 'words', name: 'reason', label: 'form.reason' },
    ],
  },
  'raise-alert': {
    intro: 'form.alert-intro',
    fields: [
      {
        kind: 'many',
        name: 'risks',
        label: 'form.risks',
        help: 'form.risks-help',
        prefix: 'risk',
        codes: RISKS,
        required: true,
      },
    ],
    complete: (values, fresh) => ({ ...values, alert: fresh() }),
  },
  'acknowledge-alert': {
    intro: 'form.acknowledge-intro',
    fields: [{ kind: 'alert', name: 'alert', label: 'form.alert', required: true }],
  },
}
