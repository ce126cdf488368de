import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import type { ClusterBatchAnswer } from '../../../contract/http/clusters.ts'
import { FINDINGS } from '../../../domain/ticket/terms.ts'
import { type ClusterView, giveTogether } from '../../api/clusters.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import { UnitPicker } from '../../ui/fields/UnitPicker.tsx'
import styles from './Clusters.module.css'
import { Trouble } from './change.tsx'

interface TogetherProps {
  readonly cluster: ClusterView
  readonly chosen: readonly string[]
}

interface Reply {
  readonly found: string
  readonly text: string
  readonly measures: string
  readonly legalBasis?: string[]
  readonly claimsSolved: boolean
  readonly nextStep?: string
}

/** P29: sign, assign or answer several at once. An answer is tried out first, and each ticket says what it would do. */
export function Together({ cluster, chosen }: TogetherProps) {
  const { t } = useWords()
  const queries = useQueryClient()
  const [open, setOpen] = useState<'assign' | 'reply' | null>(null)
  const [key, setKey] = useState(freshId)
  const [answer, setAnswer] = useState<ClusterBatchAnswer | null>(null)
  const giving = useMutation({
    mutationFn: ({ command, body, preview }: { command: string; body: object; preview: boolean }) =>
      giveTogether({ clusterId: cluster.clusterId, command, tickets: chosen, body, preview, key }),
    onSuccess: async (given) => {
      setAnswer(given)
      if (given.preview) return
      setKey(freshId())
      await Promise.all(
        [['cluster'], ['clusters'], ['tickets'], ['ticket'], ['board']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      )
    },
  })
  const may = (command: 'sign' | 'assign' | 'reply') => cluster.batch.includes(command)
  const show = (what: 'assign' | 'reply') => {
    setAnswer(null)
    setOpen(what)
  }
  return (
    <section className={styles['panel']} aria-labelledby="cluster-together">
      <h2 id="cluster-together">
        {t('cluster.together')} <span className={styles['hint']}>{t('cluster.chosen', { count: chosen.length })}</span>
      </h2>
      <p className={styles['buttons']}>
        {may('sign') && (
          <Button
            loading={giving.isPending && open === null}
            onClick={() => giving.mutate({ command: 'sign', body: {}, preview: false })}
          >
            {t('cluster.sign-all')}
          </Button>
        )}
        {may('assign') && <Button onClick={() => show('assign')}>{t('cluster.assign-all')}</Button>}
        {may('reply') && <Button onClick={() => show('reply')}>{t('cluster.reply-all')}</Button>}
      </p>
      {open === 'assign' && (
        <Form<{ unit: string }>
          layout="vertical"
          onFinish={(body) => giving.mutate({ command: 'assign', body, preview: false })}
        >
          <Form.Item
            name="unit"
            label={t('form.assign-unit')}
            rules={[{ required: true, message: t('form.choose', { field: t('form.assign-unit') }) }]}
          >
            <UnitPicker />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={giving.isPending}>
            {t('cluster.assign-all')}
          </Button>
        </Form>
      )}
      {open === 'reply' && (
        <ReplyForm
          pending={giving.isPending}
          ready={answer?.preview ? answer.results.filter((one) => one.ok).length : 0}
          changed={() => setAnswer(null)}
          give={(body, preview) => giving.mutate({ command: 'reply', body, preview })}
        />
      )}
      <Trouble error={giving.error} />
      {answer && <Results answer={answer} />}
    </section>
  )
}

interface ReplyFormProps {
  readonly pending: boolean
  /** How many can be answered, by the last preview. */
  readonly ready: number
  readonly changed: () => void
  readonly give: (body: object, preview: boolean) => void
}

function ReplyForm({ pending, ready, changed, give }: ReplyFormProps) {
  const { t, term } = useWords()
  const [form] = Form.useForm<Reply>()
  const solved = Form.useWatch('claimsSolved', form)
  const found = Form.useWatch('found', form)
  const needed = (label: Parameters<typeof t>[0]) => [
    { required: true, message: t('form.needed', { field: t(label) }) },
  ]
  return (
    <Form<Reply> form={form} layout="vertical" onValuesChange={changed} onFinish={(body) => give(body, ready === 0)}>
      <p className={styles['hint']}>{t('cluster.reply-hint')}</p>
      <Form.Item name="found" label={t('form.found')} rules={needed('form.found')}>
        <Radio.Group options={FINDINGS.map((one) => ({ value: one, label: term('found', one) }))} />
      </Form.Item>
      <Form.Item
        name="text"
        label={t('form.reply-text')}
        extra={t('form.reply-text-help')}
        rules={needed('form.reply-text')}
      >
        <Input.TextArea rows={4} maxLength={10_000} />
      </Form.Item>
      <Form.Item name="measures" label={t('form.measures')} rules={needed('form.measures')}>
        <Input.TextArea rows={2} maxLength={10_000} />
      </Form.Item>
      <Form.Item
        name="legalBasis"
        label={t('form.legal-basis')}
        extra={t('form.legal-basis-help')}
        rules={found === 'untrue' ? [] : needed('form.legal-basis')}
      >
        <Select mode="tags" open={false} tokenSeparators={[',', '，', '、', ';', '；']} />
      </Form.Item>
      <Form.Item name="claimsSolved" label={t('form.claims-solved')} rules={needed('form.claims-solved')}>
        <Radio.Group
          options={[
            { value: true, label: t('form.solved') },
            { value: false, label: t('form.not-solved') },
          ]}
        />
      </Form.Item>
      {solved === false && (
        <Form.Item name="nextStep" label={t('form.next-step')} rules={needed('form.next-step')}>
          <Input.TextArea rows={2} maxLength={10_000} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" loading={pending}>
        {ready === 0 ? t('cluster.preview') : t('cluster.send', { count: ready })}
      </Button>
    </Form>
  )
}

function Results({ answer }: { readonly answer: ClusterBatchAnswer }) {
  const { t } = useWords()
  const done = t(answer.preview ? 'cluster.result-ok' : 'cluster.result-done')
  return (
    <ul className={styles['list']} aria-live="polite">
      {answer.results.map((one) => (
        <li key={one.ticketId} className={styles['facts']}>
          <span className="figures">{one.number}</span>
          <span className={one.ok ? styles['result'] : styles['refused']}>{one.ok ? done : one.sentence}</span>
        </li>
      ))}
    </ul>
  )
}
