import type { PHOTO as ZH } from '../zh/photo.ts'

/** The words of photos. */
export const PHOTO: Readonly<Record<keyof typeof ZH, string>> = {
  'photo.label': 'Photos',
  'photo.hint':
    'Up to 6, as JPEG, PNG or WebP, each up to 20 MB. Where and with which phone they were taken is removed; please avoid faces and number plates.',
  'photo.upload': 'Upload the chosen photos',
  'photo.remove': 'Remove',
  'photo.remove-one': 'Remove photo {number}',
  'photo.yours': 'Your photo {number}',
  'photo.number': 'Photo {number}',
  'photo.before': 'Photo {number}: before',
  'photo.after': 'Photo {number}: after',
  'photo.is-before': 'Before',
  'photo.is-after': 'After',
  'photo.title': 'Photos',
  'photo.chosen': 'Chosen photo',
  'photo.many': 'At most 6; the others were not taken.',
}
