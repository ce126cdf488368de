import { hash } from 'node:crypto'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { PRINT_HEIGHT, PRINT_WIDTH, printOf } from '../../domain/integrity/photo-print.ts'
import type { TakenPhoto } from '../../store/photo/ticket-photos.ts'
import { Problem, problem } from '../http/problem.ts'
import { kindOf } from './photo-kind.ts'
import { PhotoQueue } from './photo-queue.ts'

/** contracts.md, Portal. */
export const MOST_BYTES = 20 * 1024 * 1024
/** Of the picture that is kept, in pixels. */
const LONGEST_SIDE = 2_048
const SMALL_SIDE = 320
/** A picture is refused by its header, before a pixel is unpacked: 64 million are the largest that phones make by default. */
const MOST_PIXELS = 64_000_000
const MOST_SIDE = 16_384
const LONGEST_SECONDS = 20

// One picture at a time with one thread each: photos never take the machine from the desks.
sharp.concurrency(1)
sharp.cache(false)

const queue = new PhotoQueue()

/**
 * Takes a photo in as somebody sent it: told by its content and never by its name, turned upright, at most 2,048 pixels a side,
 * JPEG without EXIF, place, colour profile or anything else that came along. Rejects with a `Problem` that says what to do.
 */
export function takePhoto(sent: Buffer): Promise<TakenPhoto> {
  return queue.run(async () => {
    if (sent.length > MOST_BYTES) throw tooLarge()
    const kind = kindOf(sent)
    if (kind === 'heic') throw problem('photo.heic')
    if (kind === null) throw problem('photo.no-photo')
    await checkHeader(sent)
    try {
      return await encode(sent)
    } catch (cause) {
      if (cause instanceof Problem) throw cause
      // Cut short, damaged, or something else behind the first bytes: for its sender it is one and the same.
      throw problem('photo.damaged')
    }
  })
}

export function tooLarge(): Problem {
  return problem('photo.too-large', { mebibytes: MOST_BYTES / 1024 / 1024 })
}

async function checkHeader(sent: Buffer): Promise<void> {
  let header: Metadata
  try {
    // The limit is ours to check, so that it gets a sentence of its own.
    header = await open(sent, false).metadata()
  } catch {
    throw problem('photo.damaged')
  }
  const { width, height } = header
  if (width * height > MOST_PIXELS || Math.max(width, height) > MOST_SIDE) {
    throw problem('photo.too-many-pixels', { width, height, millions: MOST_PIXELS / 1_000_000 })
  }
}

function open(sent: Buffer, limit: number | false = MOST_PIXELS): Sharp {
  // The first picture of those that move; a file that ends early is refused rather than half grey.
  return sharp(sent, { pages: 1, failOn: 'truncated', limitInputPixels: limit, sequentialRead: true })
}

async function encode(sent: Buffer): Promise<TakenPhoto> {
  const { data: full, info } = await open(sent)
    .timeout({ seconds: LONGEST_SECONDS })
    .autoOrient()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
  const small = await sharp(full)
    .resize({ width: SMALL_SIDE, height: SMALL_SIDE, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 75 })
    .toBuffer()
  const grey = await sharp(full).greyscale().resize(PRINT_WIDTH, PRINT_HEIGHT, { fit: 'fill' }).raw().toBuffer()
  const about = {
    width: info.width,
    height: info.height,
    bytes: full.length,
    sha256: hash('sha256', full, 'hex'),
    print: printOf(grey),
  }
  return { full, small, about }
}
