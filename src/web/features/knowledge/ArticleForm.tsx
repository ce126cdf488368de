import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input, Select } from 'antd'
import { isProblem } from '../../api/problem.ts'
import { type ArticleView, saveArticle } from '../../api/search.ts'
import { useWords } from '../../i18n/words.ts'
import { BasisPicker } from '../../ui/fields/BasisPicker.tsx'
import { useSaid } from '../../ui/said.tsx'

interface Answers {
  readonly id?: string
  readonly title: string
  readonly titleEn?: string
  readonly answer: string
  readonly answerEn?: string
  readonly cues?: string[]
  readonly bases?: string[]
  readonly reviewBy: string
  readonly inForce: boolean
}

/** A version is never changed: saving makes the next one, from the one that was seen. */
export function ArticleForm({
  newest,
  done,
}: {
  readonly newest: ArticleView | null
  readonly done: (id: string) => void
}) {
  const { t } = useWords()
  const said = useSaid()
  const queries = useQueryClient()
  const saving = useMutation({
    mutationFn: ({ id, inForce, ...given }: Answers) =>
      saveArticle(newest?.id ?? id ?? '', {
        ...given,
        titleEn: given.titleEn ?? '',
        answerEn: given.answerEn ?? '',
        cues: given.cues ?? [],
        bases: given.bases ?? [],
        categories: newest?.categories ?? [],
        note: null,
        state: inForce ? 'in-force' : 'withdrawn',
        seen: newest?.version ?? 0,
      }),
    onSuccess: async (saved) => {
      await Promise.all(['knowledge', 'article'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
      said(t('knowledge.saved', { version: saved.version }))
      done(saved.id)
    },
  })
  const needed = (field: string) => ({ required: true, whitespace: true, message: t('form.needed', { field }) })
  return (
    <Form<Answers>
      layout="vertical"
      requiredMark={false}
      initialValues={newest ? { ...newest, inForce: newest.state === 'in-force' } : { inForce: true }}
      onFinish={(answers) => saving.mutate(answers)}
    >
      {newest === null && (
        <Form.Item
          name="id"
          label={t('knowledge.id')}
          rules={[{ required: true, pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*$/, message: t('knowledge.id') }]}
        >
          <Input maxLength={80} />
        </Form.Item>
      )}
      <Form.Item name="title" label={t('knowledge.name')} rules={[needed(t('knowledge.name'))]}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="answer" label={t('knowledge.answer')} rules={[needed(t('knowledge.answer'))]}>
        <Input.TextArea rows={5} maxLength={8_000} />
      </Form.Item>
      <Form.Item name="titleEn" label={t('knowledge.name-en')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="answerEn" label={t('knowledge.answer-en')}>
        <Input.TextArea rows={3} maxLength={8_000} />
      </Form.Item>
      <Form.Item name="cues" label={t('knowledge.cues')} extra={t('knowledge.cues-help')}>
        <Select mode="tags" open={false} tokenSeparators={[',', '，', '、', ';', '；']} />
      </Form.Item>
      <Form.Item name="bases" label={t('knowledge.bases')}>
        <BasisPicker />
      </Form.Item>
      <Form.Item name="reviewBy" label={t('knowledge.review-by')} rules={[needed(t('knowledge.review-by'))]}>
        <Input type="date" style={{ maxWidth: 200 }} />
      </Form.Item>
      <Form.Item name="inForce" valuePropName="checked">
        <Checkbox>{t('knowledge.in-force')}</Checkbox>
      </Form.Item>
      {saving.error && (
        <Alert
          type="error"
          role="alert"
          title={t('form.failed')}
          description={(isProblem(saving.error) && saving.error.sentence) || t('error.network')}
        />
      )}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>
        {t('knowledge.save')}
      </Button>
    </Form>
  )
}
