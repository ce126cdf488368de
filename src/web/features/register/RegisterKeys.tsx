import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useWords } from '../../i18n/words.ts'
import { opened } from '../../ui/opened.tsx'

const RegisterKeysHelp = opened(
  () => import('./RegisterKeysHelp.tsx').then((module) => module.RegisterKeysHelp),
  ({ open }) => open,
)

/** Opens what every key of this screen does, by a button or by `?`. */
export function RegisterKeys() {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (event.key === '?' && !typing) setOpen(true)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <Button size="small" type="text" onClick={() => setOpen(true)}>
        {t('console.keys')} <kbd>?</kbd>
      </Button>
      <RegisterKeysHelp open={open} close={() => setOpen(false)} />
    </>
  )
}
