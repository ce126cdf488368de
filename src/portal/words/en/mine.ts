import type { MINE as ZH } from '../zh/mine.ts'

/** The words of one-time codes, of one's own list, and of the demonstration's messages. */
export const MINE: Readonly<Record<keyof typeof ZH, string>> = {
  'code.text':
    '{what}: this needs proof that it is you. We send a 6-digit code to your phone; it is good for 5 minutes.',
  'code.label': '6-digit code',
  'code.demo': 'This is a demonstration and sends no messages. You can read them here:',
  'code.message': '[12345] Your code is {code}, good for 5 minutes. Nobody from the hotline will ask you for it.',

  'messages.title': 'Demonstration messages',
  'messages.hint': 'A demonstration sends nothing. What a phone would receive stands here until it expires.',
  'messages.none': 'There are no messages now.',

  'mine.title': 'My requests',
  'mine.hint':
    'Enter the phone that you left with your request. We send a code to make sure it is you, then list what was sent with that phone.',
  'mine.by-number': 'I have a number and a code',
  'mine.no-phone': 'No phone left, or no code received? Call 12345; your name and the place are enough.',
  'mine.no-channel': 'Codes cannot be sent from here yet. Use your number and code, or call 12345.',
  'mine.sent': 'If something was sent with this phone, a code is on its way, good for 5 minutes. Please enter it here.',
  'mine.show': 'Show',
  'mine.again': 'Send it again',
  'mine.nothing-came': 'Nothing came? Perhaps you left another phone. Try that one, or call 12345.',
  'mine.stale': 'The page was open for too long. Please enter the phone again.',
  'mine.none': 'Nothing was sent with this phone.',
  'mine.line': 'Sent {day} · {unit}',
  'mine.wanted-score': 'Waiting for your score',
  'mine.follows': 'What you follow',
  'mine.follow': '{place} · {matter}',
  'mine.follow-since': 'Followed since {day}',
  'mine.kept': 'This list stays on this device for 30 minutes. On somebody else’s device, please sign out when done.',
  'mine.leave': 'Sign out',
  'mine.by-phone': 'No number? Use your phone and a code',
  'fault.phone-needed': 'Please enter a phone: a mobile has 11 digits, a landline its area code, as in 010-65081234.',
}
