#!/usr/bin/env node
// Plain JavaScript on purpose: this file must parse on Node 20.19. It finds the Node that package.json pins, since the
// sources are TypeScript run by type stripping (on without a flag since 22.18), and runs src/cli/main.ts under it.
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const COULD_NOT_RUN = 3
const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))))
const main = join(root, 'src', 'cli', 'main.ts')
const args = process.argv.slice(2)

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const canRunHere = major > 22 || (major === 22 && minor >= 18)

/** The pinned Node: the package of this platform, else one that somebody added with `npm install --no-save node@24`. */
function findPinnedNode() {
  const windows = process.platform === 'win32'
  const file = windows ? 'node.exe' : 'node'
  const modules = join(root, 'node_modules')
  return [
    join(modules, `node-${windows ? 'win' : process.platform}-${process.arch}`, 'bin', file),
    join(modules, 'node', 'bin', file),
  ].find((path) => existsSync(path))
}

/** @param {string} detail what went wrong, when it is more than a missing Node */
function giveUp(detail) {
  const reason = detail === '' ? '' : ` (${detail})`
  process.stderr.write(
    `Huying needs Node 22.18 or newer and this is ${process.versions.node}: run "npm ci" in ${root}, which brings one for ` +
      `Linux and Windows, or install Node 24${reason}. ` +
      `呼应需要 Node 22.18 以上版本，当前为 ${process.versions.node}：请在项目目录运行 npm ci（Linux、Windows 自带），或自行安装 Node 24。\n`,
  )
  process.exit(COULD_NOT_RUN)
}

async function runHere() {
  await import(pathToFileURL(main).href)
}

/** @param {string} node path of the Node to run under */
function runUnder(node) {
  const child = spawn(node, [main, ...args], { stdio: 'inherit' })
  /** @type {NodeJS.Signals[]} */
  const passedOn = ['SIGTERM', 'SIGHUP']
  for (const signal of passedOn) process.on(signal, () => child.kill(signal))
  // A terminal sends Ctrl-C to the whole group, so the child already has it; without a terminal it went to this process.
  const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  process.on('SIGINT', () => {
    if (!onTerminal) child.kill('SIGINT')
  })
  child.on('error', (error) => {
    if (canRunHere) void runHere()
    else giveUp(error.message)
  })
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? (code ?? COULD_NOT_RUN) : 128 + constants.signals[signal])
  })
}

const pinned = findPinnedNode()
if (pinned !== undefined && realpathSync(pinned) !== realpathSync(process.execPath)) runUnder(pinned)
else if (canRunHere) await runHere()
else giveUp('')
