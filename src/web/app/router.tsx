import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { ErrorPage } from '../ui/ErrorPage.tsx'
import { NowherePage } from '../ui/NowherePage.tsx'
import { WaitingPage } from '../ui/WaitingPage.tsx'
import { ADMINISTRATION } from './routes/administration.ts'
import { ASSESSMENT } from './routes/assessment.ts'
import { ENTRY } from './routes/entry.ts'
import { KNOWLEDGE } from './routes/knowledge.ts'
import { desk, home, root } from './routes/root.ts'
import { WORK } from './routes/work.ts'

const tree = root.addChildren([
  ...ENTRY,
  desk.addChildren([home, ...WORK, ...ASSESSMENT, ...KNOWLEDGE, ...ADMINISTRATION]),
])

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: '/desk',
    context: { queries },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingMs: 300,
    defaultPendingComponent: WaitingPage,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NowherePage,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
