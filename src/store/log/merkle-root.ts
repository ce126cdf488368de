import { hash } from 'node:crypto'
import { leafHash } from './merkle.ts'

/** The root of `buildTree` over leaves that come one by one: keeps one node per level instead of the tree. */
export class MerkleRoot {
  /** `stack[i]` is the root of a full subtree with 2^height leaves; heights fall from left to right. */
  private readonly stack: { readonly height: number; readonly node: Buffer }[] = []
  private leaves = 0

  get size(): number {
    return this.leaves
  }

  add(leaf: Buffer): void {
    this.leaves += 1
    let top = { height: 0, node: leafHash(leaf) }
    for (let left = this.stack.at(-1); left?.height === top.height; left = this.stack.at(-1)) {
      this.stack.pop()
      top = { height: top.height + 1, node: inner(left.node, top.node) }
    }
    this.stack.push(top)
  }

  /** Lower-case hex; of no leaves the SHA-256 of nothing. */
  root(): string {
    const nodes = this.stack.map(({ node }) => node)
    let root = nodes.pop()
    for (let left = nodes.pop(); root !== undefined && left !== undefined; left = nodes.pop()) root = inner(left, root)
    return root?.toString('hex') ?? hash('sha256', '', 'hex')
  }
}

const scratch = Buffer.alloc(65, 0x01)

function inner(left: Buffer, right: Buffer): Buffer {
  scratch.set(left, 1)
  scratch.set(right, 33)
  return hash('sha256', scratch, 'buffer')
}
