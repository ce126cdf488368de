import { Link, useLocation } from '@tanstack/react-router'
import { type FocusEvent, type KeyboardEvent, useId, useState } from 'react'
import { type Account, mayUse } from '../api/session.ts'
import { useWords } from '../i18n/words.ts'
import styles from './PlaceLinks.module.css'
import { GROUPS, PLACES, type Place } from './places.ts'

/** As many places as fit in one line beside the search box; more are folded into their groups, the day's work never. */
const IN_ONE_LINE = 6

export function PlaceLinks({ account }: { readonly account: Account | null }) {
  const { t } = useWords()
  const mine = PLACES.filter(({ needs }) => mayUse(account, needs))
  const folded = mine.length > IN_ONE_LINE
  return (
    <nav aria-label={t('shell.nav')} className={styles['nav']}>
      {GROUPS.map((group) => {
        const places = mine.filter((place) => place.group === group)
        if (folded && group !== 'work' && places.length > 1)
          return <Folded key={group} label={t(`nav.group-${group}`)} places={places} />
        return places.map((place) => <PlaceLink key={place.to} place={place} />)
      })}
    </nav>
  )
}

function PlaceLink({ place, onGo }: { readonly place: Place; readonly onGo?: () => void }) {
  const { t } = useWords()
  return (
    <Link to={place.to} activeProps={{ 'aria-current': 'page' }} {...(onGo && { onClick: onGo })}>
      {t(place.label)}
    </Link>
  )
}

/** A disclosure, not a menu: its links are links, and Tab walks through them. */
function Folded({ label, places }: { readonly label: string; readonly places: readonly Place[] }) {
  const { t } = useWords()
  const id = useId()
  const [open, setOpen] = useState(false)
  const path = useLocation({ select: ({ pathname }) => pathname })
  const here = places.find(({ to }) => path === to || path.startsWith(`${to}/`))
  const close = () => setOpen(false)
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) close()
  }
  const onKeyDown = ({ key, currentTarget }: KeyboardEvent) => {
    if (key !== 'Escape' || !open) return
    close()
    currentTarget.querySelector('button')?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for what its button and links do.
    <div className={styles['folded']} onBlur={onBlur} onKeyDown={onKeyDown}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        data-here={here !== undefined}
        onClick={() => setOpen(!open)}
      >
        {here ? `${label} · ${t(here.label)}` : label}
      </button>
      {open && (
        <div id={id} className={styles['places']}>
          {places.map((place) => (
            <PlaceLink key={place.to} place={place} onGo={close} />
          ))}
        </div>
      )}
    </div>
  )
}
