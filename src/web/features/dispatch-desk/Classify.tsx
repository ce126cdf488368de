import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Form } from 'antd'
import { ticketAdviceQuery } from '../../api/dispatch.ts'
import type { TicketView } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import { Advice } from '../../ui/dispatch/Advice.tsx'
import { CategoryPicker } from '../../ui/fields/CategoryPicker.tsx'
import { useDecide } from './use-decide.ts'

/** Nobody has said yet what it is about: that comes first, and the units follow from it. */
export function Classify({ ticket }: { readonly ticket: TicketView }) {
  const { t } = useWords()
  const [form] = Form.useForm<{ category: string }>()
  const category = Form.useWatch('category', form)
  const advice = useQuery(ticketAdviceQuery(ticket.ticketId, ticket.version))
  const { give, busy, trouble } = useDecide(ticket, () => undefined)
  const proposed = advice.data?.category
  return (
    <section aria-labelledby="classify">
      <h3 id="classify">{t('dispatching.classify')}</h3>
      {advice.data && (
        <Advice
          advice={advice.data}
          parts={['category']}
          confirmed={new Set(category === undefined ? [] : (['category'] as const))}
          accept={() => proposed && form.setFieldValue('category', proposed.code)}
        />
      )}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(body) => give({ command: 'classify', body, said: t('dispatching.classified') })}
      >
        <Form.Item
          name="category"
          label={t('form.category')}
          rules={[{ required: true, message: t('form.choose', { field: t('form.category') }) }]}
        >
          <CategoryPicker />
        </Form.Item>
        {trouble && <Alert type="error" role="alert" title={trouble} style={{ marginBottom: 12 }} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('dispatching.classify-send')}
        </Button>
      </Form>
    </section>
  )
}
