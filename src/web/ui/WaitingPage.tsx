import { Skeleton } from 'antd'
import { useWords } from '../i18n/words.ts'

/** The outline of what is coming, said aloud once. */
export function WaitingPage() {
  const { t } = useWords()
  return (
    <div role="status" aria-label={t('wait.loading')}>
      <Skeleton active title={{ width: '40%' }} paragraph={{ rows: 6 }} />
    </div>
  )
}
