import sharp, { type Sharp } from 'sharp'

/** A synthetic picture with enough in it to be told from others; `seed` makes another one. */
export async function picture(
  seed = 1,
  { width = 640, height = 480 }: { readonly width?: number; readonly height?: number } = {},
): Promise<Sharp> {
  const cells = 12
  const raw = Buffer.alloc(cells * cells * 3)
  let state = seed * 2_654_435_761
  for (let at = 0; at < raw.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    raw[at] = state >>> 24
  }
  const pattern = await sharp(raw, { raw: { width: cells, height: cells, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .png()
    .toBuffer()
  return sharp(pattern)
}

export async function jpeg(
  seed = 1,
  size: { readonly width?: number; readonly height?: number } = {},
): Promise<Buffer> {
  return (await picture(seed, size)).jpeg({ quality: 90 }).toBuffer()
}

export interface Part {
  readonly name: string
  readonly file?: { readonly name: string; readonly type?: string; readonly bytes: Buffer }
  readonly value?: string
}

/** A multipart form as a browser sends it. */
export function multipart(parts: readonly Part[]): {
  readonly payload: Buffer
  readonly headers: { 'content-type': string }
} {
  const boundary = '----huying-test-7f3a'
  const chunks = parts.flatMap(({ name, file, value = '' }) => {
    const disposition = `content-disposition: form-data; name="${name}"`
    const head = file
      ? `${disposition}; filename="${file.name}"\r\ncontent-type: ${file.type ?? 'image/jpeg'}`
      : disposition
    return [Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), file?.bytes ?? Buffer.from(value), Buffer.from('\r\n')]
  })
  return {
    payload: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

export function photoPart(bytes: Buffer, name = 'photo.jpg', type = 'image/jpeg'): Part {
  return { name: 'photos', file: { name, type, bytes } }
}
