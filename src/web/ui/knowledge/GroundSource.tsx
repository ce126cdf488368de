import { useQuery } from '@tanstack/react-query'
import { type GroundList, policyQuery } from '../../api/reference.ts'
import { useWords } from '../../i18n/words.ts'
import { Cited } from './Cited.tsx'

/** Where a ground of the rules comes from, leading into the library (P31). Nothing where the rules in force do not know it. */
export function GroundSource({ list, code }: { readonly list: GroundList; readonly code: string }) {
  const { t } = useWords()
  const policy = useQuery(policyQuery)
  const source = policy.data?.[`${list}Grounds`].find((one) => one.code === code)?.source
  if (source === undefined) return null
  if (source === 'unsourced') return t('legal.ground-unsourced')
  return (
    <>
      {t('legal.ground-source')}
      {/* A number in brackets is a note of the table's, not of the statute's. */}
      <Cited text={source.replace(/ ?\[\d+\]/g, '')} />
    </>
  )
}
