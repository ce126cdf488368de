import type { PHOTO as ZH } from '../zh/photo.ts'

export const PHOTO: Readonly<Record<keyof typeof ZH, string>> = {
  'photo.title': 'Photos',
  'photo.evidence': 'Photos as evidence',
  'photo.evidence-help':
    'The requester sees them. Say which are before and which after; please avoid faces and number plates.',
  'photo.contact-help': 'For instance of a visit to the place.',
  'photo.register-help': 'Photos that the requester sent or brought.',
  'photo.of-requester': 'Photos of the requester',
  'photo.choose': 'Choose photos',
  'photo.hint': 'Or drop or paste them; up to {most}, 20 MB each. Where they were taken is removed.',
  'photo.number': 'Photo {number}',
  'photo.which': 'Is photo {number} before or after?',
  'photo.remove': 'Remove',
  'photo.remove-one': 'Remove photo {number}',
  'photo.sending': 'Sending {name}',
  'photo.too-many': 'At most {most}; this one was not sent.',
  'photo.dismiss': 'Understood',
  'photo.of': '{number} of {count}',
  'photo.before-this': 'Previous',
  'photo.after-this': 'Next',
  'photo.close': 'Close',
}
