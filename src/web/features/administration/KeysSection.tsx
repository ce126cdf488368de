import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { keysQuery, makeKey, revokeKey } from '../../api/administration.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { WaitingPage } from '../../ui/WaitingPage.tsx'
import styles from './Administration.module.css'
import { Field } from './Field.tsx'
import { Trouble } from './Trouble.tsx'

const SCOPES = ['requests', 'telephony'] as const

/** Keys of machines: shown once when made. Of the installation's own keys only what tells one from another. */
export function KeysSection() {
  const { t, time, between } = useWords()
  const queries = useQueryClient()
  const found = useQuery(keysQuery)
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>([])
  const refresh = () => queries.invalidateQueries({ queryKey: ['machine-keys'] })
  const making = useMutation({
    mutationFn: () => makeKey(name, scopes),
    onSuccess: async () => {
      setName('')
      setScopes([])
      await refresh()
    },
  })
  const revoking = useMutation({ mutationFn: revokeKey, onSuccess: refresh })
  if (found.isPending) return <WaitingPage />
  if (!found.data) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  const { keys, settings, signers, master } = found.data
  return (
    <section className={styles['page']} aria-labelledby="keys-title">
      <h1 id="keys-title">{t('admin.keys')}</h1>
      <p className={styles['quiet']}>{t('admin.keys-hint')}</p>
      {making.data && (
        <section className={styles['card']} role="status">
          <b>{t('admin.key-made', { name: making.data.kept.name })}</b>
          <code className={styles['secret']}>{making.data.key}</code>
          <div>
            <Button onClick={() => making.reset()}>{t('admin.noted')}</Button>
          </div>
        </section>
      )}
      <form
        className={styles['row']}
        onSubmit={(event) => {
          event.preventDefault()
          making.mutate()
        }}
      >
        <Field id="key-name" label={t('admin.key-name')}>
          <Input id="key-name" value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Checkbox.Group
          aria-label={t('admin.key-scopes')}
          value={scopes}
          options={SCOPES.map((value) => ({ value, label: t(`admin.scope-${value}`) }))}
          onChange={(chosen) => setScopes(chosen.map(String))}
        />
        <Button
          type="primary"
          htmlType="submit"
          loading={making.isPending}
          disabled={name.trim() === '' || scopes.length === 0}
        >
          {t('admin.key-make')}
        </Button>
      </form>
      <Trouble error={making.error ?? revoking.error} />
      {keys.length === 0 ? (
        <EmptyState title={t('admin.keys-none')} hint={t('admin.keys-none-hint')} />
      ) : (
        <div className={styles['scroll']}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('admin.key-name')}</th>
                <th scope="col">{t('admin.key-begins')}</th>
                <th scope="col">{t('admin.key-scopes')}</th>
                <th scope="col">{t('admin.key-made-by')}</th>
                <th scope="col">{t('admin.key-used')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {keys.map((key) => (
                <tr key={key.keyId}>
                  <th scope="row">{key.name}</th>
                  <td>
                    <code>{key.hint}…</code>
                  </td>
                  <td>{key.scopes.map((scope) => t(`admin.scope-${scope as 'requests'}`)).join(between)}</td>
                  <td>
                    {key.madeBy} · {time(key.madeAt)}
                  </td>
                  <td className={styles['stamp']}>
                    {key.lastUsedAt === null ? t('admin.key-unused') : time(key.lastUsedAt)}
                  </td>
                  <td className={styles['stamp']}>
                    {key.revokedAt === null ? (
                      <Button
                        size="small"
                        danger
                        aria-label={`${t('admin.key-revoke')} ${key.name}`}
                        onClick={() => revoking.mutate(key.keyId)}
                      >
                        {t('admin.key-revoke')}
                      </Button>
                    ) : (
                      t('admin.key-revoked', { by: key.revokedBy, at: time(key.revokedAt) })
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <section className={styles['card']} aria-labelledby="own-keys">
        <h2 id="own-keys">{t('admin.own-keys')}</h2>
        <p>
          {t('admin.master', { mark: master.mark, people: master.wraps.people, tickets: master.wraps.tickets })}{' '}
          {master.from !== null && t(`admin.master-${master.from}`)}{' '}
          {master.since !== null && t('admin.master-since', { at: time(master.since) })}
        </p>
        {settings.map(({ variable, set }) => (
          <p key={variable}>
            <code>{variable}</code> {t(set ? 'admin.setting-set' : 'admin.setting-unset')}
          </p>
        ))}
        <h3>{t('admin.signers')}</h3>
        {signers.length === 0 && <p className={styles['quiet']}>{t('admin.signers-none')}</p>}
        <ul className={styles['list']}>
          {signers.map((one) => (
            <li key={one.fingerprint}>
              <code className={styles['secret']}>{one.fingerprint}</code>
              {t('admin.signer', { first: one.firstDay, last: one.lastDay, seals: one.seals })}
              {one.current && <b> {t('admin.signer-current')}</b>}
            </li>
          ))}
        </ul>
      </section>
    </section>
  )
}
