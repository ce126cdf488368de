const KEPT = 'huying.keys'

/** Single keys get in the way of some screen readers and speech input: they can be turned off. */
export function keysAreOn(): boolean {
  return localStorage.getItem(KEPT) !== 'off'
}

export function turnKeys(on: boolean): void {
  localStorage.setItem(KEPT, on ? 'on' : 'off')
}
