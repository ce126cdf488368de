/** Signals to a human: what was seen, never what somebody is accused of (P23). */
export const INTEGRITY = {
  'signal.pressure-reported': 'Pressure reported',
  'signal.answer-changed-after-contact': 'Answer changed after a contact',
  'signal.answers-prompted': 'Answers right after a contact',
  'signal.answers-in-a-burst': 'Answers in a burst',
  'signal.one-phone-many': 'One phone, many answers',
  'signal.reply-without-contact': 'Reply without contact',
  'signal.reply-within-minutes': 'Reply within minutes',
  'signal.pauses-before-due': 'Many pauses before the limit',
  'signal.replies-alike': 'Replies alike',
  'signal.longer-limit': 'Moved to a longer limit',
  'signal.bounce-loop': 'Returned again and again',
  'signal.refiled': 'Solved, then filed again',
  'signal.evidence-reused': 'Evidence used again',
  'signal.photo-reused': 'Photo of evidence used again',
  'signal.falsely-closed': 'Marked as falsely closed',
  'signal-sentence.pressure-reported':
    'A requester reported being contacted about the score by staff of {unit} ({times} times). Please find out whether the answer was influenced.',
  'signal-sentence.answer-changed-after-contact':
    'The requester had answered, and changed it for the better after {unit} made contact. The matter may have been solved since; please ask the requester.',
  'signal-sentence.answers-prompted':
    '{unit}: {count} favourable answers came by link within {minutes} minutes of a contact with the requester. Please find out whether staff filled them in or pressed for them.',
  'signal-sentence.answers-in-a-burst':
    'Within {minutes} minutes from {begin}, {people} people gave favourable answers about {unit} by link ({count} tickets). Please find out whether they answered themselves.',
  'signal-sentence.one-phone-many':
    'One phone number stands behind {count} favourable answers about {unit}. Please find out whether it belongs to a proxy who was not registered.',
  'signal-sentence.reply-without-contact':
    '{unit} replied {count} tickets as solved without having reached the requester. Please look at a few of them.',
  'signal-sentence.reply-within-minutes':
    '{unit} replied {count} tickets as solved within {minutes} minutes of the dispatch. Please look at a few of them.',
  'signal-sentence.pauses-before-due':
    'On {day} {unit} requested an extension or a suspension for {count} tickets within {hours} hours before their limits. Please look at the grounds.',
  'signal-sentence.replies-alike':
    '{count} replies of {unit} have about {percent}% or more of their text in common. Please see whether each ticket was handled.',
  'signal-sentence.longer-limit':
    'At a later dispatch the limit went from “{was}” to “{is}”; {unit} has the ticket now. Please look at the reason.',
  'signal-sentence.bounce-loop':
    'This ticket was returned {times} times; {unit} has it now. Please see whether it is clear whose duty it is.',
  'signal-sentence.refiled':
    '{unit} replied that it was solved; {days} days later the same person reported the same kind of matter at the same place. Please see whether it was solved.',
  'signal-sentence.photo-reused':
    'Replies of {unit} to {count} different matters show the same photo, or nearly the same. One place from one angle can look alike too: please open the photos and see whether they belong to each matter.',
  'signal-sentence.falsely-closed':
    '{count} tickets of {unit} were marked in an inspection as falsely closed, and the mark was not lifted.',
  'signal-sentence.evidence-reused':
    '{count} replies of {unit} show the same evidence file. Please see whether it belongs to each matter.',
  'signal-rule.answers-prompted':
    'Rule: shown from {least} favourable answers by link within {minutes} minutes of a contact in one period ({policy}).',
  'signal-rule.answers-in-a-burst':
    'Rule: shown from {least} people who answer in favour of one unit by link within {minutes} minutes ({policy}).',
  'signal-rule.one-phone-many':
    'Rule: shown from {least} favourable answers of one number about one unit in one period ({policy}).',
  'signal-rule.reply-without-contact':
    'Rule: shown from {least} replies as solved without a contact in one period ({policy}).',
  'signal-rule.reply-within-minutes':
    'Rule: shown from {least} replies as solved within {minutes} minutes of the dispatch in one period ({policy}).',
  'signal-rule.pauses-before-due':
    'Rule: shown from {least} requests on one day for an extension or a suspension within {hours} hours before the limit ({policy}).',
  'signal-rule.replies-alike':
    'Rule: shown from {least} replies to different matters in one period that share {percent}% or more of their text ({policy}).',
  'signal-rule.bounce-loop': 'Rule: shown from {least} returns of one ticket ({policy}).',
  'signal-rule.refiled':
    'Rule: shown when the same person reports the same kind of matter at the same place within {days} days of a reply as solved ({policy}).',
  'signal-rule.photo-reused':
    'Rule: shown when the prints of photos of different matters differ in at most {bits} of {of} bits ({policy}).',
  'signal-rule.none': 'Rule: shown when it happens once; no number is set ({policy}).',
  'review.explained': 'Can be explained',
  'review.passed-on': 'Passed on',
  'review.watched': 'Kept in view',
  'sample.unknown': 'There is no such sample.',
  'sample.period-malformed': 'A period is a year and a month, such as 2026-10.',
  'sample.nothing-left': 'Nothing is left to draw in this period.',
  'signal.unknown': 'There is no such signal, or the data has changed. Please reload and look again.',
  'callback.claim-lost':
    'This person is no longer on your line: the claim ran out, or the call was ended elsewhere. What was not recorded is not kept.',
  'callback.not-all-asked': '{count} more to ask about. Ask, or choose to call later or that nobody was reached.',
  'callback.colleague-unknown': 'There is no such colleague at the callback desk, or the account is no longer active.',
  'callback.access-reason': 'Callback',
  'callback.reason-withdrawal': 'To confirm that the person wishes to withdraw',
  'callback.reason-recheck': 'A random re-check, in no score',
  'callback-plan.exists': 'The callback plan of period {period} is stored and cannot be changed.',
  'callback-plan.too-late': 'Period {period} began on {day}; a plan must be stored before that.',
  'callback-plan.none': 'Period {period} has no callback plan.',
  'signal.own-unit': 'Signals about your own unit are looked at by people of another unit.',
  'signal.period-malformed': 'Please write the period as in 2026-10.',
} as const
