import { ConfigProvider } from 'antd'
import english from 'antd/locale/en_US'
import chinese from 'antd/locale/zh_CN'
import { type ReactNode, useMemo } from 'react'
import { useWords } from '../i18n/words.ts'
import { SaidProvider } from '../ui/said.tsx'
import { useAppearance } from './appearance.tsx'
import { themeOf } from './theme.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
const csp = nonce === undefined ? {} : { nonce }

/** antd in our colours and in the reader's language. */
export function Dress({ children }: { readonly children: ReactNode }) {
  const { tokens, dark, still } = useAppearance()
  const { language } = useWords()
  const theme = useMemo(() => themeOf(tokens, dark, still), [tokens, dark, still])
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh' ? chinese : english}
      button={{ autoInsertSpace: false }}
      csp={csp}
    >
      <SaidProvider>{children}</SaidProvider>
    </ConfigProvider>
  )
}
