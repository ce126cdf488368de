import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Form } from 'antd'
import { isProblem } from '../../api/problem.ts'
import { askModel, type FoundArticle, intakeAdviceQuery, knowledgeQuery, modelQuery } from '../../api/search.ts'
import { useSettled } from '../../app/settled.ts'
import { useWords } from '../../i18n/words.ts'
import { ArticleEntry } from '../../ui/knowledge/ArticleEntry.tsx'
import { Proposal } from '../../ui/Proposal.tsx'
import styles from './IntakeHelp.module.css'

const LEAST = 2

interface Typed {
  readonly words?: string
  readonly title?: string
  readonly identity?: 'normal' | 'confidential' | 'anonymous'
  readonly place?: { readonly subdistrict?: string; readonly address?: string }
  readonly requester?: { readonly phone?: string }
}

/** While the caller speaks: what to answer, a title to take, what is still missing, and what to read back (P15). */
export function IntakeHelp({ answer }: { readonly answer?: (article: FoundArticle) => void }) {
  const { t } = useWords()
  const form = Form.useFormInstance<Typed>()
  const typed: Typed = Form.useWatch([], form) ?? {}
  const draft = useSettled({
    words: typed.words ?? '',
    title: typed.title?.trim() || null,
    placed: Boolean(typed.place?.subdistrict || typed.place?.address),
    identity: typed.identity ?? 'normal',
    phone: typed.requester?.phone ?? null,
  })
  const enough = draft.words.trim().length >= LEAST
  const advice = useQuery({ ...intakeAdviceQuery(draft), enabled: enough })
  const articles = useQuery({ ...knowledgeQuery(draft.words.trim(), 3), enabled: enough })
  if (!enough) return null
  const { title = null, summary = null, hints = [] } = advice.data ?? {}
  return (
    <div className={styles['help']} aria-live="polite">
      {title !== null && !typed.title?.trim() && (
        <Proposal label={t('assist.title-proposed')} text={title}>
          <Button size="small" onClick={() => form.setFieldValue('title', title)}>
            {t('knowledge.use-title')}
          </Button>
        </Proposal>
      )}
      {!typed.title?.trim() && draft.identity === 'normal' && (
        <ModelTitle words={draft.words} take={(text) => form.setFieldValue('title', text)} />
      )}
      {hints.length > 0 && (
        <section aria-labelledby="intake-hints">
          <h2 id="intake-hints">{t('assist.hints')}</h2>
          <ul className={styles['list']}>
            {hints.map(({ code, sentence }) => (
              <li key={code} className={styles['hint']}>
                {sentence}
              </li>
            ))}
          </ul>
        </section>
      )}
      {summary !== null && draft.words.length > 60 && (
        <section aria-labelledby="intake-summary">
          <h2 id="intake-summary">{t('assist.summary-proposed')}</h2>
          <p>{summary}</p>
        </section>
      )}
      {articles.data && articles.data.length > 0 && (
        <section aria-labelledby="intake-articles">
          <h2 id="intake-articles">{t('assist.articles')}</h2>
          <ul className={styles['list']}>
            {articles.data.map((article) => (
              <ArticleEntry key={article.id} article={article}>
                {answer && (
                  <Button size="small" onClick={() => answer(article)}>
                    {t('knowledge.answer-at-once')}
                  </Button>
                )}
              </ArticleEntry>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function ModelTitle({ words, take }: { readonly words: string; readonly take: (title: string) => void }) {
  const { t } = useWords()
  const { data: model } = useQuery(modelQuery)
  const asking = useMutation({ mutationFn: () => askModel({ purpose: 'title', words, identity: 'normal' }) })
  if (!model) return null
  if (asking.data)
    return (
      <Proposal label={`${t('assist.title-proposed')} · ${asking.data.model}`} text={asking.data.text}>
        <Button size="small" onClick={() => take(asking.data.text)}>
          {t('knowledge.use-title')}
        </Button>
      </Proposal>
    )
  return (
    <div>
      <Button size="small" loading={asking.isPending} onClick={() => asking.mutate()}>
        {t('assist.model-draft', { model: model.model })}
      </Button>
      {asking.error && (
        <Alert
          type="warning"
          role="alert"
          title={(isProblem(asking.error) && asking.error.sentence) || t('error.network')}
        />
      )}
    </div>
  )
}
