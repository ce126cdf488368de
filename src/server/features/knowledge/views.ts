import type { ArticleView, LegalBasisView } from '../../../contract/http/knowledge.ts'
import type { Day } from '../../../domain/kernel/instant.ts'
import { lookUp } from '../../../intelligence/assist/look-up.ts'
import type { Article } from '../../../store/knowledge/articles.ts'
import type { LegalBasis } from '../../../store/knowledge/legal-bases.ts'

export function viewArticle(article: Article, today: Day): ArticleView {
  return { ...article, stale: article.reviewBy < today }
}

/** The articles in force that fit the words, with the words that led to them; without words all, by title. */
export function searchArticles(words: string, articles: readonly Article[], today: Day, size: number) {
  const inForce = articles.filter((one) => one.state === 'in-force')
  if (words === '') {
    const all = inForce.toSorted((a, b) => a.title.localeCompare(b.title, 'zh')).slice(0, size)
    return all.map((one) => ({ ...viewArticle(one, today), because: [] }))
  }
  const found = lookUp(
    words,
    inForce,
    ({ title, titleEn, cues, answer, answerEn }) => ({
      title,
      cues,
      text: `${titleEn}\n${answer}\n${answerEn}`,
    }),
    size,
  )
  return found.map(({ entry, because }) => ({ ...viewArticle(entry, today), because: [...because] }))
}

/** P31: a basis that is no longer or not yet valid says so wherever it is cited. */
export function viewLegalBasis(basis: LegalBasis, today: Day): LegalBasisView {
  const expired = basis.validTo !== null && basis.validTo <= today
  const early = basis.validFrom !== null && basis.validFrom > today
  return {
    ...basis,
    standing: expired ? 'expired' : early ? 'not-yet' : 'in-force',
    sourced: basis.source !== 'unsourced',
  }
}

export function searchLegalBases(words: string, bases: readonly LegalBasis[], today: Day, size: number) {
  const views = bases.map((one) => viewLegalBasis(one, today))
  if (words === '') return views.toSorted((a, b) => a.statute.localeCompare(b.statute, 'zh')).slice(0, size)
  const found = lookUp(
    words,
    views,
    ({ statute, article, code, matters, summary, statuteEn, summaryEn }) => ({
      title: `${statute}${article ?? ''}`,
      cues: [...matters, statute],
      text: `${code}\n${summary}\n${statuteEn}\n${summaryEn}`,
    }),
    size,
  )
  return found.map(({ entry }) => entry)
}
