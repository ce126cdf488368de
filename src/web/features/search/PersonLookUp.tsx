import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { isProblem } from '../../api/problem.ts'
import { findPeople } from '../../api/search.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './SearchPage.module.css'
import { TicketEntry } from './TicketEntry.tsx'

interface Answers {
  readonly phone?: string
  readonly name?: string
  readonly address?: string
  readonly reason: string
}

/** P14: for callers who have neither number nor link. What is typed here never stands in an address. */
export function PersonLookUp({ open }: { readonly open: boolean }) {
  const { t } = useWords()
  const looking = useMutation({
    mutationFn: ({ phone, name, address, reason }: Answers) =>
      findPeople({ phone: phone || null, name: name || null, address: address || null, reason }),
  })
  return (
    <details className={styles['group']} open={open}>
      <summary>{t('search.person')}</summary>
      <p className={styles['meta']}>{t('search.person-help')}</p>
      <Form<Answers> layout="vertical" onFinish={(answers) => looking.mutate(answers)} requiredMark={false}>
        <Form.Item name="phone" label={t('search.person-phone')}>
          <Input inputMode="tel" maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="name" label={t('search.person-name')}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="address"
          label={t('search.person-address')}
          dependencies={['phone', 'name']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_rule, address: string | undefined) =>
                getFieldValue('phone') || (getFieldValue('name') && address)
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('search.person-need'))),
            }),
          ]}
        >
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('search.person-reason')}
          rules={[
            { required: true, whitespace: true, message: t('form.needed', { field: t('search.person-reason') }) },
          ]}
        >
          <Input maxLength={500} autoComplete="off" />
        </Form.Item>
        <Button htmlType="submit" loading={looking.isPending}>
          {t('search.go')}
        </Button>
      </Form>
      {looking.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(looking.error) && looking.error.sentence) || t('error.network')}
        />
      )}
      {looking.data?.people.length === 0 && <p role="status">{t('search.person-none')}</p>}
      {looking.data?.people.map((person, index) => (
        <section key={`${person.name}${person.phone}${String(index)}`} aria-label={person.name}>
          <b>
            {person.name} {person.phone}
          </b>
          <ul className={styles['list']}>
            {person.tickets.map((ticket) => (
              <TicketEntry key={ticket.ticketId} ticket={ticket} />
            ))}
          </ul>
        </section>
      ))}
      {looking.data?.more && <p className={styles['meta']}>{t('search.person-more')}</p>}
    </details>
  )
}
