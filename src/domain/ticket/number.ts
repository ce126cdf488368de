import type { Day } from '../kernel/instant.ts'

/**
 * The public number `JS-YYYYMMDD-NNNNNN-C`: day of acceptance, running number of that day, check digit. It names neither
 * district nor person. `sequence` from 1; more than six digits simply get longer.
 */
export function ticketNumber(day: Day, sequence: number): string {
  const digits = day.replaceAll('-', '') + String(sequence).padStart(6, '0')
  return `JS-${digits.slice(0, 8)}-${digits.slice(8)}-${checkDigit(digits)}`
}

/** Is this a number that `ticketNumber` could have made? Catches every single wrong digit and most swapped ones. */
export function isTicketNumber(text: string): boolean {
  const match = /^JS-(\d{8})-(\d{6,})-(\d)$/.exec(text)
  return match !== null && checkDigit(`${match[1]}${match[2]}`) === match[3]
}

/** Luhn's check digit. */
function checkDigit(digits: string): string {
  let sum = 0
  for (let i = digits.length - 1, double = true; i >= 0; i--, double = !double) {
    const digit = Number(digits[i]) * (double ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return String((10 - (sum % 10)) % 10)
}
