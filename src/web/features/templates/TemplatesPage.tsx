import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { PLACEHOLDERS } from '../../../contract/http/template-blanks.ts'
import { isProblem } from '../../api/problem.ts'
import { type ReplyTemplate, saveTemplate, templatesQuery } from '../../api/templates.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { CategoryPicker } from '../../ui/fields/CategoryPicker.tsx'
import { useSaid } from '../../ui/said.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './TemplatesPage.module.css'

/** Templates of replies: the unit's own and those above it, to begin a reply with. */
export function TemplatesPage() {
  const { t } = useWords()
  const list = useQuery(templatesQuery)
  const [editing, setEditing] = useState<string | null>(null)
  if (list.isPending) return <WaitingPage />
  if (!list.data) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  const { templates, mayEdit } = list.data
  return (
    <div className={styles['page']}>
      <header className={styles['line']}>
        <h1>{t('templates.title')}</h1>
        {mayEdit && editing === null && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('templates.add')}
          </Button>
        )}
      </header>
      <p className={styles['lead']}>
        {t('templates.lead', { blanks: PLACEHOLDERS.map((one) => `{${one}}`).join(' ') })}
      </p>
      {editing === 'new' && <TemplateForm template={null} close={() => setEditing(null)} />}
      {templates.length === 0 && editing === null && (
        <EmptyState title={t('templates.none')} hint={t('templates.none-hint')} />
      )}
      <ul className={styles['list']}>
        {templates.map((one) => (
          <li key={one.templateId} className={styles['card']}>
            {editing === one.templateId ? (
              <TemplateForm template={one} close={() => setEditing(null)} />
            ) : (
              <Shown template={one} edit={() => setEditing(one.templateId)} />
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Shown({ template, edit }: { readonly template: ReplyTemplate; readonly edit: () => void }) {
  const { t } = useWords()
  return (
    <article>
      <p className={styles['line']}>
        <b>{template.title}</b>
        <span className={styles['lead']}>
          {[
            template.category?.name ?? t('templates.every-matter'),
            template.unit?.name ?? t('reply.of-centre'),
            ...(template.state === 'withdrawn' ? [t('templates.withdrawn')] : []),
          ].join(' · ')}
        </span>
        {template.mine && (
          <Button size="small" onClick={edit}>
            {t('templates.edit')}
          </Button>
        )}
      </p>
      <p className={styles['text']}>{template.reply}</p>
    </article>
  )
}

interface Answers {
  readonly title: string
  readonly category?: string
  readonly reply: string
  readonly measures?: string
  readonly nextStep?: string
}

function TemplateForm({ template, close }: { readonly template: ReplyTemplate | null; readonly close: () => void }) {
  const { t } = useWords()
  const said = useSaid()
  const queries = useQueryClient()
  const [form] = Form.useForm<Answers>()
  const [templateId] = useState(() => template?.templateId ?? freshId())
  const saving = useMutation({
    mutationFn: ({ state, ...given }: Answers & { readonly state: 'in-use' | 'withdrawn' }) =>
      saveTemplate(templateId, {
        seen: template?.version ?? 0,
        category: given.category ?? null,
        title: given.title,
        reply: given.reply,
        measures: given.measures ?? '',
        nextStep: given.nextStep ?? '',
        state,
      }),
    onSuccess: (list) => {
      queries.setQueryData(templatesQuery.queryKey, list)
      said(t('templates.saved'))
      close()
    },
  })
  const needed = (field: string) => [{ required: true, whitespace: true, message: t('form.needed', { field }) }]
  return (
    <Form<Answers>
      form={form}
      layout="vertical"
      requiredMark={false}
      className={styles['form'] ?? ''}
      initialValues={template === null ? {} : { ...template, category: template.category?.code }}
      onFinish={(given) => saving.mutate({ ...given, state: 'in-use' })}
    >
      <Form.Item name="title" label={t('templates.name')} rules={needed(t('templates.name'))}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="category" label={t('list.category')} extra={t('templates.category-help')}>
        <CategoryPicker />
      </Form.Item>
      <Form.Item name="reply" label={t('form.reply-text')} rules={needed(t('form.reply-text'))}>
        <Input.TextArea rows={5} maxLength={4_000} />
      </Form.Item>
      <Form.Item name="measures" label={t('form.measures')}>
        <Input.TextArea rows={3} maxLength={4_000} />
      </Form.Item>
      <Form.Item name="nextStep" label={t('form.next-step')}>
        <Input.TextArea rows={2} maxLength={4_000} />
      </Form.Item>
      {saving.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(saving.error) && saving.error.sentence) || t('error.network')}
        />
      )}
      <p className={styles['line']}>
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {t('templates.save')}
        </Button>
        <Button onClick={close}>{t('form.cancel')}</Button>
        {template && (
          <Button
            type="text"
            onClick={() =>
              saving.mutate({
                ...form.getFieldsValue(),
                state: template.state === 'withdrawn' ? 'in-use' : 'withdrawn',
              })
            }
          >
            {t(template.state === 'withdrawn' ? 'templates.use-again' : 'templates.withdraw')}
          </Button>
        )}
      </p>
    </Form>
  )
}
