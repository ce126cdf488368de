import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { Rejection } from '../../domain/kernel/result.ts'
import { MOST_PHOTOS } from '../../domain/ticket/events.ts'
import type { TakenPhoto } from '../../store/photo/ticket-photos.ts'
import { Problem, problem } from '../http/problem.ts'
import type { Routes } from '../http/routing.ts'
import { MOST_BYTES, takePhoto, tooLarge } from './take-photo.ts'

/** Bytes of photos that all requests together may hold before they are small. */
const MOST_HELD = 128 * 1024 * 1024
const MOST_FIELDS = 100
const MOST_FIELD_BYTES = 1024 * 1024

/** What is over a limit is read past and refused in words, so that the rest of the form still arrives. */
const MULTIPART = {
  throwFileSizeLimit: false,
  // Bytes as they are: the parser would put a mark in place of what is no UTF-8, and a form is refused instead.
  defCharset: 'latin1',
  limits: {
    fileSize: MOST_BYTES,
    // One more than may be, so that there is somebody to tell.
    files: MOST_PHOTOS * 2,
    fields: MOST_FIELDS,
    fieldSize: MOST_FIELD_BYTES,
    parts: MOST_FIELDS + MOST_PHOTOS * 2,
  },
} as const

/** Lets the routes of a scope take forms with files; each asks for them by `readPhotos`. */
export function takeForms(routes: Routes): void {
  void routes.register(multipart, MULTIPART)
}

/** A form with files as it was sent: its fields, and each photo or what is wrong with it, in order. */
export interface PhotoForm {
  readonly fields: Readonly<Record<string, string>>
  readonly photos: readonly (TakenPhoto | Rejection)[]
}

let held = 0

/**
 * Reads a multipart form and takes its photos in, one after the other. Of a name given twice the first field counts. A photo that
 * cannot be taken is told in its place; what is wrong with the form itself rejects with a `Problem`.
 */
export async function readPhotos(request: FastifyRequest): Promise<PhotoForm> {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>
  const photos: (TakenPhoto | Rejection)[] = []
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (part.valueTruncated || typeof part.value !== 'string') throw problem('http.bad-request')
        if (!(part.fieldname in fields)) fields[part.fieldname] = textOf(part.value)
        continue
      }
      const taken = photos.length < MOST_PHOTOS ? await take(part.file) : await refuseMore(part.file)
      if (taken !== null) photos.push(taken)
    }
  } catch (cause) {
    throw cause instanceof Problem ? cause : problem('http.bad-request')
  }
  return { fields, photos }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function textOf(bytes: string): string {
  try {
    return decoder.decode(Buffer.from(bytes, 'latin1')).replaceAll('\r\n', '\n')
  } catch {
    throw problem('http.wrong-encoding')
  }
}

export function isTaken(photo: TakenPhoto | Rejection): photo is TakenPhoto {
  return 'full' in photo
}

type Upload = AsyncIterable<Buffer> & { readonly truncated: boolean; resume(): unknown }

/** Null: an empty field, as a browser sends it when nothing was chosen. */
async function take(file: Upload): Promise<TakenPhoto | Rejection | null> {
  const chunks: Buffer[] = []
  let mine = 0
  let busy = false
  try {
    for await (const chunk of file) {
      busy ||= held + chunk.length > MOST_HELD
      if (busy) continue
      held += chunk.length
      mine += chunk.length
      chunks.push(chunk)
    }
    if (busy) return problem('photo.busy').rejection
    if (file.truncated) return tooLarge().rejection
    if (mine === 0) return null
    return await takePhoto(Buffer.concat(chunks))
  } catch (cause) {
    if (cause instanceof Problem) return cause.rejection
    throw cause
  } finally {
    held -= mine
  }
}

async function refuseMore(file: Upload): Promise<Rejection | null> {
  let bytes = 0
  for await (const chunk of file) bytes += chunk.length
  return bytes === 0 ? null : problem('photo.too-many', { most: MOST_PHOTOS }).rejection
}
