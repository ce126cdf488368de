import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the built desks and citizens' scripts, one for all journeys. */
    webRoot: string
  }
}

const PROJECT = join(import.meta.dirname, '..', '..')
const BUNDLES = ['src/web/vite.config.ts', 'src/portal/browser/vite.config.ts']

/** As they are delivered: a build under vitest's own `NODE_ENV` would be one for development. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const webRoot = await mkdtemp(join(tmpdir(), 'huying-web-'))
  const { NODE_ENV } = process.env
  Object.assign(process.env, { NODE_ENV: 'production', HUYING_WEB_OUT: webRoot })
  for (const config of BUNDLES) await build({ configFile: join(PROJECT, config), logLevel: 'error' })
  delete process.env['HUYING_WEB_OUT']
  if (NODE_ENV === undefined) delete process.env['NODE_ENV']
  else process.env['NODE_ENV'] = NODE_ENV
  project.provide('webRoot', webRoot)
  return () => rm(webRoot, { recursive: true, force: true })
}
