import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Modal, Switch } from 'antd'
import { keysQuery, switchKeys } from '../../api/calls.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Console.module.css'
import { REGISTER_KEYS } from './register-keys.ts'

interface RegisterKeysHelpProps {
  readonly open: boolean
  readonly close: () => void
}

/** Every key of this screen, each with a switch: single keys get in the way of some screen readers and speech input. */
export function RegisterKeysHelp({ open, close }: RegisterKeysHelpProps) {
  const { t } = useWords()
  const queries = useQueryClient()
  const { data: off = [] } = useQuery(keysQuery)
  const switching = useMutation({
    mutationFn: switchKeys,
    onMutate: (next) => queries.setQueryData(keysQuery.queryKey, [...next]),
    onError: () => queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
  })
  return (
    <Modal open={open} onCancel={close} title={t('console.keys')} footer={null} width={480}>
      <dl className={styles['keys']}>
        {REGISTER_KEYS.map(({ id, shown }) => (
          <div key={id}>
            <dt>
              <kbd>{shown}</kbd>
            </dt>
            <dd>{t(`console.key-${id}`)}</dd>
            <dd>
              <Switch
                size="small"
                checked={!off.includes(id)}
                aria-label={`${t(`console.key-${id}`)} ${shown}`}
                onChange={(on) => switching.mutate(on ? off.filter((one) => one !== id) : [...off, id])}
              />
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles['hint']}>{t('console.keys-hint')}</p>
    </Modal>
  )
}
