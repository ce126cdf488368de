import { done, type Result, rejected } from '../../domain/kernel/result.ts'
import type { ModelCard } from './card.ts'
import type { Judge } from './judge.ts'
import type { ReaderSpec } from './view.ts'

/** A reader as its file holds it: weights are whole numbers from −127 to 127, times a scale of each label. */
export interface StoredReader {
  readonly spec: ReaderSpec
  readonly hashes: Int32Array
  readonly idf: Float32Array
  /** `weights[row × labels + label]`. */
  readonly weights: Int8Array
  readonly scales: readonly number[]
  readonly bias: readonly number[]
}

export interface ModelFile {
  readonly card: ModelCard
  readonly labels: readonly string[]
  readonly threshold: number
  readonly readers: readonly StoredReader[]
  readonly judge: Judge
}

/** `HYTM`, then version (u16), 2 bytes of nothing, length of the whole file (u32), length of the header (u32). */
const MAGIC = [0x48, 0x59, 0x54, 0x4d]
const PREFIX = 16
const CHECKSUM = 4
export const MODEL_VERSION = 1

interface Header {
  readonly card: ModelCard
  readonly labels: readonly string[]
  readonly threshold: number
  readonly readers: readonly (Pick<StoredReader, 'spec' | 'scales' | 'bias'> & { readonly pieces: number })[]
  readonly judge: { readonly full: boolean; readonly weights: readonly number[]; readonly bias: readonly number[] }
}

/** The bytes of a model; the same model gives the same bytes. Format: docs/reference/text-model.md. */
export function encodeModel(model: ModelFile): Uint8Array {
  const header: Header = {
    card: model.card,
    labels: model.labels,
    threshold: model.threshold,
    readers: model.readers.map(({ spec, scales, bias, hashes }) => ({ spec, scales, bias, pieces: hashes.length })),
    judge: { full: model.judge.full, weights: [...model.judge.weights], bias: [...model.judge.bias] },
  }
  const text = new TextEncoder().encode(JSON.stringify(header))
  const body = model.readers.reduce((sum, one) => sum + one.hashes.length * 8 + one.weights.length, 0)
  const bytes = new Uint8Array(PREFIX + text.length + body + CHECKSUM)
  const view = new DataView(bytes.buffer)
  bytes.set(MAGIC)
  view.setUint16(4, MODEL_VERSION, true)
  view.setUint32(8, bytes.length, true)
  view.setUint32(12, text.length, true)
  bytes.set(text, PREFIX)
  let at = PREFIX + text.length
  for (const { hashes, idf, weights } of model.readers) {
    for (const hash of hashes) {
      view.setInt32(at, hash, true)
      at += 4
    }
    for (const one of idf) {
      view.setFloat32(at, one, true)
      at += 4
    }
    bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.length), at)
    at += weights.length
  }
  view.setUint32(at, checksum(bytes.subarray(0, at)), true)
  return bytes
}

/**
 * Reads a model's bytes. Rejects with `model.not-a-model`, `model.other-version` {found, known}, `model.truncated` {bytes,
 * expected} or `model.corrupt`.
 */
export function decodeModel(bytes: Uint8Array): Result<ModelFile> {
  if (MAGIC.some((one, place) => bytes[place] !== one)) return rejected('model.not-a-model')
  if (bytes.length < PREFIX) return rejected('model.truncated', { bytes: bytes.length, expected: PREFIX })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = view.getUint16(4, true)
  if (version !== MODEL_VERSION) return rejected('model.other-version', { found: version, known: MODEL_VERSION })
  const expected = view.getUint32(8, true)
  if (bytes.length < expected) return rejected('model.truncated', { bytes: bytes.length, expected })
  const end = bytes.length - CHECKSUM
  if (bytes.length !== expected || view.getUint32(end, true) !== checksum(bytes.subarray(0, end))) {
    return rejected('model.corrupt')
  }
  const length = view.getUint32(12, true)
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(PREFIX, PREFIX + length))) as Header
  const { card, labels, threshold, judge } = header
  let at = PREFIX + length
  const readers = header.readers.map(({ spec, scales, bias, pieces }): StoredReader => {
    const hashes = Int32Array.from({ length: pieces }, (_, row) => view.getInt32(at + row * 4, true))
    at += pieces * 4
    const idf = Float32Array.from({ length: pieces }, (_, row) => view.getFloat32(at + row * 4, true))
    at += pieces * 4
    const weights = Int8Array.from(bytes.subarray(at, at + pieces * labels.length))
    at += weights.length
    return { spec, scales, bias, hashes, idf, weights }
  })
  return done({
    card,
    labels,
    threshold,
    readers,
    judge: { full: judge.full, weights: Float64Array.from(judge.weights), bias: Float64Array.from(judge.bias) },
  })
}

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

/** CRC-32 as in gzip: finds accidents, proves nothing about who wrote the file. */
function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (CRC[(value ^ byte) & 0xff] as number) ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}
