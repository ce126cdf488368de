import { ASSIST } from './en/assist.ts'
import { BULLETIN } from './en/bulletin.ts'
import { BUNDLE } from './en/bundle.ts'
import { CITIZEN } from './en/citizen.ts'
import { EVENTS } from './en/events.ts'
import { RECORDS } from './en/records.ts'
import { REJECTIONS } from './en/rejections.ts'
import { ROSTER } from './en/roster.ts'
import { SERVICE } from './en/service.ts'
import { TERMINAL } from './en/terminal.ts'
import { EN_SCREEN } from './en-screen.ts'
import { EN_SCREEN_LATER } from './en-screen-later.ts'

export const EN: Readonly<Record<string, string>> = {
  ...EN_SCREEN,
  ...EN_SCREEN_LATER,
  ...ASSIST,
  ...BUNDLE,
  ...RECORDS,
  ...REJECTIONS,
  ...SERVICE,
  ...TERMINAL,
  ...EVENTS,
  ...BULLETIN,
  ...CITIZEN,
  ...ROSTER,
}
