import { hash } from 'node:crypto'
import { canonical } from './canonical.ts'

/** The newest event of a stream: what a seal fixes. */
export interface Head {
  readonly stream: string
  readonly version: number
  readonly hash: string
}

/** Proof that one leaf is in a tree of `size` leaves: the sibling hashes from the leaf upwards, lower-case hex. */
export interface InclusionProof {
  readonly index: number
  readonly size: number
  readonly path: readonly string[]
}

/** All levels of a tree, leaves first; an empty tree has one empty level. */
export interface MerkleTree {
  readonly levels: readonly (readonly Buffer[])[]
  readonly root: Buffer
}

const HASH_BYTES = 32
const LEAF = 0x00
const INNER = 0x01
const inner = Buffer.alloc(1 + 2 * HASH_BYTES, INNER)

/** SHA-256(0x00 ‖ leaf). The two prefixes keep a leaf from passing for an inner node (RFC 9162 §2.1.1). */
export function leafHash(leaf: Buffer): Buffer {
  return hash('sha256', Buffer.concat([Buffer.of(LEAF), leaf]), 'buffer')
}

/** The leaf of a stream's head: SHA-256(0x00 ‖ canonical([stream, version, hash])). */
export function headLeaf(head: Head): Buffer {
  return leafHash(Buffer.from(canonical([head.stream, head.version, head.hash])))
}

/** Heads in the order of the leaves: by stream name, in code units. Throws on a stream that comes twice. */
export function sortHeads(heads: readonly Head[]): Head[] {
  const sorted = [...heads].sort((a, b) => (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : 0))
  for (let i = 1; i < sorted.length; i++) {
    const stream = sorted[i]?.stream
    if (stream === sorted[i - 1]?.stream) throw new Error(`two heads of one stream: ${stream}`)
  }
  return sorted
}

/**
 * The tree over leaf hashes; a node without a right neighbour moves up unchanged. This is the tree of RFC 9162 §2.1, whose
 * empty form has the root SHA-256('').
 */
export function buildTree(leaves: readonly Buffer[]): MerkleTree {
  const levels: (readonly Buffer[])[] = [leaves]
  let level = leaves
  while (level.length > 1) {
    const above: Buffer[] = []
    for (let i = 0; i < level.length; i += 2) {
      const left = at(level, i)
      above.push(i + 1 < level.length ? innerHash(left, at(level, i + 1)) : left)
    }
    levels.push(above)
    level = above
  }
  return { levels, root: level[0] ?? hash('sha256', '', 'buffer') }
}

/** Throws when there is no such leaf. */
export function inclusionProof(tree: MerkleTree, index: number): InclusionProof {
  const size = tree.levels[0]?.length ?? 0
  if (!Number.isInteger(index) || index < 0 || index >= size) throw new Error(`no leaf ${index} of ${size}`)
  const path: string[] = []
  let position = index
  for (const level of tree.levels) {
    const sibling = level[position ^ 1]
    if (sibling !== undefined) path.push(sibling.toString('hex'))
    position >>= 1
  }
  return { index, size, path }
}

/** Whether the proof leads from the leaf to the root. `size` must be the seal's own count, not the proof's word for it. */
export function checkInclusion(leaf: Buffer, proof: InclusionProof, size: number, root: string): boolean {
  if (proof.size !== size || !Number.isInteger(proof.index) || proof.index < 0 || proof.index >= size) return false
  let node = leaf
  let position = proof.index
  let width = size
  let used = 0
  while (width > 1) {
    const lone = position % 2 === 0 && position === width - 1
    if (!lone) {
      const sibling = proof.path[used++]
      if (sibling === undefined || !/^[0-9a-f]{64}$/.test(sibling)) return false
      const other = Buffer.from(sibling, 'hex')
      node = position % 2 === 0 ? innerHash(node, other) : innerHash(other, node)
    }
    position = Math.floor(position / 2)
    width = Math.ceil(width / 2)
  }
  return used === proof.path.length && node.toString('hex') === root
}

function innerHash(left: Buffer, right: Buffer): Buffer {
  inner.set(left, 1)
  inner.set(right, 1 + HASH_BYTES)
  return hash('sha256', inner, 'buffer')
}

function at(level: readonly Buffer[], index: number): Buffer {
  const node = level[index]
  if (node === undefined) throw new Error(`no node ${index}`)
  return node
}
