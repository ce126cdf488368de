import { type Matter, type ReadMatter, readMatter } from './compare.ts'
import type { NameKind } from './names.ts'
import { bandsOf, type Sketch, type Sketcher } from './sketch.ts'

/** By what a request is found among all others. Keys are plain here; whoever stores them makes them unreadable first. */
export interface Signature {
  readonly sketch: Sketch
  /** Bands of the text, and place with category. */
  readonly textKeys: readonly string[]
  readonly nameKeys: readonly { readonly key: string; readonly kind: NameKind; readonly name: string }[]
}

export function signatureOf(matter: Matter, sketcher: Sketcher, read: ReadMatter = readMatter(matter)): Signature {
  const sketch = sketcher.sketch(read.shingles)
  const { community, subdistrict, category } = read
  const place = community ?? subdistrict
  const textKeys = bandsOf(sketch, subdistrict)
  return {
    sketch,
    textKeys: place === null || category === null ? textKeys : [...textKeys, `p/${place}/${category}`],
    nameKeys: read.names.map(({ kind, key }) => ({ key: `${kind}/${key}`, kind, name: key })),
  }
}
