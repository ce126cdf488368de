import type { Page } from 'playwright-core'
import { inject } from 'vitest'
import { DEMO_PASSWORD } from '../../src/contract/demo-password.ts'
import { simulate } from '../../src/simulator/simulate.ts'
import { createAccount } from '../../src/store/account/accounts.ts'
import { hashPassword } from '../../src/store/account/passwords.ts'
import { BulkLedger } from '../../src/store/bulk/bulk-ledger.ts'
import { copyLives } from '../../src/store/bulk/copy-lives.ts'
import { withTransaction } from '../../src/store/database/connect.ts'
import type { StartOptions, TestServer } from '../server/start.ts'
import { type Site, startSite } from './site.ts'

const SUBDISTRICT = '110102009'
/** Period 2026-10 ends on the 18th; journeys happen on the Monday after. */
export const PERIOD = '2026-10'

/** One card per role on the sign-in page. */
const CARDS = {
  agent: ['坐席甲', 'centre'],
  'shift-leader': ['班长甲', 'centre'],
  dispatcher: ['派单员甲', 'centre'],
  'unit-officer': ['承办人甲', SUBDISTRICT],
  'unit-reviewer': ['审核员甲', SUBDISTRICT],
  'callback-agent': ['回访员甲', 'centre'],
  inspector: ['质检员甲', 'centre'],
  supervisor: ['督办员甲', 'supervision'],
  assessor: ['考评员甲', 'centre'],
  leader: ['领导甲', SUBDISTRICT],
  'policy-editor': ['规则管理员甲', 'centre'],
  operator: ['运维甲', 'centre'],
} as const satisfies Record<string, readonly [string, string]>
export type Card = keyof typeof CARDS

export const SIZES = {
  1440: { width: 1440, height: 900 },
  1024: { width: 1024, height: 768 },
  390: { width: 390, height: 844 },
} as const

export interface Desks extends Site {
  /** Signed in by a click on the role's card, in a browser of its own. */
  enter(card: Card, size?: keyof typeof SIZES): Promise<Page>
}

/** The built desks over a subdistrict that has lived through two weeks. */
export async function startDesks(options: StartOptions = {}): Promise<Desks> {
  const site = await startSite({ simulated: true, webRoot: inject('webRoot'), ...options })
  await fill(site.server)
  return {
    ...site,
    enter: async (card, size = 1440) => {
      const page = await site.open({ viewport: SIZES[size] })
      await page.goto('/desk')
      await page.getByRole('button', { name: CARDS[card][0] }).click()
      await page.getByRole('main').waitFor()
      await page.getByRole('button', { name: '退出登录' }).waitFor()
      return page
    },
  }
}

async function fill({ deps }: TestServer): Promise<void> {
  const { pool, rulebook } = deps
  const { master } = deps.keys
  const ledger = new BulkLedger({ master, rulebook, risksIn: () => [], numbering: { from: 1, step: 1 } })
  await simulate({
    seed: 11,
    from: '2026-10-05',
    days: 14,
    units: [SUBDISTRICT],
    volume: { [SUBDISTRICT]: 12 },
    policy: rulebook.inForce('2026-10-05T00:00:00.000Z'),
    org: rulebook.org,
    submit: (one, now) => Promise.resolve(ledger.submit(one, now)),
  })
  const { lives, persons } = ledger.take()
  await withTransaction(pool, (client) => copyLives(client, lives, persons, { master, rulebook }))
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  for (const [role, [name, unit]] of Object.entries(CARDS)) {
    await createAccount(pool, {
      accountId: `card-${role}`,
      login: `card-${role}`,
      name,
      role,
      unit,
      passwordHash,
      demo: true,
    })
  }
}

/** Goes to a place of the desk as a person does: the link itself, or the group it is folded into first. */
export async function openPlace(page: Page, name: string): Promise<void> {
  const places = page.getByRole('navigation', { name: '主导航' })
  const link = places.getByRole('link', { name, exact: true })
  await places.waitFor()
  for (const folded of await places.getByRole('button').all()) {
    if (await link.isVisible()) break
    await folded.click()
  }
  await link.click()
}
