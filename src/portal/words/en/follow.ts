import type { FOLLOW as ZH } from '../zh/follow.ts'

/** The words of following what others reported, and of keeping a link. */
export const FOLLOW: Readonly<Record<keyof typeof ZH, string>> = {
  'nearby.title': 'Others near you reported something similar',
  'nearby.text': 'If it is the same matter, you can simply follow it instead of sending it again.',
  'nearby.reporters': '{count} people in the last 30 days, the first on {since}',
  'nearby.followers': '{count} more say it happens to them too',
  'nearby.answered': 'answered',
  'nearby.and': ', ',
  'nearby.follow': 'Follow this one',
  'nearby.or-send':
    'If yours is different, or you would like to be contacted, send it as usual: it counts no less because others reported it.',
  'nearby.gone': 'This matter cannot be followed any more. You can send yours as usual.',

  'follow.title': 'Follow this one',
  'follow.what':
    'You get a link that shows how far it has come and who has it. You see nobody’s name, words or address, and nobody sees that you follow. What you wrote is not sent.',
  'follow.counts': 'It happens to me too: count me in',
  'follow.counts-hint': 'This adds one to a number and registers nobody. Leave it empty to just watch.',
  'follow.phone-hint': 'Not needed to watch. With it you can find this link again under “My requests”.',
  'follow.send': 'Follow it',
  'follow.back': 'Go back and send mine',
  'follow.page': 'A matter you follow',
  'follow.count': '{count} people reported this',
  'follow.with-you': ' (you are counted)',
  'follow.stages-hint': 'Only public steps are shown. The answer itself is given to those who reported it.',
  'follow.gone':
    'The progress of this matter is not shown in public any more. If it happens to you, please send yours.',
  'follow.ended': 'You no longer follow this, and the phone you left is gone.',
  'follow.link-hint': 'Whoever has this link sees the public steps and nothing else.',
  'follow.own': 'Send mine',
  'follow.end': 'Stop following',
  'stage.reported': 'Reported to us',
  'stage.dispatched': 'Given to {unit}',
  'stage.answered': '{unit} has answered, and the hotline has checked it',
  'stage.closed': 'Closed',
  'stage.reopened': 'Not solved yet; {unit} works on it again',

  'keep.qr': 'QR code of the progress page',
  'keep.copy': 'Copy the link',
  'keep.copied': 'Copied',
  'keep.file': 'Save as a file',
  'receipt.goes-to': 'It goes to {unit}, because: {ground}',
  'receipt.line': '{label}: {value}',
}
