import { ASSIST } from './zh/assist.ts'
import { CALLBACKS } from './zh/callbacks.ts'
import { CONSOLE } from './zh/console.ts'
import { DESK } from './zh/desk.ts'
import { DISPATCH } from './zh/dispatch.ts'
import { DISPATCH_DESK } from './zh/dispatch-desk.ts'
import { FORMS } from './zh/forms.ts'
import { OVERVIEW } from './zh/overview.ts'
import { PHOTO } from './zh/photo.ts'
import { RATES } from './zh/rates.ts'
import { SHELL } from './zh/shell.ts'
import { SIMILAR } from './zh/similar.ts'
import { UNIT } from './zh/unit.ts'

/** Labels of the desks, there from the start; states, events and rejections come from src/words. */
export const ZH_START = {
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
