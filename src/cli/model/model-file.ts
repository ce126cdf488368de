import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { loadModel, type TextModel } from '../../intelligence/model/model.ts'
import { CommandRefused } from '../failure.ts'

/** The model in a file. Throws `CommandRefused` with the model's own code where it is none, of another version or damaged. */
export async function readModel(path: string): Promise<TextModel> {
  const loaded = loadModel(await readFile(path))
  if (!loaded.ok) throw new CommandRefused(loaded.rejection.code, { ...loaded.rejection.facts, path })
  return loaded.value
}

/** Writes whole or not at all: whoever reads the path meanwhile sees the old bytes or the new. */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(beside, bytes)
  await rename(beside, path)
}
