/** What of an address counts: the named parts, where they are texts and not empty. */
export function textsOf<T extends string>(
  search: Record<string, unknown>,
  names: readonly T[],
): { readonly [N in T]?: string } {
  const found = names.flatMap((name) => {
    const value = search[name]
    return typeof value === 'string' && value !== '' ? [[name, value]] : []
  })
  return Object.fromEntries(found) as { readonly [N in T]?: string }
}
