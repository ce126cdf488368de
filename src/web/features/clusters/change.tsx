import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert } from 'antd'
import type { ClusterChange } from '../../../contract/http/clusters.ts'
import { changeCluster } from '../../api/clusters.ts'
import { isProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/words.ts'
import { useSaid } from '../../ui/said.tsx'

/** Gives a change and reads the cluster again. */
export function useChange(clusterId: string, done: () => void = () => {}) {
  const queries = useQueryClient()
  const said = useSaid()
  const { t } = useWords()
  return useMutation({
    mutationFn: (change: ClusterChange) => changeCluster(clusterId, change),
    onSuccess: async () => {
      await Promise.all(
        [['cluster'], ['clusters'], ['similar']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      )
      said(t('similar.done'))
      done()
    },
  })
}

export function Trouble({ error }: { readonly error: Error | null }) {
  const { t } = useWords()
  if (!error) return null
  return <Alert type="error" role="alert" title={(isProblem(error) && error.sentence) || t('error.network')} />
}
