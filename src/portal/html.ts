import { html as tag } from 'htm/preact'
import type { VNode } from 'preact'

export type Markup = VNode | VNode[]

/** Tagged templates instead of JSX, so that the sources run without a build. Everything put in is escaped. */
export const html: (strings: TemplateStringsArray, ...values: unknown[]) => Markup = tag
