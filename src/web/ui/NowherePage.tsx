import { Link } from '@tanstack/react-router'
import { useWords } from '../i18n/words.ts'
import { EmptyState } from './EmptyState.tsx'

export function NowherePage() {
  const { t } = useWords()
  return (
    <EmptyState title={t('nowhere.title')} hint={t('nowhere.hint')}>
      <Link to="/">{t('nowhere.home')}</Link>
    </EmptyState>
  )
}
