/** What was read, or ended: the `what` of a line. */
export const READ_KINDS = [
  'words',
  'snippet',
  'person',
  'person-search',
  'call',
  'photo',
  'print',
  'export',
  'forgotten',
  'access-log',
] as const
