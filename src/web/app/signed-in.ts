const news = new EventTarget()
const SIGNED_IN = 'signed-in'

/** Told by the dialog in which a person signs in again without leaving the page. */
export function announceSignIn(): void {
  news.dispatchEvent(new Event(SIGNED_IN))
}

/** Resolves when the person has signed in again, or when the connection is there again, or after `ms`. */
export function whenBack(why: 'session' | 'network', ms: number): Promise<void> {
  return new Promise((resolve) => {
    const target: EventTarget = why === 'session' ? news : window
    const name = why === 'session' ? SIGNED_IN : 'online'
    const done = (): void => {
      clearTimeout(timer)
      target.removeEventListener(name, done)
      resolve()
    }
    target.addEventListener(name, done)
    // A browser may think that it is connected when the server is away: it is asked again anyway.
    const timer = why === 'network' ? setTimeout(done, ms) : undefined
  })
}
