import { useNavigate, useSearch } from '@tanstack/react-router'
import { Input, type InputRef } from 'antd'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/words.ts'
import { keysAreOn } from './keys.ts'
import styles from './SearchBox.module.css'

/** One box for tickets, knowledge, catalogue and law; `/` goes to it from anywhere, the question stands in the address. */
export function SearchBox() {
  const { t } = useWords()
  const navigate = useNavigate()
  const asked = useSearch({ strict: false, select: (search: { q?: unknown }) => search.q })
  const shown = typeof asked === 'string' && location.pathname === '/desk/search' ? asked : ''
  const [text, setText] = useState(shown)
  const box = useRef<InputRef>(null)
  useEffect(() => setText(shown), [shown])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || !keysAreOn() || isTyping(event)) return
      event.preventDefault()
      box.current?.focus({ cursor: 'all' })
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const q = text.trim()
    if (q !== '') void navigate({ to: '/search', search: { q } })
  }
  return (
    <search className={styles['box']}>
      <form onSubmit={submit}>
        <Input
          ref={box}
          type="search"
          aria-label={t('search.box')}
          aria-keyshortcuts="/"
          placeholder={t('search.box')}
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
    </search>
  )
}

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
