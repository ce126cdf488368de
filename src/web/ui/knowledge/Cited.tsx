import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { legalBasesQuery } from '../../api/search.ts'

const ALL = 200

/** A text in which every statute that the library knows leads to its entry, where an expired one says so (P31). */
export function Cited({ text }: { readonly text: string }) {
  const library = useQuery(legalBasesQuery('', ALL))
  const statutes = [...new Set((library.data ?? []).flatMap((one) => [one.code, one.statute, one.statuteEn]))]
  return cut(
    text,
    statutes.filter((one) => one !== ''),
  ).map(({ at, part, cited }) =>
    cited ? (
      <Link key={at} to="/search" search={{ q: part }}>
        {part}
      </Link>
    ) : (
      part
    ),
  )
}

interface Piece {
  readonly at: number
  readonly part: string
  readonly cited: boolean
}

/** The longest name first, so that an article is not cut off its statute. */
function cut(text: string, statutes: readonly string[]): Piece[] {
  const ordered = statutes.toSorted((a, b) => b.length - a.length)
  const pieces: Piece[] = []
  let from = 0
  for (let at = 0; at < text.length; ) {
    const found = ordered.find((one) => text.startsWith(one, at))
    if (found === undefined) {
      at += 1
      continue
    }
    if (at > from) pieces.push({ at: from, part: text.slice(from, at), cited: false })
    pieces.push({ at, part: found, cited: true })
    at += found.length
    from = at
  }
  return from < text.length ? [...pieces, { at: from, part: text.slice(from), cited: false }] : pieces
}
