import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react'

/** The first seconds of a page belong to what it shows. */
const PREFETCH_AFTER_MS = 2_000

/**
 * A dialog, or a pane that follows a choice, whose script is not part of the page: fetched a moment after the page stands, so that it is there when it is
 * opened and when the line is gone, and kept mounted once opened, so that the focus finds its way back.
 */
export function opened<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  isOpen: (props: Props) => boolean = () => true,
): ComponentType<Props> {
  const Dialog = lazy(async () => ({ default: await load() }))
  return function Opened(props: Props) {
    const open = isOpen(props)
    const [wasOpen, setWasOpen] = useState(open)
    if (open && !wasOpen) setWasOpen(true)
    useEffect(() => {
      const timer = setTimeout(() => {
        // Not fetched now, it is asked for again when it is opened.
        load().catch(() => undefined)
      }, PREFETCH_AFTER_MS)
      return () => clearTimeout(timer)
    }, [])
    return wasOpen ? (
      <Suspense fallback={null}>
        <Dialog {...props} />
      </Suspense>
    ) : null
  }
}
