import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'

/** What the manifest says of a file. */
export interface FileEntry {
  readonly name: string
  readonly bytes: number
  /** 64 lower-case hex digits. */
  readonly sha256: string
}

const CHUNK = 1 << 18

/** A file that is written line by line and hashed on the way; memory stays at one chunk. */
export class BundleFile {
  private readonly name: string
  private readonly handle: FileHandle
  private readonly digest = createHash('sha256')
  private pending: string[] = []
  private length = 0
  private bytes = 0

  private constructor(name: string, handle: FileHandle) {
    this.name = name
    this.handle = handle
  }

  /** @throws when the file exists: nothing is ever overwritten. */
  static async create(folder: string, name: string): Promise<BundleFile> {
    return new BundleFile(name, await open(join(folder, name), 'wx', 0o644))
  }

  /** Every line ends with LF, the last one too. */
  async line(text: string): Promise<void> {
    this.pending.push(text)
    this.length += text.length + 1
    if (this.length >= CHUNK) await this.flush()
  }

  async close(): Promise<FileEntry> {
    try {
      await this.flush()
      return { name: this.name, bytes: this.bytes, sha256: this.digest.digest('hex') }
    } finally {
      await this.handle.close()
    }
  }

  /** Lets the file go unfinished. */
  async abandon(): Promise<void> {
    await this.handle.close()
  }

  private async flush(): Promise<void> {
    if (this.pending.length === 0) return
    const chunk = Buffer.from(`${this.pending.join('\n')}\n`)
    this.pending = []
    this.length = 0
    this.digest.update(chunk)
    this.bytes += chunk.length
    await this.handle.writeFile(chunk)
  }
}

/** A file of a few lines at once. */
export async function writeLines(folder: string, name: string, lines: Iterable<string>): Promise<FileEntry> {
  const file = await BundleFile.create(folder, name)
  for (const line of lines) await file.line(line)
  return file.close()
}
