import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { PhotoView } from '../../../contract/http/ticket.ts'
import { photoAddress } from '../../api/photo.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Photos.module.css'

interface PhotoStripProps {
  readonly ticketId: string
  readonly photos: readonly PhotoView[]
  /** Names the row for whoever does not see it. */
  readonly label: string
}

/** Small photos in a row; each opens whole, and the arrows lead from one to the next. */
export function PhotoStrip({ ticketId, photos, label }: PhotoStripProps) {
  const nameOf = usePhotoName(photos)
  const { term } = useWords()
  const [open, setOpen] = useState<number | null>(null)
  const opener = useRef<HTMLElement | null>(null)
  if (photos.length === 0) return null
  const close = (): void => {
    setOpen(null)
    opener.current?.focus()
  }
  return (
    <>
      <ul className={styles['strip']} aria-label={label}>
        {photos.map(({ photo, role }, index) => (
          <li key={`${photo}/${role}`}>
            <button
              type="button"
              onClick={(event) => {
                opener.current = event.currentTarget
                setOpen(index)
              }}
            >
              <img src={photoAddress(ticketId, photo, 'small')} alt={nameOf(index)} loading="lazy" />
            </button>
            {role !== null && <span className={styles['role']}>{term('photo-role', role)}</span>}
          </li>
        ))}
      </ul>
      {open !== null && <Lightbox ticketId={ticketId} photos={photos} at={open} show={setOpen} close={close} />}
    </>
  )
}

function usePhotoName(photos: readonly PhotoView[]): (index: number) => string {
  const { t, term } = useWords()
  return (index) => {
    const name = t('photo.number', { number: index + 1 })
    const role = photos[index]?.role ?? null
    return role === null ? name : `${name} · ${term('photo-role', role)}`
  }
}

interface LightboxProps extends Omit<PhotoStripProps, 'label'> {
  readonly at: number
  readonly show: (index: number) => void
  readonly close: () => void
}

/** The browser's own dialog: it keeps the focus inside and closes with Esc. */
function Lightbox({ ticketId, photos, at, show, close }: LightboxProps) {
  const { t } = useWords()
  const nameOf = usePhotoName(photos)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const step = (by: number): void => show((at + by + photos.length) % photos.length)
  const keys = (event: KeyboardEvent): void => {
    // The desk's own keys, Esc among them, are not meant while a photo is looked at.
    event.stopPropagation()
    if (event.key === 'ArrowRight') step(1)
    if (event.key === 'ArrowLeft') step(-1)
  }
  const photo = photos[at]?.photo
  return (
    <dialog ref={dialog} className={styles['lightbox']} aria-label={nameOf(at)} onClose={close} onKeyDown={keys}>
      <header>
        <p aria-live="polite">
          {nameOf(at)} <span className={styles['hint']}>{t('photo.of', { number: at + 1, count: photos.length })}</span>
        </p>
        {photos.length > 1 && (
          <>
            <Button onClick={() => step(-1)}>{t('photo.before-this')}</Button>
            <Button onClick={() => step(1)}>{t('photo.after-this')}</Button>
          </>
        )}
        <Button type="primary" onClick={() => dialog.current?.close()} autoFocus>
          {t('photo.close')}
        </Button>
      </header>
      {photo !== undefined && <img src={photoAddress(ticketId, photo, 'full')} alt={nameOf(at)} />}
    </dialog>
  )
}
