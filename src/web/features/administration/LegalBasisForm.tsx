import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { saveLegalBasis } from '../../api/administration.ts'
import type { LegalBasisView } from '../../api/search.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Administration.module.css'
import { Trouble } from './Trouble.tsx'

interface Answers {
  readonly code?: string
  readonly statute: string
  readonly statuteEn?: string
  readonly article?: string | null
  readonly summary: string
  readonly summaryEn?: string
  readonly matters?: string[]
  readonly source: string
  readonly validFrom?: string | null
  readonly validTo?: string | null
  readonly note?: string | null
}

const orNull = (text: string | null | undefined): string | null => (text ? text : null)

interface LegalBasisFormProps {
  readonly newest: LegalBasisView | null
  readonly done: (code: string) => void
  readonly leave: () => void
}

/** A version is never changed: saving makes the next one, from the one that was seen (P31). */
export function LegalBasisForm({ newest, done, leave }: LegalBasisFormProps) {
  const { t } = useWords()
  const queries = useQueryClient()
  const saving = useMutation({
    mutationFn: ({ code, ...given }: Answers) =>
      saveLegalBasis(newest?.code ?? code ?? '', {
        ...given,
        statuteEn: given.statuteEn ?? '',
        summaryEn: given.summaryEn ?? '',
        matters: given.matters ?? [],
        article: orNull(given.article),
        validFrom: orNull(given.validFrom),
        validTo: orNull(given.validTo),
        note: orNull(given.note),
        seen: newest?.version ?? 0,
      }),
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: ['legal-bases'] })
      done(saved.code)
    },
  })
  const needed = (field: string) => [{ required: true, whitespace: true, message: t('form.needed', { field }) }]
  return (
    <Form<Answers>
      layout="vertical"
      requiredMark={false}
      className={styles['card'] ?? ''}
      aria-label={t(newest ? 'admin.basis-edit' : 'admin.basis-new')}
      initialValues={newest ? { ...newest } : {}}
      onFinish={(answers) => saving.mutate(answers)}
    >
      <h2>{t(newest ? 'admin.basis-edit' : 'admin.basis-new')}</h2>
      {newest === null && (
        <Form.Item
          name="code"
          label={t('admin.basis-code')}
          rules={[{ required: true, pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*$/, message: t('admin.basis-code') }]}
        >
          <Input maxLength={80} />
        </Form.Item>
      )}
      <Form.Item name="statute" label={t('admin.basis-statute')} rules={needed(t('admin.basis-statute'))}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="article" label={t('admin.basis-article')} extra={t('admin.basis-article-help')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="summary" label={t('admin.basis-summary')} rules={needed(t('admin.basis-summary'))}>
        <Input.TextArea rows={4} maxLength={8_000} />
      </Form.Item>
      <Form.Item name="source" label={t('admin.basis-source')} rules={needed(t('admin.basis-source'))}>
        <Input maxLength={400} />
      </Form.Item>
      <Form.Item name="matters" label={t('admin.basis-matters')}>
        <Select mode="tags" open={false} tokenSeparators={[',', '，', '、', ';', '；']} />
      </Form.Item>
      <div className={styles['row']}>
        <Form.Item name="validFrom" label={t('admin.basis-from')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="validTo" label={t('admin.basis-to')}>
          <Input type="date" />
        </Form.Item>
      </div>
      <Form.Item name="statuteEn" label={t('admin.basis-statute-en')}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="summaryEn" label={t('admin.basis-summary-en')}>
        <Input.TextArea rows={3} maxLength={8_000} />
      </Form.Item>
      <Form.Item name="note" label={t('admin.basis-note')}>
        <Input maxLength={500} />
      </Form.Item>
      <Trouble error={saving.error} />
      <div className={styles['row']}>
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {t('admin.basis-save')}
        </Button>
        <Button onClick={leave}>{t('form.cancel')}</Button>
      </div>
    </Form>
  )
}
