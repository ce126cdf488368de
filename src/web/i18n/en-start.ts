import { ASSIST } from './en/assist.ts'
import { CALLBACKS } from './en/callbacks.ts'
import { CONSOLE } from './en/console.ts'
import { DESK } from './en/desk.ts'
import { DISPATCH } from './en/dispatch.ts'
import { DISPATCH_DESK } from './en/dispatch-desk.ts'
import { FORMS } from './en/forms.ts'
import { OVERVIEW } from './en/overview.ts'
import { PHOTO } from './en/photo.ts'
import { RATES } from './en/rates.ts'
import { SHELL } from './en/shell.ts'
import { SIMILAR } from './en/similar.ts'
import { UNIT } from './en/unit.ts'
import type { ZH_START } from './zh-start.ts'

/** Labels of the desks, there from the start; states, events and rejections come from src/words. */
export const EN_START: Readonly<Record<keyof typeof ZH_START, string>> = {
  ...CALLBACKS,
  ...CONSOLE,
  ...DESK,
  ...DISPATCH_DESK,
  ...FORMS,
  ...OVERVIEW,
  ...PHOTO,
  ...SHELL,
  ...UNIT,
  ...SIMILAR,
  ...ASSIST,
  ...DISPATCH,
  ...RATES,
}
