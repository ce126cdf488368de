/** The assessment bundle: why it can't be exported, and what is said when it was. */
export const BUNDLE = {
  'bundle.folder-in-use': '{folder} is not empty. A bundle is written into an empty or a new folder only.',
  'bundle.facts-moved':
    'Tickets of period {period} changed after it was frozen: it can no longer be exported as frozen. Order a new run to take the changes in.',
  'bundle.place-too-fine':
    'Nothing was exported: {file} would name a place below the subdistrict ({unit}). Public data go down to the subdistrict.',
  'bundle.instant-too-fine': 'Nothing was exported: {file} would tell an instant finer than the day ({found}).',
  'bundle.free-text':
    'Nothing was exported: {member} in {file} is no code of the rules; it may be words that were meant for one person.',
  'bundle.personal-number': 'Nothing was exported: {file} holds what looks like a phone or identity number.',
  'bundle.group-too-small':
    'Nothing was exported: in {unit} a group of {lines} tickets looks alike, fewer than {smallest}; somebody could tell who answered what.',
  'terminal.bundle-written':
    '{folder}: {files} files, {units} units, {lines} lines ({withheld} of them in sums only), signed by {fingerprint}',
  'terminal.bundle-draft': '{period} is not frozen: the bundle is marked as a draft.',
  'terminal.bundle-frozen': '{period} is frozen: {run}',
} as const
