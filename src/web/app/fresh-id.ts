import { v7 } from 'uuid'

/** A UUIDv7 made here, so that a repeat finds itself. `crypto.randomUUID` is missing on plain http. */
export function freshId(): string {
  return v7()
}
