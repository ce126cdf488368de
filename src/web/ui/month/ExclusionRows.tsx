import { useWords } from '../../i18n/words.ts'

interface Counted {
  readonly name: string
  readonly before: number
  readonly after: number
}

interface ExclusionRowsProps {
  readonly exclusions: {
    readonly grounds: readonly Counted[]
    readonly suspended: readonly Counted[]
    readonly withdrawn: number
  }
}

/** What does not count, by ground: before the callback and after the score (P4). Head and body of a table. */
export function ExclusionRows({ exclusions }: ExclusionRowsProps) {
  const { t } = useWords()
  return (
    <>
      <thead>
        <tr>
          <th scope="col">{t('month.ground')}</th>
          <th scope="col">{t('month.before')}</th>
          <th scope="col">{t('month.after')}</th>
        </tr>
      </thead>
      <tbody>
        {[...exclusions.grounds, ...exclusions.suspended].map((one) => (
          <tr key={one.name}>
            <th scope="row">{one.name}</th>
            <td>{one.before}</td>
            <td>{one.after}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t('month.withdrawn')}</th>
          <td colSpan={2}>{exclusions.withdrawn}</td>
        </tr>
      </tbody>
    </>
  )
}
