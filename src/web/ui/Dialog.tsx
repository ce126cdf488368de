import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import styles from './Dialog.module.css'

interface DialogProps {
  readonly open: boolean
  readonly title: string
  /** Esc; absent where there is no way back. */
  readonly leave?: () => void
  readonly children: ReactNode
}

/**
 * The browser's own dialog: it keeps the focus inside and gives it back, and it is part of the page, so that it opens without
 * the line too. Focus goes to the field or button marked `data-first`.
 */
export function Dialog({ open, title, leave, children }: DialogProps) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const { current } = dialog
    if (!open || current === null) return
    current.showModal()
    current.querySelector<HTMLElement>('[data-first]')?.focus()
    return () => current.close()
  }, [open])
  // The page's own keys are not meant while the dialog stands.
  const keep = (event: KeyboardEvent): void => event.stopPropagation()
  return (
    <dialog
      ref={dialog}
      className={styles['dialog']}
      aria-labelledby={id}
      onKeyDown={keep}
      onCancel={(event) => {
        event.preventDefault()
        leave?.()
      }}
    >
      {open && (
        <>
          <h2 id={id}>{title}</h2>
          {children}
        </>
      )}
    </dialog>
  )
}
