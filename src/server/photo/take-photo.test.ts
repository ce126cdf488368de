import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { jpeg, picture } from '../../../tests/photos/pictures.ts'
import { distanceOf } from '../../domain/integrity/photo-print.ts'
import { Problem } from '../http/problem.ts'
import { takePhoto } from './take-photo.ts'

const codeOf = (sent: Buffer): Promise<string> =>
  takePhoto(sent).then(
    () => 'taken',
    (error: unknown) => (error instanceof Problem ? error.rejection.code : `other: ${String(error)}`),
  )

const PLACE = {
  IFD0: { Make: 'Camera of a person', Model: 'X' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '39/1 54/1 20/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '116/1 23/1 29/1',
  },
}

describe('takePhoto', () => {
  it.each(['jpeg', 'png', 'webp', 'gif'] as const)('takes %s', async (form) => {
    const { full, small, about } = await takePhoto(await (await picture()).toFormat(form).toBuffer())
    expect(await sharp(full).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 480 })
    expect(await sharp(small).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 240 })
    expect(about).toMatchObject({ width: 640, height: 480, bytes: full.length })
    expect(about.print).toMatch(/^[0-9a-f]{16}$/)
  })

  it('takes place, camera and every other word out of it', async () => {
    const sent = await (await picture()).jpeg().withExif(PLACE).toBuffer()
    const before = await sharp(sent).metadata()
    expect(before.exif?.includes('Camera of a person')).toBe(true)
    // 0x8825 points to the place; it stands in the file as it is sent.
    expect(before.exif?.includes(Buffer.of(0x25, 0x88)) || before.exif?.includes(Buffer.of(0x88, 0x25))).toBe(true)
    const { full, small } = await takePhoto(sent)
    for (const bytes of [full, small]) {
      const { exif, xmp, iptc, icc, comments } = await sharp(bytes).metadata()
      expect({ exif, xmp, iptc, icc, comments }).toEqual({})
      for (const trace of ['Exif', 'Camera', 'GPS']) expect(bytes.includes(trace)).toBe(false)
    }
  })

  it('turns it upright', async () => {
    const sent = await (await picture(2, { width: 400, height: 300 }))
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer()
    expect((await takePhoto(sent)).about).toMatchObject({ width: 300, height: 400 })
  })

  it('makes it at most 2,048 pixels a side, and never larger than it was', async () => {
    expect((await takePhoto(await jpeg(3, { width: 4_000, height: 3_000 }))).about).toMatchObject({
      width: 2_048,
      height: 1_536,
    })
    expect((await takePhoto(await jpeg(3, { width: 30, height: 20 }))).about).toMatchObject({ width: 30, height: 20 })
  })

  it('lays what is transparent on white', async () => {
    const clear = await sharp({ create: { width: 20, height: 20, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer()
    const { dominant } = await sharp((await takePhoto(clear)).full).stats()
    expect(Math.min(dominant.r, dominant.g, dominant.b)).toBeGreaterThan(240)
  })

  it('takes the first picture of one that moves', async () => {
    const frames = await Promise.all(
      [4, 5, 6].map(async (seed) => (await picture(seed, { width: 160, height: 120 })).png().toBuffer()),
    )
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    const { about } = await takePhoto(moving)
    expect(about).toMatchObject({ width: 160, height: 120 })
    const first = await takePhoto(frames[0] ?? Buffer.alloc(0))
    expect(distanceOf(about.print, first.about.print)).toBeLessThanOrEqual(6)
  })

  it('knows a photo again that was made smaller, compressed and brightened; not another one', async () => {
    const { print } = (await takePhoto(await jpeg(7))).about
    const again = await (await picture(7)).resize(300).modulate({ brightness: 1.1 }).jpeg({ quality: 40 }).toBuffer()
    expect(distanceOf(print, (await takePhoto(again)).about.print)).toBeLessThanOrEqual(6)
    for (const seed of [8, 9, 10, 11, 12]) {
      expect(distanceOf(print, (await takePhoto(await jpeg(seed))).about.print)).toBeGreaterThan(6)
    }
  })

  describe('refuses, with a code', () => {
    it('an executable that calls itself a photo', async () => {
      expect(await codeOf(Buffer.concat([Buffer.from('MZ\x90\0\x03', 'latin1'), Buffer.alloc(4_096, 7)]))).toBe(
        'photo.no-photo',
      )
      expect(await codeOf(Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(4_096)]))).toBe(
        'photo.no-photo',
      )
    })

    it('nothing, a page, a drawing in SVG, a TIFF and a PDF', async () => {
      const drawing =
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'
      for (const text of ['', '<html>', drawing, `<?xml version="1.0"?>${drawing}`, 'II*\0', '%PDF-1.7']) {
        expect(await codeOf(Buffer.from(text))).toBe('photo.no-photo')
      }
    })

    it('HEIC and AVIF, in words of their own', async () => {
      for (const brand of ['heic', 'heix', 'mif1', 'avif']) {
        expect(await codeOf(Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0mif1heic`, 'latin1'))).toBe('photo.heic')
      }
    })

    it('one that is cut short, or whose inside is something else', async () => {
      for (const form of ['jpeg', 'png', 'webp'] as const) {
        const whole = await (await picture()).toFormat(form).toBuffer()
        expect({ form, code: await codeOf(whole.subarray(0, Math.floor(whole.length / 2))) }).toEqual({
          form,
          code: 'photo.damaged',
        })
      }
      expect(await codeOf(Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xe0), Buffer.alloc(9_000, 65)]))).toBe(
        'photo.damaged',
      )
    })

    it('more than 20 MiB', async () => {
      expect(await codeOf(Buffer.concat([await jpeg(), Buffer.alloc(20 * 1024 * 1024)]))).toBe('photo.too-large')
    })

    it('20,000 pixels, and a small file that unpacks to hundreds of millions', async () => {
      expect(await codeOf(emptyPng(20_000, 20))).toBe('photo.too-many-pixels')
      const bomb = emptyPng(16_000, 16_000)
      expect(bomb.length).toBeLessThan(200_000)
      const before = process.memoryUsage().rss
      expect(await codeOf(bomb)).toBe('photo.too-many-pixels')
      expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
    })
  })

  it('lets eight wait and asks the next to come again', async () => {
    const sent = await jpeg(1, { width: 2_000, height: 2_000 })
    const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(sent)))
    expect(codes.filter((code) => code === 'taken')).toHaveLength(8)
    expect(codes.filter((code) => code === 'photo.busy')).toHaveLength(4)
    expect(await codeOf(sent)).toBe('taken')
  })
})

/** A white picture of any size in a few bytes. */
function emptyPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const head = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crcOf(body))
  return Buffer.concat([head, body, tail])
}

function crcOf(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
