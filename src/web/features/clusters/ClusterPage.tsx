import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { type ClusterView, clusterQuery } from '../../api/clusters.ts'
import { useWords } from '../../i18n/words.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './Clusters.module.css'
import { Trouble, useChange } from './change.tsx'
import { Members } from './Members.tsx'
import { Together } from './Together.tsx'

/** One matter of several people: who stands in it, the plan, and one answer that reaches each by a reply of its own. */
export function ClusterPage() {
  const { clusterId } = useParams({ from: '/desk/clusters/$clusterId' })
  const { t, term, time } = useWords()
  const cluster = useQuery(clusterQuery(clusterId))
  const [chosen, setChosen] = useState<readonly string[]>([])
  if (cluster.isPending) return <WaitingPage />
  if (!cluster.data) return <ErrorState error={cluster.error} retry={() => void cluster.refetch()} />
  const { data } = cluster
  return (
    <article aria-labelledby="cluster-title" className={styles['page']}>
      <Link to="/clusters">{t('cluster.back')}</Link>
      <header>
        <h1 id="cluster-title">{data.lead?.title ?? data.members[0]?.ticket.title ?? t('list.no-title')}</h1>
        <p className={styles['facts']}>
          <span>{term('cluster-basis', data.basis)}</span>
          <span>{t('clusters.tickets', { count: data.tickets, open: data.open })}</span>
          {data.reporters !== null && <span>{t('similar.reporters', { count: data.reporters })}</span>}
          {data.followers > 0 && <span>{t('cluster.followers', { count: data.followers })}</span>}
        </p>
      </header>
      <Plan cluster={data} />
      <Members cluster={data} chosen={chosen} choose={setChosen} />
      {data.batch.length > 0 && chosen.length > 0 && <Together key={chosen.join()} cluster={data} chosen={chosen} />}
      <section className={styles['section']} aria-labelledby="cluster-history">
        <h2 id="cluster-history">{t('cluster.history')}</h2>
        <ul className={styles['list']}>
          {data.timeline.map((entry, index) => (
            <li key={`${entry.at}-${String(index)}`}>
              <p className={styles['facts']}>
                <time dateTime={entry.at}>{time(entry.at)}</time>
                <b>{entry.sentence}</b>
                <span>{entry.actor}</span>
              </p>
              {entry.text !== null && <p className={styles['plan']}>{entry.text}</p>}
            </li>
          ))}
        </ul>
      </section>
      {data.mayChange && <Dissolve clusterId={clusterId} />}
    </article>
  )
}

function Plan({ cluster }: { readonly cluster: ClusterView }) {
  const { t } = useWords()
  const [writing, setWriting] = useState(false)
  const saving = useChange(cluster.clusterId, () => setWriting(false))
  return (
    <section className={styles['section']} aria-labelledby="cluster-plan">
      <h2 id="cluster-plan">{t('cluster.plan')}</h2>
      {writing ? (
        <Form<{ text: string }>
          layout="vertical"
          initialValues={{ text: cluster.plan ?? '' }}
          onFinish={({ text }) => saving.mutate({ type: 'plan', text })}
        >
          <Form.Item
            name="text"
            label={t('cluster.plan')}
            rules={[{ required: true, whitespace: true, message: t('form.needed', { field: t('cluster.plan') }) }]}
          >
            <Input.TextArea rows={4} maxLength={10_000} autoFocus />
          </Form.Item>
          <Trouble error={saving.error} />
          <p className={styles['buttons']}>
            <Button type="primary" htmlType="submit" loading={saving.isPending}>
              {t('cluster.plan-save')}
            </Button>
            <Button onClick={() => setWriting(false)}>{t('form.cancel')}</Button>
          </p>
        </Form>
      ) : (
        <>
          <p className={cluster.plan === null ? styles['hint'] : styles['plan']}>
            {cluster.plan ?? t('cluster.plan-none')}
          </p>
          {cluster.mayChange && (
            <p className={styles['buttons']}>
              <Button onClick={() => setWriting(true)}>{t('cluster.plan-write')}</Button>
            </p>
          )}
        </>
      )}
    </section>
  )
}

function Dissolve({ clusterId }: { readonly clusterId: string }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const dissolving = useChange(clusterId)
  if (!asking) {
    return (
      <p className={styles['buttons']}>
        <Button danger onClick={() => setAsking(true)}>
          {t('cluster.dissolve')}
        </Button>
      </p>
    )
  }
  return (
    <Form<{ reason: string }>
      layout="vertical"
      className={styles['panel'] ?? ''}
      onFinish={({ reason }) => dissolving.mutate({ type: 'dissolve', reason })}
    >
      <Form.Item
        name="reason"
        label={t('cluster.dissolve-reason')}
        rules={[{ required: true, whitespace: true, message: t('form.needed', { field: t('form.reason') }) }]}
      >
        <Input autoFocus maxLength={500} />
      </Form.Item>
      <Trouble error={dissolving.error} />
      <p className={styles['buttons']}>
        <Button danger htmlType="submit" loading={dissolving.isPending}>
          {t('cluster.dissolve')}
        </Button>
        <Button onClick={() => setAsking(false)}>{t('form.cancel')}</Button>
      </p>
    </Form>
  )
}
