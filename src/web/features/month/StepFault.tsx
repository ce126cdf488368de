import { Alert } from 'antd'
import { isProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/words.ts'

/** Why a step could not be taken, in the server's own sentence. */
export function StepFault({ error }: { readonly error: unknown }) {
  const { t } = useWords()
  if (!error) return null
  return <Alert type="error" showIcon role="alert" title={(isProblem(error) && error.sentence) || t('error.network')} />
}
