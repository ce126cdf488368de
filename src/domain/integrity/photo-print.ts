/** A photo's likeness in 64 bits, as 16 hexadecimal digits: what is nearly the same picture has nearly the same bits. */
export type PhotoPrint = string

export const PRINT_WIDTH = 9
export const PRINT_HEIGHT = 8
const PRINT_BITS = 64

/**
 * The difference hash of a photo that was made small: a bit for each of 8 × 8 places, set where the place is brighter than its
 * right neighbour. It withstands another size, another compression and a little more or less light.
 * @param grey brightness 0 to 255, 9 to a row, 8 rows. @throws RangeError on another number of places.
 */
export function printOf(grey: ArrayLike<number>): PhotoPrint {
  if (grey.length !== PRINT_WIDTH * PRINT_HEIGHT) throw new RangeError(`${grey.length} places instead of 72`)
  let digits = ''
  for (let row = 0; row < PRINT_HEIGHT; row++) {
    let bits = 0
    for (let column = 0; column < PRINT_WIDTH - 1; column++) {
      const place = row * PRINT_WIDTH + column
      bits = bits * 2 + ((grey[place] ?? 0) > (grey[place + 1] ?? 0) ? 1 : 0)
    }
    digits += bits.toString(16).padStart(2, '0')
  }
  return digits
}

/** In how many of the 64 bits two differ. @throws RangeError on what is no print. */
export function distanceOf(a: PhotoPrint, b: PhotoPrint): number {
  if (!PRINT.test(a) || !PRINT.test(b)) throw new RangeError('not the print of a photo')
  let differing = 0
  for (let digit = 0; digit < a.length; digit++) {
    differing += BITS[Number.parseInt(a[digit] ?? '0', 16) ^ Number.parseInt(b[digit] ?? '0', 16)] ?? 0
  }
  return differing
}

const PRINT = /^[0-9a-f]{16}$/
const BITS = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4] as const

/**
 * Whether the bits tell one picture from another: a bare wall or a black frame gives nearly all bits alike, and every photo of a
 * wall would be "the same". Such a print is compared with nothing.
 */
export function isTelling(print: PhotoPrint): boolean {
  const set = distanceOf(print, '0000000000000000')
  return set >= LEAST_TELLING && set <= PRINT_BITS - LEAST_TELLING
}

const LEAST_TELLING = 8
