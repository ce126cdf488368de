import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, type FormInstance } from 'antd'
import { isProblem } from '../../api/problem.ts'
import { askModel, knowledgeQuery, modelQuery, replyCheckQuery } from '../../api/search.ts'
import type { TicketView } from '../../api/ticket.ts'
import { useSettled } from '../../app/settled.ts'
import { useWords } from '../../i18n/words.ts'
import { ArticleEntry } from '../../ui/knowledge/ArticleEntry.tsx'
import { Proposal } from '../../ui/Proposal.tsx'
import type { Values } from './forms/field.ts'
import styles from './ReplyHelp.module.css'

interface ReplyHelpProps {
  readonly ticket: TicketView
  readonly form: FormInstance<Values>
  readonly values: Values
}

/** Beside a reply: articles that fit the matter, what the rules say of the draft, and a model's draft where one is connected. */
export function ReplyHelp({ ticket, form, values }: ReplyHelpProps) {
  const put = (text: string): void => {
    const written = String(form.getFieldValue('text') ?? '').trim()
    form.setFieldValue('text', written === '' ? text : `${written}\n${text}`)
  }
  return (
    <div className={styles['help']}>
      <Articles ticket={ticket} put={put} />
      <ModelDraft ticketId={ticket.ticketId} put={put} />
      <Remarks ticketId={ticket.ticketId} values={values} />
    </div>
  )
}

function Articles({ ticket, put }: { readonly ticket: TicketView; readonly put: (text: string) => void }) {
  const { t, language } = useWords()
  const asked = `${ticket.title ?? ''} ${ticket.words ?? ''}`.trim()
  const { data } = useQuery({ ...knowledgeQuery(asked, 2), enabled: asked !== '' })
  if (!data || data.length === 0) return null
  return (
    <section aria-labelledby="reply-articles">
      <h4 id="reply-articles">{t('assist.articles')}</h4>
      <ul className={styles['list']}>
        {data.map((article) => (
          <ArticleEntry key={article.id} article={article}>
            <Button size="small" onClick={() => put((language === 'en' && article.answerEn) || article.answer)}>
              {t('knowledge.insert')}
            </Button>
          </ArticleEntry>
        ))}
      </ul>
    </section>
  )
}

function Remarks({ ticketId, values }: { readonly ticketId: string; readonly values: Values }) {
  const { t } = useWords()
  const draft = useSettled({
    text: textOf(values['text']),
    measures: textOf(values['measures']),
    nextStep: textOf(values['nextStep']) || null,
    claimsSolved: typeof values['claimsSolved'] === 'boolean' ? values['claimsSolved'] : null,
    legalBasis: Array.isArray(values['legalBasis']) ? values['legalBasis'].map(String) : [],
  })
  const written = draft.text.trim() !== ''
  const { data } = useQuery({ ...replyCheckQuery(ticketId, draft), enabled: written })
  return (
    <section aria-labelledby="reply-check">
      <h4 id="reply-check">{t('assist.reply-title')}</h4>
      <div aria-live="polite">
        {!written && <p className={styles['quiet']}>{t('assist.reply-start')}</p>}
        {written && data?.length === 0 && <p className={styles['fine']}>{t('assist.reply-fine')}</p>}
        {written && data && data.length > 0 && (
          <ul className={styles['list']}>
            {data.map(({ code, weight, sentence }) => (
              <li key={`${code}/${sentence}`} className={styles['remark']} data-weight={weight}>
                <b>{t(weight === 'mend' ? 'assist.mend' : 'assist.consider')}</b>
                {sentence}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}

/** Asked for by a press, never by itself; tinted until somebody takes it. */
function ModelDraft({ ticketId, put }: { readonly ticketId: string; readonly put: (text: string) => void }) {
  const { t } = useWords()
  const { data: model } = useQuery(modelQuery)
  const asking = useMutation({ mutationFn: () => askModel({ purpose: 'reply', ticketId }) })
  if (!model) return null
  return (
    <div className={styles['list']}>
      <div>
        <Button size="small" loading={asking.isPending} onClick={() => asking.mutate()}>
          {t('assist.model-draft', { model: model.model })}
        </Button>
      </div>
      {asking.error && (
        <Alert
          type="warning"
          role="alert"
          title={(isProblem(asking.error) && asking.error.sentence) || t('error.network')}
        />
      )}
      {asking.data && (
        <Proposal label={asking.data.model} text={asking.data.text}>
          <span className={styles['quiet']}>{t('assist.model-note')}</span>
          <Button
            size="small"
            type="primary"
            onClick={() => {
              put(asking.data.text)
              asking.reset()
            }}
          >
            {t('assist.model-accept')}
          </Button>
          <Button size="small" onClick={() => asking.reset()}>
            {t('assist.model-drop')}
          </Button>
        </Proposal>
      )}
    </div>
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
