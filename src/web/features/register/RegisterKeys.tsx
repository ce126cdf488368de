import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Modal, Switch } from 'antd'
import { useEffect, useState } from 'react'
import { keysQuery, switchKeys } from '../../api/calls.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Console.module.css'
import { REGISTER_KEYS } from './register-keys.ts'

/** Every key of this screen, each with a switch: single keys get in the way of some screen readers and speech input. */
export function RegisterKeys() {
  const { t } = useWords()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const { data: off = [] } = useQuery(keysQuery)
  const switching = useMutation({
    mutationFn: switchKeys,
    onMutate: (next) => queries.setQueryData(keysQuery.queryKey, [...next]),
    onError: () => queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (event.key === '?' && !typing) setOpen(true)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <Button size="small" type="text" onClick={() => setOpen(true)}>
        {t('console.keys')} <kbd>?</kbd>
      </Button>
      <Modal open={open} onCancel={() => setOpen(false)} title={t('console.keys')} footer={null} width={480}>
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
    </>
  )
}
