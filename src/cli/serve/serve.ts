import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { DEMO_PASSWORD } from '../../contract/demo-password.ts'
import { makeClassifier } from '../../intelligence/classify/keywords.ts'
import { createServer } from '../../server/app.ts'
import type { Settings } from '../../server/config.ts'
import type { Operation } from '../../server/deps.ts'
import { isLoopback, mayListenOn } from '../../server/host.ts'
import { type JobDeps, startJobs } from '../../server/jobs/jobs.ts'
import { onceItWorks } from '../../server/jobs/once-it-works.ts'
import { gatewayChannel } from '../../server/messages/gateway.ts'
import { demoAccounts } from '../../store/account/accounts.ts'
import { offerFirstAdministrator } from '../../store/account/first-administrator.ts'
import { createPool } from '../../store/database/connect.ts'
import { systemCode } from '../../store/database/database-error.ts'
import { hasEvents, readFact } from '../../store/installation.ts'
import { loadOutlines } from '../../store/policy-files.ts'
import { CommandRefused, explainFailure } from '../failure.ts'
import { type House, openHouse, policyFolder, publishedFolder } from '../house.ts'
import { ActiveModel } from '../model/active-model.ts'
import { DeskModels } from '../model/desk-models.ts'
import { Shelf } from '../model/shelf.ts'
import { confirmedExamples } from '../model/sources.ts'
import { makeProgress, sentence, tell } from '../terminal.ts'
import { programVersion } from '../version.ts'
import { buildWeb } from '../web-build.ts'
import { DemoFill } from './demo-fill.ts'
import { StarterModel } from './starter-model.ts'

/** Runs until it is told to stop (Ctrl-C, SIGTERM): then HTTP drains first, the jobs after it, the database last. */
export async function serve(settings: Settings): Promise<void> {
  const house = await openHouse(settings, 'serve', tell)
  const fill = new DemoFill()
  const starter = new StarterModel()
  const readerPool = createPool(house.database.url, { name: 'huying-reader', role: 'huying_writer', max: 10 })
  let app: FastifyInstance | null = null
  let stopJobs = async () => {}
  const textModel = new ActiveModel(new Shelf(settings.data), (error) => tell(explainFailure(error)))
  const ending = new AbortController()
  let background = Promise.resolve()
  const stopped = nextSignal()
  try {
    // Demo accounts would be open to the network: their password is printed on the sign-in page.
    const refused = new CommandRefused('serve.demo-on-network', { host: settings.host })
    if (!(await mayListenOn(settings.host, house.ownerPool))) throw refused
    const wantsDemo = await needsDemo(house)
    if (wantsDemo && !isLoopback(settings.host)) throw refused
    let webRoot: string | null = null
    const classifier = makeClassifier(house.rulebook.inForce(house.clock.now()))
    await textModel.start()
    const outlines = await loadOutlines(join(policyFolder(settings), 'org'))
    const channel = gatewayChannel(settings)
    app = await createServer({
      settings,
      pool: house.pool,
      readerPool,
      keys: house.keys,
      rulebook: house.rulebook,
      log: house.log,
      photos: house.photos,
      clock: house.clock,
      classify: (words, title) => classifier({ words, title }),
      textModel: textModel.current,
      outlines,
      listenUrl: house.database.url,
      model: settings,
      ...(channel === undefined ? {} : { channel }),
      models: new DeskModels({
        data: settings.data,
        shelf: new Shelf(settings.data),
        active: textModel,
        tickets: (reader) => confirmedExamples(house, reader),
      }),
      operation: describeOperation(house),
      ...(settings.dial === undefined ? {} : { dial: settings.dial }),
      progress: () => fill.progress,
      published: publishedFolder(settings),
      // Both change while the server runs: the screens are built and the demo is filled behind its back.
      get webRoot() {
        return webRoot
      },
      get simulated() {
        return house.clock.simulated
      },
    })
    await listen(app, settings)
    const address = addressOf(app, settings)
    // Counted from the start of the process: what a person waits for.
    tell(`\n  Huying 呼应  ${address}  (${(performance.now() / 1000).toFixed(1)} s)\n`)
    for (const notice of house.keys.notices)
      if (notice.code.endsWith('-made')) tell(`  ${sentence(notice.code, notice.facts)}`)
    background = (async () => {
      // Without the desks the citizens' pages and the API still serve.
      const screens = buildWeb(settings.data, tell, ending.signal).then(
        (folder) => {
          webRoot = folder
        },
        (error: unknown) => {
          if (!ending.signal.aborted) tell(sentence('terminal.screens-failed', { reason: explainFailure(error) }))
        },
      )
      if (wantsDemo) await fillInBackground(fill, house)
      if (ending.signal.aborted) return
      stopJobs = startJobs(jobDeps(house, app)).stop
      const untold = (error: unknown) => app?.log.warn({ err: error }, 'the ways in are not known yet')
      await onceItWorks(() => printWaysIn(house, address), ending.signal, untold)
      await screens
      // A demo that reads no words as a city's own does would be no demo; without it keywords propose.
      if (house.clock.simulated && !ending.signal.aborted)
        await starter.make(settings).catch((error: unknown) => tell(explainFailure(error)))
    })()
    await Promise.race([stopped, background.then(() => stopped)])
  } finally {
    tell(sentence('terminal.stopping'))
    ending.abort()
    await Promise.all([fill.stop(), starter.stop()])
    await app?.close()
    // What it was about to start is started by then, and stopped; its failure has been thrown already.
    await background.catch(() => {})
    await stopJobs()
    await textModel.stop()
    await readerPool.end()
    await house.close()
  }
}

