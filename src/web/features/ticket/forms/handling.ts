import { CONTACT_OUTCOMES, FINDINGS } from '../../../../domain/ticket/terms.ts'
import type { CommandForm, Field } from './field.ts'

const BASIS = {
  kind: 'bases',
  name: 'legalBasis',
  label: 'form.legal-basis',
  help: 'form.legal-basis-help',
} as const satisfies Field

const REPLY: readonly Field[] = [
  { kind: 'choice', name: 'found', label: 'form.found', prefix: 'found', codes: FINDINGS, required: true },
  { kind: 'words', name: 'text', label: 'form.reply-text', help: 'form.reply-text-help', rows: 5, required: true },
  { kind: 'words', name: 'measures', label: 'form.measures', help: 'form.measures-help', required: true },
  // The rules want a basis for what was found true; beside an untrue one it may stand.
  { ...BASIS, required: true, when: { field: 'found', is: ['true', 'partly'] } },
  { ...BASIS, when: { field: 'found', is: ['untrue'] } },
  {
    kind: 'decision',
    name: 'claimsSolved',
    label: 'form.claims-solved',
    help: 'form.claims-solved-help',
    yes: 'form.solved',
    no: 'form.not-solved',
    required: true,
  },
  {
    kind: 'words',
    name: 'nextStep',
    label: 'form.next-step',
    help: 'form.next-step-help',
    when: { field: 'claimsSolved', is: [false] },
    required: true,
  },
  { kind: 'evidence-photos', name: 'photos', label: 'photo.evidence', help: 'photo.evidence-help' },
  { kind: 'tick', name: 'metInPerson', label: 'form.met-in-person' },
]

/** The unit's daily work, from signing to the reply and its review. */
export const HANDLING: Readonly<Record<string, CommandForm>> = {
  sign: { intro: 'form.sign-intro', fields: [] },
  'record-contact': {
    intro: 'form.contact-intro',
    fields: [
      {
        kind: 'choice',
        name: 'outcome',
        label: 'form.contact-outcome',
        prefix: 'contact',
        codes: CONTACT_OUTCOMES,
        required: true,
      },
      { kind: 'tick', name: 'inPerson', label: 'form.in-person', when: { field: 'outcome', is: ['reached'] } },
      { kind: 'words', name: 'note', label: 'form.contact-note', help: 'form.contact-note-help' },
      { kind: 'photos', name: 'photos', label: 'photo.title', help: 'photo.contact-help' },
    ],
  },
  reply: { intro: 'form.reply-intro', fields: REPLY },
  'review-reply': {
    intro: 'form.review-intro',
    fields: [
      { kind: 'decision', name: 'pass', label: 'form.review', yes: 'form.pass', no: 'form.send-back', required: true },
      {
        kind: 'words',
        name: 'reason',
        label: 'form.send-back-reason',
        help: 'form.send-back-reason-help',
        when: { field: 'pass', is: [false] },
        required: true,
      },
    ],
  },
  'retract-reply': {
    intro: 'form.retract-intro',
    grave: true,
    fields: [{ kind: 'words', name: 'reason', label: 'form.reason', required: true }],
  },
  'replace-reply': {
    intro: 'form.replace-intro',
    fields: [...REPLY, { kind: 'words', name: 'reason', label: 'form.replace-reason', required: true }],
  },
  assign: {
    intro: 'form.assign-intro',
    fields: [
      { kind: 'inner-unit', name: 'unit', label: 'form.assign-unit', required: true },
      { kind: 'colleague', name: 'person', label: 'form.assign-person', help: 'form.assign-person-help' },
    ],
  },
  transfer: {
    intro: 'form.transfer-intro',
    fields: [{ kind: 'colleague', name: 'to', label: 'form.transfer-to', required: true }],
    ofTicket: ({ assigned }) => ({ from: assigned?.account ?? '' }),
  },
  'request-extension': {
    intro: 'form.extension-intro',
    fields: [
      { kind: 'line', name: 'ground', label: 'form.extension-ground', required: true },
      { kind: 'words', name: 'reason', label: 'form.reason', help: 'form.extension-reason-help', required: true },
    ],
  },
  'decide-extension': {
    fields: [
      {
        kind: 'decision',
        name: 'grant',
        label: 'form.decision',
        yes: 'form.agree',
        no: 'form.disagree',
        required: true,
      },
      { kind: 'words', name: 'reason', label: 'form.reason' },
    ],
  },
  'request-suspension': {
    intro: 'form.suspension-intro',
    fields: [
      { kind: 'ground', name: 'ground', label: 'form.suspension-ground', list: 'suspension', required: true },
      { kind: 'words', name: 'plan', label: 'form.suspension-plan', help: 'form.suspension-plan-help', required: true },
      { kind: 'line', name: 'owner', label: 'form.suspension-owner', required: true },
      { kind: 'moment', name: 'reviewOn', label: 'form.suspension-review', required: true },
      { kind: 'tick', name: 'requesterTold', label: 'form.requester-told', help: 'form.requester-told-help' },
    ],
    complete: (values) => ({ ...values, requesterTold: values['requesterTold'] === true }),
  },
  'decide-suspension': {
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
  'object-suspension': { fields: [{ kind: 'words', name: 'why', label: 'form.objection', required: true }] },
  resume: {
    intro: 'form.resume-intro',
    fields: [
      {
        kind: 'choice',
        name: 'why',
        label: 'form.resume-why',
        prefix: 'resume',
        codes: ['solved', 'objection', 'other'],
        required: true,
      },
    ],
  },
}
