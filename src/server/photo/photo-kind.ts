/** What the first bytes say a file is. A name or a browser's word for it says nothing. */
export type PhotoKind = 'jpeg' | 'png' | 'webp' | 'gif'

/** `heic`: a photo as some phones keep it, which we cannot read. Null: nothing that we know for a photo. */
export function kindOf(bytes: Buffer): PhotoKind | 'heic' | null {
  const begins = (at: number, text: string): boolean => bytes.toString('latin1', at, at + text.length) === text
  if (begins(0, '\xff\xd8\xff')) return 'jpeg'
  if (begins(0, '\x89PNG\r\n\x1a\n')) return 'png'
  if (begins(0, 'RIFF') && begins(8, 'WEBP')) return 'webp'
  if (begins(0, 'GIF87a') || begins(0, 'GIF89a')) return 'gif'
  if (begins(4, 'ftyp') && HEIF_BRANDS.has(bytes.toString('latin1', 8, 12))) return 'heic'
  return null
}

/** Brands of ISO/IEC 23008-12 (HEIF) that phones write; AVIF is a kin of it that we do not read either. */
const HEIF_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'avif', 'avis'])