function describeOperation({ settings, keys }: House): Operation {
  const masterFrom =
    settings.masterKey !== undefined ? 'setting' : settings.masterKeyFile !== undefined ? 'file' : 'data-folder'
  return { dataFolder: settings.data, version: programVersion(), masterFrom, sealFingerprint: keys.seal.fingerprint }
}

/** A simulated database runs its nights by its own clock, others by the queue's. */
function jobDeps(house: House, app: FastifyInstance): JobDeps {
  const onFailure = (job: string, error: unknown) => app.log.error({ job, err: error }, 'a job failed')
  const onSwept = (lagSeconds: number) => app.noteSweep(lagSeconds)
  const base = { ...house, published: publishedFolder(house.settings), sealPool: house.ownerPool, onFailure, onSwept }
  if (house.clock.simulated) return { ...base, simulated: true }
  const channel = gatewayChannel(house.settings)
  return { ...base, ...(channel === undefined ? {} : { channel }), queueUrl: house.database.url }
}

async function needsDemo({ settings, ownerPool }: House): Promise<boolean> {
  if (settings.demo === 'off' || (await readFact(ownerPool, 'demo-filled'))) return false
  return !(await hasEvents(ownerPool))
}

async function fillInBackground(fill: DemoFill, house: House): Promise<void> {
  tell(sentence('terminal.demo-filling'))
  const bar = makeProgress('demo')
  await fill.run(house.settings, bar.update).finally(() => bar.stop())
  await house.clock.refresh(house.ownerPool)
}

/** One demo account per role, or the one-time link for the first administrator of an empty database. */
async function printWaysIn(house: House, address: string): Promise<void> {
  const accounts = await demoAccounts(house.pool)
  if (accounts.length > 0) {
    tell(`  ${sentence('terminal.sign-in', { address: `${address}/desk`, password: DEMO_PASSWORD })}`)
    for (const one of accounts)
      tell(`    ${one.login.padEnd(34)} ${one.role.padEnd(18)} ${house.rulebook.org.getUnit(one.unit).name}`)
    tell('')
    return
  }
  const token = await offerFirstAdministrator(house.ownerPool)
  if (token) tell(`  ${sentence('terminal.first-administrator')}\n    ${address}/desk/first-administrator#${token}\n`)
}

const LISTEN_CODES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'serve.port-in-use',
  EACCES: 'serve.port-denied',
  EADDRNOTAVAIL: 'serve.no-such-host',
  ENOTFOUND: 'serve.no-such-host',
}

async function listen(app: FastifyInstance, { host, port }: Settings): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const code = LISTEN_CODES[systemCode(error) ?? '']
    if (code === undefined) throw error
    throw new CommandRefused(code, { host, port })
  }
}

function addressOf(app: FastifyInstance, settings: Settings): string {
  const bound = app.server.address()
  const port = typeof bound === 'object' && bound ? bound.port : settings.port
  const host = settings.host === '127.0.0.1' ? 'localhost' : settings.host
  return `http://${host}:${port}`
}

/** The first signal stops; npm and the terminal may send it two or three times, and repeats are the same request. */
function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })
}
