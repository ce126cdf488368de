import { hmacText, subkey } from './hmac.ts'
import { VaultError } from './vault-error.ts'

const MOBILE = /^1[3-9]\d{9}$/
const AREA = '0(?:10|2[0-57-9]|[3-9]\\d{2})'
const GROUPED = new RegExp(`^(${AREA})-*([2-9]\\d{2,3}-?\\d{4})(?:-+(\\d{1,6}))?$`)
const LANDLINE = new RegExp(`^(${AREA})([2-9]\\d{6,7})$`)
const LONGEST = 64
const ABROAD = /^[1-9]\d{6,14}$/
const EXTENSION = /^(.*?)-*(?:转|分机|extension|ext\.?|x|#|\*|,|;ext=)[-:.]*(\d{1,6})$/

/**
 * One spelling per number, so that a person is found again: mainland mobile `13812345678`, landline `010-65081234` or with an
 * extension `010-65081234-8021`, a number abroad `+85291234567`. Takes +86, 0086, full-width digits, spaces, dots, brackets and
 * dashes. Null for anything else, a landline without its area code included: it could be in any city.
 */
export function normalisePhone(text: string): string | null {
  if (text.length > LONGEST) return null
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212_/]/g, '-')
    .replace(/[\s().\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/^00(?=[1-9])/, '+')
  const foreign = plain.startsWith('+') && !plain.startsWith('+86')
  if (foreign) {
    const digits = plain.slice(1).replaceAll('-', '')
    return ABROAD.test(digits) ? `+${digits}` : null
  }
  const home = plain.startsWith('+86')
  const local = home ? plain.slice(3).replace(/^-+/, '') : plain.replace(/^86-*(?=1[3-9]\d)/, '')
  return mobile(local) ?? landline(home && !local.startsWith('0') ? `0${local}` : local)
}

/**
 * The look-up index of a phone number: base64url HMAC under a sub-key of the master key. Takes the normal spelling only; throws
 * `vault.phone-not-normal`, because two spellings would make two persons.
 */
export function phoneIndex(master: Buffer, phone: string): string {
  if (normalisePhone(phone) !== phone) throw new VaultError('vault.phone-not-normal')
  return hmacText(subkey(master, 'phone-index'), Buffer.from(phone))
}

/** What a desk sees by default: `138****5678`, `010-****1234`, `+****4567`; nothing at all of other text. */
export function maskPhone(phone: string): string {
  if (MOBILE.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(-4)}`
  const landline = GROUPED.exec(phone)
  if (landline !== null) return `${landline[1]}-****${landline[2]?.slice(-4)}`
  if (phone.startsWith('+') && ABROAD.test(phone.slice(1))) return `+****${phone.slice(-4)}`
  return '****'
}

function mobile(text: string): string | null {
  const digits = text.replaceAll('-', '').replace(/^0(?=1[3-9]\d{9}$)/, '')
  return MOBILE.test(digits) ? digits : null
}

function landline(text: string): string | null {
  const marked = EXTENSION.exec(text)
  const number = marked?.[1] ?? text
  const parts = GROUPED.exec(number) ?? LANDLINE.exec(number.replaceAll('-', ''))
  if (parts === null) return null
  const [, area = '', subscriber = '', dashed] = parts
  if (marked !== null && dashed !== undefined) return null
  const digits = subscriber.replace('-', '')
  // Cities with a three-digit code have eight-digit numbers.
  if (area.length === 3 && digits.length !== 8) return null
  const extension = marked?.[2] ?? dashed
  return extension === undefined ? `${area}-${digits}` : `${area}-${digits}-${extension}`
}
