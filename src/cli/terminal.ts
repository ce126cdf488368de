import { type Options, Presets, SingleBar } from 'cli-progress'
import type { Facts } from '../domain/kernel/result.ts'
import { say } from '../words/say.ts'

/** The language of the person at the terminal; Chinese where nothing says otherwise is English. */
export function terminalLanguage(): 'zh' | 'en' {
  const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || ''
  return /^(en|C|POSIX)/i.test(locale) || locale === '' ? 'en' : 'zh'
}

/** Prints exactly one JSON document on stdout. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

/** A command's result for people, on stdout like its JSON would be. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** One line for people; everything but a command's result goes to stderr. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** The sentence of a code, in the language of this terminal. */
export function sentence(code: string, facts: Facts = {}): string {
  return say(terminalLanguage(), code, facts)
}

export interface Progress {
  update(done: number, total: number, note?: string): void
  stop(): void
}

/** A bar on a terminal, a line per tenth elsewhere, so that logs stay readable. */
export function makeProgress(label: string): Progress {
  if (!process.stderr.isTTY) return lines(label)
  const options: Options = {
    format: `${label} {bar} {percentage}% · {value}/{total} · {eta_formatted} {note}`,
    stream: process.stderr,
    hideCursor: true,
    etaBuffer: 200,
  }
  const bar = new SingleBar(options, Presets.shades_classic)
  let started = false
  return {
    update(done, total, note = '') {
      if (started) {
        bar.setTotal(total)
        bar.update(done, { note })
      } else {
        bar.start(total, done, { note })
        started = true
      }
    },
    stop: () => bar.stop(),
  }
}

function lines(label: string): Progress {
  let tenth = -1
  return {
    update(done, total) {
      const now = total === 0 ? 10 : Math.floor((done / total) * 10)
      if (now <= tenth) return
      tenth = now
      tell(`${label} ${now * 10}%`)
    },
    stop() {},
  }
}
