import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Modal, Radio, Select } from 'antd'
import { useEffect } from 'react'
import { DUTY_KINDS } from '../../../domain/policy/policy.ts'
import { EMERGENCY_LINES } from '../../../domain/ticket/terms.ts'
import { nameIn, policyQuery } from '../../api/reference.ts'
import { type FoundArticle, knowledgeQuery } from '../../api/search.ts'
import { useWords } from '../../i18n/words.ts'
import { ArticleEntry } from '../../ui/knowledge/ArticleEntry.tsx'
import styles from './Console.module.css'
import type { Ending } from './intake.ts'

type Which = 'answer' | 'refuse' | 'hand-over'

interface EndingsProps {
  readonly which: Which | null
  readonly words: string
  /** Brought from the list of knowledge; null: the agent writes. */
  readonly article: FoundArticle | null
  readonly busy: boolean
  readonly close: () => void
  readonly end: (ending: Ending) => void
}

/** The ways in which a call ends without a unit: answered at once, another road, an emergency line. */
export function Endings({ which, words, article, busy, close, end }: EndingsProps) {
  const { t } = useWords()
  const [form] = Form.useForm()
  useEffect(() => {
    if (which === null) return
    form.resetFields()
    form.setFieldsValue(which === 'answer' && article ? { text: article.answer, article } : {})
  }, [which, article, form])
  if (which === null) return null
  const titles = { answer: 'console.answer-now', refuse: 'console.refuse', 'hand-over': 'console.emergency' } as const
  return (
    <Modal
      open
      onCancel={close}
      onOk={() => form.submit()}
      okText={t(titles[which])}
      cancelText={t('console.read-back')}
      okButtonProps={{ danger: which === 'hand-over' }}
      confirmLoading={busy}
      title={t(titles[which])}
      width={640}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => end(endingOf(which, values))}>
        {which === 'answer' && <AnswerFields words={words} />}
        {which === 'refuse' && <RefuseFields />}
        {which === 'hand-over' && <HandOverFields />}
      </Form>
    </Modal>
  )
}

interface Values {
  readonly text?: string
  readonly article?: FoundArticle
  readonly ground?: string
  readonly dutyKind?: string
  readonly route?: string
  readonly to?: (typeof EMERGENCY_LINES)[number]
  readonly receiver?: string
}

function endingOf(which: Which, values: Values): Ending {
  switch (which) {
    case 'answer': {
      const { article } = values
      return { kind: 'answer', text: values.text ?? '', article: article ? `${article.id}-v${article.version}` : null }
    }
    case 'refuse':
      return {
        kind: 'refuse',
        ground: values.ground ?? '',
        dutyKind: values.dutyKind ?? '',
        route: values.route ?? '',
      }
    case 'hand-over':
      return { kind: 'hand-over', to: values.to ?? '110', receiver: values.receiver?.trim() || null }
  }
}

function AnswerFields({ words }: { readonly words: string }) {
  const { t } = useWords()
  const form = Form.useFormInstance<Values>()
  const found = useQuery({ ...knowledgeQuery(words.trim(), 3), enabled: words.trim().length > 1 })
  return (
    <>
      <Form.Item name="article" hidden>
        <input type="hidden" />
      </Form.Item>
      <Form.Item
        name="text"
        label={t('console.answer-words')}
        extra={t('console.answer-help')}
        rules={[{ required: true, whitespace: true, message: t('form.needed', { field: t('console.answer-words') }) }]}
      >
        <Input.TextArea rows={6} maxLength={8_000} autoFocus />
      </Form.Item>
      <ul className={styles['tickets']}>
        {(found.data ?? []).map((article) => (
          <ArticleEntry key={article.id} article={article}>
            <Button size="small" onClick={() => form.setFieldsValue({ text: article.answer, article })}>
              {t('knowledge.insert')}
            </Button>
          </ArticleEntry>
        ))}
      </ul>
    </>
  )
}

function RefuseFields() {
  const { t, term, language } = useWords()
  const policy = useQuery(policyQuery)
  const needed = (field: string) => [{ required: true, message: t('form.needed', { field }) }]
  return (
    <>
      <p className={styles['hint']}>{t('console.refuse-help')}</p>
      <Form.Item name="ground" label={t('form.refusal-ground')} rules={needed(t('form.refusal-ground'))}>
        <Select
          autoFocus
          showSearch={{ optionFilterProp: 'label' }}
          options={(policy.data?.refusalGrounds ?? []).map((one) => ({
            value: one.code,
            label: nameIn(language, one),
          }))}
        />
      </Form.Item>
      <Form.Item name="dutyKind" label={t('form.duty-kind')} rules={needed(t('form.duty-kind'))}>
        <Radio.Group options={DUTY_KINDS.map((one) => ({ value: one, label: term('duty', one) }))} />
      </Form.Item>
      <Form.Item name="route" label={t('form.route')} extra={t('form.route-help')} rules={needed(t('form.route'))}>
        <Input maxLength={80} />
      </Form.Item>
    </>
  )
}

function HandOverFields() {
  const { t, term } = useWords()
  return (
    <>
      <p className={styles['warn']}>{t('console.emergency-help')}</p>
      <Form.Item name="to" label={t('form.line')} initialValue="110">
        <Radio.Group
          options={EMERGENCY_LINES.map((one, index) => ({
            value: one,
            label: term('line', one),
            autoFocus: index === 0,
          }))}
        />
      </Form.Item>
      <Form.Item name="receiver" label={t('form.receiver')} extra={t('form.receiver-help')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </>
  )
}
