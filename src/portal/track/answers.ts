import { z } from 'zod'
import type { TicketRequest } from '../../contract/ticket/request.ts'
import { SATISFACTION_ANSWERS, SOLVED_ANSWERS } from '../../domain/ticket/terms.ts'
import type { Word } from '../words/word.ts'
import type { CitizenCommand } from './track.ts'

/** What a form of the track page asks for, ready to be sent, or what is missing in it. */
export type Asked =
  | { readonly ok: true; readonly request: TicketRequest }
  | { readonly ok: false; readonly fault: Word }

type Fields = Readonly<Record<string, string>>

const score = z.object({
  contacted: z.enum(['yes', 'no']).transform((value) => value === 'yes'),
  solved: z.enum(SOLVED_ANSWERS),
  satisfied: z.enum(SATISFACTION_ANSWERS),
})

const LONGEST = 10_000

/** Reads the form of one command. Texts are checked as the flow checks them. */
export function readAsked(command: CitizenCommand, fields: Fields, photos: readonly string[] = []): Asked {
  const text = (fields['text'] ?? '').trim()
  const missing = (fields['missing'] ?? '').trim()
  const fault = textFault(text) ?? textFault(missing)
  if (fault) return { ok: false, fault }
  const note = text === '' ? null : text
  switch (command) {
    case 'urge':
      return asked({ type: 'urge', body: { note } })
    case 'report-pressure':
      return asked({ type: 'report-pressure', body: { note } })
    case 'withdraw':
      return asked({ type: 'withdraw', body: { why: note } })
    case 'answer-callback':
    case 'correct-answer': {
      const answers = score.safeParse(fields)
      if (!answers.success) return { ok: false, fault: 'fault.choice' }
      const body = { ...answers.data, by: 'link' as const, why: note }
      if (command === 'correct-answer') return asked({ type: command, body })
      const isMissing = answers.data.solved !== 'yes' && missing !== ''
      return asked({ type: command, body: { ...body, missing: isMissing ? missing : null } })
    }
  }
  if (note === null) return { ok: false, fault: 'fault.text-missing' }
  switch (command) {
    case 'supplement':
      return asked({ type: 'supplement', body: { text: note, files: [], ...bringing(photos) } })
    case 'reopen':
      return asked({ type: 'reopen', body: { reason: note } })
    case 'object-refusal':
    case 'object-suspension':
    case 'object-exclusion':
      return asked({ type: command, body: { why: note } })
  }
}

function bringing(photos: readonly string[]): { photos?: { upload: string; role: null }[] } {
  return photos.length === 0 ? {} : { photos: photos.map((upload) => ({ upload, role: null })) }
}

function asked(request: TicketRequest): Asked {
  return { ok: true, request }
}

function textFault(text: string): Word | null {
  if (text.includes('\0')) return 'fault.words-nul'
  if (/\p{Surrogate}/u.test(text)) return 'fault.words-broken'
  return text.length > LONGEST ? 'fault.words-long' : null
}
