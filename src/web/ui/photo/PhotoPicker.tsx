import { Button, Radio } from 'antd'
import { type ClipboardEvent, type DragEvent, useId, useRef, useState } from 'react'
import { MOST_PHOTOS, PHOTO_ROLES, type PhotoRole } from '../../../domain/ticket/terms.ts'
import { dropUpload, uploadAddress, uploadPhoto } from '../../api/photo.ts'
import { isProblem } from '../../api/problem.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Photos.module.css'

/** A photo that is sent with the form. */
export interface ChosenPhoto {
  readonly upload: string
  readonly role: PhotoRole | null
}

interface PhotoPickerProps {
  /** Filled in by Form.Item. */
  readonly id?: string
  readonly value?: readonly ChosenPhoto[]
  readonly onChange?: (value: ChosenPhoto[]) => void
  /** Evidence says whether it shows the matter before or after. */
  readonly asEvidence?: boolean
}

interface Sending {
  readonly id: string
  readonly name: string
  readonly share: number
  readonly fault: string | null
}

const ACCEPTED = 'image/jpeg,image/png,image/webp,image/gif'

/** Photos by choosing, dropping or pasting; each goes up at once, and says how far it is or why it was not taken. */
export function PhotoPicker({ id, value = [], onChange, asEvidence = false }: PhotoPickerProps) {
  const { t, term } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const hint = useId()
  const [sending, setSending] = useState<readonly Sending[]>([])
  const [over, setOver] = useState(false)
  // What arrives while others are on their way is added to what stands there by then.
  const latest = useRef(value)
  latest.current = value
  const change = (photos: ChosenPhoto[]): void => {
    latest.current = photos
    onChange?.(photos)
  }
  const update = (one: string, part: Partial<Sending>): void =>
    setSending((all) => all.map((each) => (each.id === one ? { ...each, ...part } : each)))
  const done = (one: string): void => setSending((all) => all.filter((each) => each.id !== one))

  const sendOne = async (file: File): Promise<void> => {
    const one = freshId()
    setSending((all) => [...all, { id: one, name: file.name, share: 0, fault: null }])
    try {
      const { upload } = await uploadPhoto(file, (share) => update(one, { share }))
      change([...latest.current, { upload, role: asEvidence ? 'after' : null }])
      done(one)
    } catch (error) {
      update(one, { fault: (isProblem(error) && error.sentence) || t('error.network') })
    }
  }
  const add = (files: Iterable<File>): void => {
    const room = MOST_PHOTOS - latest.current.length - sending.filter((one) => one.fault === null).length
    const given = [...files]
    setSending((all) => all.filter((one) => one.fault === null))
    for (const file of given.slice(0, Math.max(0, room))) void sendOne(file)
    for (const file of given.slice(Math.max(0, room))) {
      const fault = t('photo.too-many', { most: MOST_PHOTOS })
      setSending((all) => [...all, { id: freshId(), name: file.name, share: 0, fault }])
    }
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    add(event.dataTransfer.files)
  }
  const paste = (event: ClipboardEvent): void => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    add(event.clipboardData.files)
  }
  const remove = (upload: string): void => {
    change(value.filter((one) => one.upload !== upload))
    // What is not sent is not kept; should this fail, it expires in a day.
    void dropUpload(upload).catch(() => undefined)
  }
  const turn = (upload: string, role: PhotoRole): void =>
    change(value.map((one) => (one.upload === upload ? { ...one, role } : one)))
  return (
    <section
      className={styles['picker']}
      data-over={over}
      aria-label={t('photo.title')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      onPaste={paste}
    >
      {/* The form's own style shows every file input; inside something hidden it is not. */}
      <div hidden>
        <input
          ref={input}
          type="file"
          multiple
          accept={ACCEPTED}
          aria-label={t('photo.title')}
          onChange={(event) => {
            add(event.target.files ?? [])
            event.target.value = ''
          }}
        />
      </div>
      <div className={styles['choose']}>
        <Button
          {...(id === undefined ? {} : { id })}
          onClick={() => input.current?.click()}
          disabled={value.length >= MOST_PHOTOS}
          aria-describedby={hint}
        >
          {t('photo.choose')}
        </Button>
        <span id={hint} className={styles['hint']}>
          {t('photo.hint', { most: MOST_PHOTOS })}
        </span>
      </div>
      {value.length > 0 && (
        <ul className={styles['chosen']}>
          {value.map(({ upload, role }, index) => (
            <li key={upload}>
              <img src={uploadAddress(upload)} alt={t('photo.number', { number: index + 1 })} />
              {asEvidence && (
                <Radio.Group
                  size="small"
                  optionType="button"
                  aria-label={t('photo.which', { number: index + 1 })}
                  value={role}
                  options={PHOTO_ROLES.map((one) => ({ value: one, label: term('photo-role', one) }))}
                  onChange={(event) => turn(upload, event.target.value as PhotoRole)}
                />
              )}
              <Button
                size="small"
                type="text"
                aria-label={t('photo.remove-one', { number: index + 1 })}
                onClick={() => remove(upload)}
              >
                {t('photo.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div role="status" className={styles['sending']}>
        {sending.map(({ id: one, name, share, fault }) =>
          fault === null ? (
            <div key={one}>
              <span>{name}</span>
              <progress value={share} aria-label={t('photo.sending', { name })} />
            </div>
          ) : (
            <p key={one} className={styles['fault']}>
              <span>
                <b>{name}</b> {fault}
              </span>
              <Button size="small" type="text" onClick={() => done(one)}>
                {t('photo.dismiss')}
              </Button>
            </p>
          ),
        )}
      </div>
    </section>
  )
}
