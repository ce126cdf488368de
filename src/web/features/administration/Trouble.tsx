import { Alert } from 'antd'
import { isProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/words.ts'

/** What the server said against it, in its own sentence; nothing when there is nothing. */
export function Trouble({ error }: { readonly error: unknown }) {
  const { t } = useWords()
  if (!error) return null
  return <Alert type="error" showIcon role="alert" title={(isProblem(error) && error.sentence) || t('error.network')} />
}
