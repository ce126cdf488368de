import { Button } from 'antd'
import { isProblem } from '../api/problem.ts'
import { useWords } from '../i18n/words.ts'
import styles from './States.module.css'

/** What happened, that nothing was lost, what to do next. */
export function ErrorState({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { t } = useWords()
  const sentence = isProblem(error) ? error.sentence : null
  return (
    <div role="alert" className={styles['state']}>
      <h2>{t('error.title')}</h2>
      <p>{sentence ?? t(isProblem(error) && error.code === 'network' ? 'error.network' : 'error.page')}</p>
      <p className={styles['hint']}>{t('error.nothing-lost')}</p>
      {retry && <Button onClick={retry}>{t('error.retry')}</Button>}
    </div>
  )
}
