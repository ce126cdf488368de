import { useQuery } from '@tanstack/react-query'
import { Alert, Form } from 'antd'
import { ticketAdviceQuery } from '../../api/dispatch.ts'
import type { TicketView } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import { Advice, type AdvicePart } from '../../ui/dispatch/Advice.tsx'

/** On the dispatch desk: the proposal above the form, and a word where the person decides otherwise. */
export function DispatchAdvice({ ticket }: { readonly ticket: TicketView }) {
  const { t } = useWords()
  const form = Form.useFormInstance()
  const lead = Form.useWatch('lead', form) as string | undefined
  const limit = Form.useWatch('limit', form) as string | undefined
  const advice = useQuery(ticketAdviceQuery(ticket.ticketId, ticket.version))
  if (!advice.data) return null
  const found = advice.data
  const confirmed = new Set<AdvicePart>([
    'category',
    'place',
    ...(lead !== undefined ? (['lead'] as const) : []),
    ...(limit !== undefined ? (['limit'] as const) : []),
  ])
  const accept = (parts: readonly AdvicePart[]): void => {
    if (parts.includes('lead') && found.lead) {
      form.setFieldValue('lead', found.lead.code)
      form.setFieldValue(
        'assisting',
        found.assisting.map(({ code }) => code),
      )
      if (found.mode !== null) form.setFieldValue('mode', found.mode)
    }
    if (parts.includes('limit') && found.limit !== null) form.setFieldValue('limit', found.limit)
  }
  const differs = found.lead !== null && lead !== undefined && lead !== found.lead.code
  return (
    <>
      <Advice advice={found} confirmed={confirmed} accept={accept} parts={['lead', 'limit']} />
      {differs && (
        <Alert
          type="warning"
          role="status"
          style={{ marginBottom: 12 }}
          title={t('advice.differs', { unit: found.lead?.name })}
        />
      )}
    </>
  )
}
