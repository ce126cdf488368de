import { ASSIST } from './zh/assist.ts'
import { BULLETIN } from './zh/bulletin.ts'
import { BUNDLE } from './zh/bundle.ts'
import { CITIZEN } from './zh/citizen.ts'
import { EVENTS } from './zh/events.ts'
import { RECORDS } from './zh/records.ts'
import { REJECTIONS } from './zh/rejections.ts'
import { ROSTER } from './zh/roster.ts'
import { SERVICE } from './zh/service.ts'
import { TERMINAL } from './zh/terminal.ts'
import { ZH_SCREEN } from './zh-screen.ts'
import { ZH_SCREEN_LATER } from './zh-screen-later.ts'

export const ZH: Readonly<Record<string, string>> = {
  ...ZH_SCREEN,
  ...ZH_SCREEN_LATER,
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
