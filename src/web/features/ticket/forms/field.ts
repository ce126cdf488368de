import type { TicketView } from '../../../api/ticket.ts'
import type { Key } from '../../../i18n/words.ts'

interface FieldBase {
  readonly name: string
  readonly label: Key
  /** Under the field: why it is asked, or what becomes of it. */
  readonly help?: Key
  readonly required?: boolean
  /** Shown only while another field holds one of these values. */
  readonly when?: { readonly field: string; readonly is: readonly (string | boolean)[] }
}

/** One question of a form. What is stored is said by `REQUESTS` in the contract; this says how a person is asked. */
export type Field = FieldBase &
  (
    | { readonly kind: 'words'; readonly rows?: number }
    | {
        readonly kind:
          | 'line'
          | 'unit'
          | 'units'
          | 'inner-unit'
          | 'colleague'
          | 'category'
          | 'moment'
          | 'ticket'
          | 'person'
          | 'place'
          | 'codes'
          | 'bases'
          | 'photos'
          /** Photos that say before or after. */
          | 'evidence-photos'
      }
    /** A few answers side by side; their words are the shared terms `prefix.code`. */
    | { readonly kind: 'choice' | 'many'; readonly prefix: string; readonly codes: readonly string[] }
    | { readonly kind: 'decision'; readonly yes: Key; readonly no: Key }
    | { readonly kind: 'tick' }
    | { readonly kind: 'ground'; readonly list: 'return' | 'refusal' | 'suspension' | 'exclusion' }
    | { readonly kind: 'alert' | 'order' | 'answered-order' }
  )

export interface CommandForm {
  /** What will happen, in one sentence, above the fields. */
  readonly intro?: Key
  readonly fields: readonly Field[]
  /** Cannot be taken back: the button says so by its colour. */
  readonly grave?: boolean
  /** What the ticket says by itself. */
  readonly ofTicket?: (ticket: TicketView) => Values
  /** Adds what the person need not be asked. */
  readonly complete?: (values: Values, fresh: () => string) => Values
}

export type Values = Readonly<Record<string, unknown>>

/** Is the field asked, given what has been answered so far? */
export function isAsked(field: Field, values: Values): boolean {
  if (field.when === undefined) return true
  return field.when.is.includes(values[field.when.field] as string | boolean)
}

/** The body of the command: only what was asked, nothing that was left empty. */
export function bodyOf(form: CommandForm, values: Values, fresh: () => string): Values {
  const asked = form.fields.filter((field) => isAsked(field, values))
  const given = asked.map((field) => [field.name, values[field.name]] as const).filter(([, value]) => !isEmpty(value))
  const body = Object.fromEntries(given)
  return form.complete ? form.complete(body, fresh) : body
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
