import type { Routes } from './routing.ts'

/**
 * While the server stops, every answer ends its connection: kept alive, an idle one would hold the stop up for as long as
 * the client likes.
 */
export function endConnectionsWhenClosing(routes: Routes): void {
  let closing = false
  routes.addHook('preClose', async () => {
    closing = true
  })
  routes.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
}
