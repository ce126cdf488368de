import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Flags, type House, openHouse, settingsFrom } from '../house.ts'
import { tell } from '../terminal.ts'

/** A house in a folder of its own, durable like any other, gone afterwards; with `data` given, that folder, which stays. */
export async function inScratch<T>(flags: Flags, work: (house: House) => Promise<T>): Promise<T> {
  const given = flags['data']
  const folder = given === undefined ? await mkdtemp(join(tmpdir(), 'huying-bench-')) : String(given)
  const { settings } = settingsFrom({ ...flags, data: folder })
  const house = await openHouse(settings, 'command', tell)
  try {
    return await work(house)
  } finally {
    await house.close()
    if (given === undefined) await rm(folder, { recursive: true, force: true })
  }
}

/** Runs `work` on so many workers until the time is up; returns how long each piece took, in milliseconds. */
export async function inParallel(
  workers: number,
  seconds: number,
  work: (index: number) => Promise<void>,
): Promise<number[]> {
  const times: number[] = []
  const end = performance.now() + seconds * 1000
  let next = 0
  const one = async () => {
    while (performance.now() < end) {
      const started = performance.now()
      await work(next++)
      times.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: workers }, one))
  return times
}
