import type { FastifyRequest } from 'fastify'
import type { Language } from '../../words/say.ts'

/** The cookie's choice first, then the browser's first language that we have; Chinese otherwise. */
export function languageOf(request: {
  readonly cookies?: Readonly<Record<string, string | undefined>>
  readonly headers: FastifyRequest['headers']
}): Language {
  const chosen = request.cookies?.['lang']
  if (chosen === 'zh' || chosen === 'en') return chosen
  return fromHeader(request.headers['accept-language'] ?? '')
}

function fromHeader(header: string): Language {
  const wanted = header
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map((one) => /^\s*q=([0-9.]+)$/.exec(one)?.[1]).find((one) => one !== undefined)
      return { tag, quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
  for (const { tag } of wanted) {
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh'
    if (tag === 'en' || tag.startsWith('en-')) return 'en'
  }
  return 'zh'
}
