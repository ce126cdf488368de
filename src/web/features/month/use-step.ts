import { useMutation, useQueryClient } from '@tanstack/react-query'
import { takeStep } from '../../api/month.ts'

interface Step {
  readonly path: string
  readonly body?: object
}

/** Takes one step of a month and shows the board that it leads to. */
export function useStep(period: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: Step) => takeStep(period, path, body),
    onSuccess: (month) => {
      queries.setQueryData(['month', period], month)
      void queries.invalidateQueries({ queryKey: ['months'] })
      void queries.invalidateQueries({ queryKey: ['rates'] })
    },
  })
}
