import { Button } from 'antd'
import { useWords } from '../../i18n/words.ts'
import styles from './DispatchDeskPage.module.css'

interface SelectionBarProps {
  readonly count: number
  readonly clear: () => void
  readonly all: () => void
  readonly preview: () => void
}

/** What can be done with the rows that are chosen. */
export function SelectionBar({ count, clear, all, preview }: SelectionBarProps) {
  const { t } = useWords()
  return (
    <div className={styles['selected']} role="status">
      <span>{t('dispatching.selected', { count })}</span>
      <Button type="primary" size="small" onClick={preview}>
        {t('dispatching.preview')}
      </Button>
      <Button size="small" onClick={all}>
        {t('dispatching.select-shown')}
      </Button>
      <Button size="small" type="text" onClick={clear}>
        {t('dispatching.clear')}
      </Button>
    </div>
  )
}
