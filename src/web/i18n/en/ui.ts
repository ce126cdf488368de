/** The page that shows the shared components. */
export const UI = {
  'ui.title': 'Components',
  'ui.lead': 'What the pages share, in the states that a desk meets. The samples are made up.',
  'ui.place': 'Place',
  'ui.proposal': 'Proposal',
  'ui.proposal-text': 'What is tinted is the machine’s; it counts once somebody accepts it.',
  'ui.say': 'Say something',
  'ui.said': 'Done.',
} as const
