import { Checkbox, Form, Input, Radio } from 'antd'
import type { TicketView } from '../../../api/ticket.ts'
import { useWords } from '../../../i18n/words.ts'
import { BasisPicker } from '../../../ui/fields/BasisPicker.tsx'
import { CategoryPicker } from '../../../ui/fields/CategoryPicker.tsx'
import { InnerUnitPicker } from '../../../ui/fields/InnerUnitPicker.tsx'
import { PersonPicker } from '../../../ui/fields/PersonPicker.tsx'
import { PlaceFields } from '../../../ui/fields/PlaceFields.tsx'
import { UnitPicker } from '../../../ui/fields/UnitPicker.tsx'
import { PhotoPicker } from '../../../ui/photo/PhotoPicker.tsx'
import type { Field } from '../forms/field.ts'
import {
  AlertPicker,
  GroundPicker,
  ManyPicker,
  MomentInput,
  OrderPicker,
  PersonFields,
  TicketInput,
} from './special.tsx'

/** One question with its label, its help, and what to say when it is left open. */
export function FieldItem({ field, ticket }: { readonly field: Field; readonly ticket: TicketView }) {
  const { t } = useWords()
  const label = t(field.label)
  if (field.kind === 'place') return <PlaceFields name={field.name} label={label} required={field.required ?? false} />
  if (field.kind === 'person') return <PersonFields name={field.name} />
  if (field.kind === 'tick') {
    return (
      <Form.Item name={field.name} valuePropName="checked" {...(field.help ? { extra: t(field.help) } : {})}>
        <Checkbox>{label}</Checkbox>
      </Form.Item>
    )
  }
  const written = field.kind === 'words' || field.kind === 'line' || field.kind === 'ticket' || field.kind === 'bases'
  const message = t(written ? 'form.needed' : 'form.choose', { field: label })
  const { required = false } = field
  // With `whitespace` a rule takes every value for a text, and refuses yes and no.
  const text = field.kind === 'words' || field.kind === 'line'
  return (
    <Form.Item
      name={field.name}
      label={label}
      {...(field.help ? { extra: t(field.help) } : {})}
      rules={[text ? { required, message, whitespace: true } : { required, message }]}
    >
      <Control field={field} ticket={ticket} label={label} />
    </Form.Item>
  )
}

interface ControlProps {
  readonly field: Field
  readonly ticket: TicketView
  readonly label: string
  /** Filled in by Form.Item. */
  readonly id?: string
  readonly value?: unknown
  readonly onChange?: (value: unknown) => void
}

function Control({ field, ticket, label, ...given }: ControlProps) {
  const { t, term } = useWords()
  const bound = given as Record<string, unknown>
  switch (field.kind) {
    case 'words':
      return <Input.TextArea {...bound} rows={field.rows ?? 3} maxLength={10_000} />
    case 'line':
      return <Input {...bound} maxLength={80} />
    case 'choice':
      return (
        <Radio.Group
          {...bound}
          aria-label={label}
          options={field.codes.map((code) => ({ value: code, label: term(field.prefix, code) }))}
        />
      )
    case 'decision':
      return (
        <Radio.Group
          {...bound}
          aria-label={label}
          options={[
            { value: true, label: t(field.yes) },
            { value: false, label: t(field.no) },
          ]}
        />
      )
    case 'many':
      return (
        <ManyPicker
          {...bound}
          options={field.codes.map((code) => ({ value: code, label: term(field.prefix, code) }))}
        />
      )
    case 'unit':
      return <UnitPicker {...bound} />
    case 'units':
      return <UnitPicker {...bound} many />
    case 'inner-unit':
      return <InnerUnitPicker {...bound} />
    case 'colleague':
      return <PersonPicker {...bound} />
    case 'category':
      return <CategoryPicker {...bound} />
    case 'ground':
      return <GroundPicker {...bound} list={field.list} />
    case 'moment':
      return <MomentInput {...bound} />
    case 'bases':
      return <BasisPicker {...bound} />
    case 'photos':
      return <PhotoPicker {...bound} />
    case 'evidence-photos':
      return <PhotoPicker {...bound} asEvidence />
    case 'ticket':
      return <TicketInput {...bound} />
    case 'alert':
      return <AlertPicker {...bound} ticket={ticket} />
    case 'order':
      return <OrderPicker {...bound} ticket={ticket} answered={false} />
    case 'answered-order':
      return <OrderPicker {...bound} ticket={ticket} answered />
    default:
      return null
  }
}
