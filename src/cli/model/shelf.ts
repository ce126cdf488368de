import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { loadModel, type TextModel } from '../../intelligence/model/model.ts'
import { systemCode } from '../../store/database/database-error.ts'
import { readModel, writeWhole } from './model-file.ts'

const ENDING = '.model'
/** Holds the file name of the model in use; empty: none. */
const POINTER = 'active'

export interface ShelvedModel {
  readonly file: string
  readonly bytes: number
  readonly active: boolean
  /** Null where the file can't be read as a model; `fault` says why. */
  readonly model: TextModel | null
  readonly fault: string | null
}

/** The models of an installation: `models/` in the data folder, one of them in use. A model that was in use once stays. */
export class Shelf {
  private readonly folder: string

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'models')
  }

  /** Takes a model in under its own digest; which one is in use stays as it was. */
  async takeIn(path: string): Promise<{ readonly file: string; readonly model: TextModel }> {
    const model = await readModel(path)
    return { file: await this.keep(await readFile(path)), model }
  }

  /** Takes in a model that is not a file yet and puts it to use, running servers follow within seconds; its file name. */
  async putBytesToUse(bytes: Uint8Array): Promise<string> {
    const file = await this.keep(bytes)
    await writeWhole(join(this.folder, POINTER), `${file}\n`)
    return file
  }

  private async keep(bytes: Uint8Array): Promise<string> {
    const file = `${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}${ENDING}`
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    await writeWhole(join(this.folder, file), bytes)
    return file
  }

  /** Puts a model to use that stands in the folder already. Throws where it cannot be read. */
  async point(file: string): Promise<void> {
    await this.load(file)
    await writeWhole(join(this.folder, POINTER), `${file}\n`)
  }

  /** From now on keywords alone propose categories. */
  async takeOut(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    await writeWhole(join(this.folder, POINTER), '\n')
  }

  /** File name of the model in use, or null. */
  async active(): Promise<string | null> {
    const name = await readIfThere(join(this.folder, POINTER))
    return name?.trim() || null
  }

  /** Whether somebody ever chose a model, or none. */
  async wasChosen(): Promise<boolean> {
    return (await readIfThere(join(this.folder, POINTER))) !== null
  }

  async load(file: string): Promise<TextModel> {
    return readModel(join(this.folder, file))
  }

  async list(): Promise<ShelvedModel[]> {
    const active = await this.active()
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return []
      throw error
    })
    return Promise.all(
      names
        .filter((name) => name.endsWith(ENDING))
        .sort()
        .map(async (file) => {
          const path = join(this.folder, file)
          const loaded = loadModel(await readFile(path))
          const { size } = await stat(path)
          return {
            file,
            bytes: size,
            active: file === active,
            model: loaded.ok ? loaded.value : null,
            fault: loaded.ok ? null : loaded.rejection.code,
          }
        }),
    )
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}
