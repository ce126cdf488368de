import type { ErrorComponentProps } from '@tanstack/react-router'
import { ErrorState } from './ErrorState.tsx'

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  return <ErrorState error={error} retry={reset} />
}
