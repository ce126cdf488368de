import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useAppearance } from '../app/appearance.tsx'
import { chooseLanguage, useWords } from '../i18n/words.ts'

/** Language, and light or dark. Each button says where it leads, in the words of whoever needs it. */
export function SettingsButtons() {
  const { t, language } = useWords()
  const { dark, toggle } = useAppearance()
  const queries = useQueryClient()
  const switchLanguage = async (): Promise<void> => {
    await chooseLanguage(language === 'zh' ? 'en' : 'zh')
    await queries.invalidateQueries()
  }
  return (
    <>
      <Button type="text" size="small" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={() => void switchLanguage()}>
        {language === 'zh' ? 'English' : '中文'}
      </Button>
      <Button type="text" size="small" onClick={toggle}>
        {t(dark ? 'shell.light' : 'shell.dark')}
      </Button>
    </>
  )
}
