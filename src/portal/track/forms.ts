import { SATISFACTION_ANSWERS, SOLVED_ANSWERS } from '../../domain/ticket/terms.ts'
import { html, type Markup } from '../html.ts'
import { renderCarried } from '../page.ts'
import { type Say, sayTo } from '../reader.ts'
import { renderChoice } from '../report/fields.ts'
import { NO_PHOTOS, renderPhotoField, WITH_FILES } from '../report/photos.ts'
import type { CitizenCommand } from './track.ts'
import type { TrackPage } from './track-page.ts'

interface Texting {
  readonly label: string
  readonly send: string
  readonly required: boolean
}

/** The form of one command: its key makes that pressing twice does it once; `pass` shows who was confirmed. */
function renderForm(page: TrackPage, command: CitizenCommand, inside: Markup, send: string): Markup {
  const { reader, track, confirming, newKey } = page
  return html`
    <form method="post" action=${`/track/${track.number}/${command}`} enctype=${command === 'supplement' ? WITH_FILES : undefined} data-once>
      <input type="hidden" name="secret" value=${track.secret} />
      <input type="hidden" name="key" value=${newKey()} />
      ${confirming.pass === null ? null : html`<input type="hidden" name="pass" value=${confirming.pass} />`}
      ${renderCarried(reader)} ${inside}
      <div class="actions"><button class=${command === 'withdraw' ? 'grave' : 'main'}>${send}</button></div>
    </form>
  `
}

export function renderTextForm(page: TrackPage, command: CitizenCommand, { label, send, required }: Texting): Markup {
  const text = renderText(page, command, 'text', label, required)
  if (command !== 'supplement') return renderForm(page, command, text, send)
  const photos = renderPhotoField(sayTo(page.reader), NO_PHOTOS, 'supplement-photos', false)
  return renderForm(page, command, html`${text} ${photos}`, send)
}

function renderText(
  { response }: TrackPage,
  command: CitizenCommand,
  name: 'text' | 'missing',
  label: string,
  required: boolean,
): Markup {
  const id = `${command}-${name}`
  const typed = response.command === command ? (response.typed[name] ?? '') : ''
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <textarea id=${id} name=${name} rows="3" required=${required}>${typed}</textarea>
    </div>
  `
}

/** Three questions, asked apart: contacted, solved, satisfied are three outcomes, never one (P32). */
export function renderScoreForm(page: TrackPage, command: 'answer-callback' | 'correct-answer', say: Say): Markup {
  const typed = page.response.command === command ? page.response.typed : {}
  const inside = html`
    ${renderChoice(
      'contacted',
      { text: say('score.contacted'), why: say('score.contacted-why') },
      [
        { value: 'yes', label: say('score.contacted.yes') },
        { value: 'no', label: say('score.contacted.no') },
      ],
      typed['contacted'] ?? null,
    )}
    ${renderChoice(
      'solved',
      { text: say('score.solved'), why: say('score.solved-why') },
      SOLVED_ANSWERS.map((value) => ({ value, label: say(`score.solved.${value}`) })),
      typed['solved'] ?? null,
    )}
    ${renderChoice(
      'satisfied',
      { text: say('score.satisfied'), why: say('score.satisfied-why') },
      SATISFACTION_ANSWERS.map((value) => ({ value, label: say(`score.satisfied.${value}`) })),
      typed['satisfied'] ?? null,
    )}
    ${renderText(page, command, 'text', say('score.why'), false)}
    ${command === 'answer-callback' ? renderText(page, command, 'missing', say('score.missing'), false) : null}
  `
  return renderForm(page, command, inside, say(command === 'answer-callback' ? 'score.send' : 'correct.send'))
}
