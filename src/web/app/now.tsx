import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

const NowContext = createContext<string>(new Date(0).toISOString())
const TICK_MS = 15_000

/** The instant that counts: the server's, which may be simulated, carried on by this machine's watch between answers. */
export function NowProvider(props: {
  readonly serverNow: string
  readonly receivedAt: number
  readonly children: ReactNode
}) {
  const { serverNow, receivedAt, children } = props
  const read = (): string => new Date(Date.parse(serverNow) + Math.max(0, Date.now() - receivedAt)).toISOString()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return <NowContext value={read()}>{children}</NowContext>
}

export function useNow(): string {
  return useContext(NowContext)
}
