import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Form, Input } from 'antd'
import { postJson } from '../../api/client.ts'
import { isProblem } from '../../api/problem.ts'
import { type Key, useWords } from '../../i18n/words.ts'
import { Brand } from '../../ui/Brand.tsx'
import styles from '../../ui/PlainPage.module.css'
import { SettingsButtons } from '../../ui/SettingsButtons.tsx'

interface Answers {
  readonly login: string
  readonly name: string
  readonly password: string
}

const FIELDS: readonly { readonly name: keyof Answers; readonly label: Key; readonly complete: string }[] = [
  { name: 'login', label: 'sign-in.login', complete: 'username' },
  { name: 'name', label: 'form.person-name', complete: 'name' },
  { name: 'password', label: 'sign-in.password', complete: 'new-password' },
]

/** Behind the one-time link that the first start of an empty database prints; the token never leaves the address's hash. */
export function FirstAdministratorPage() {
  const { t } = useWords()
  const making = useMutation({
    mutationFn: (answers: Answers) =>
      postJson<{ login: string }>('/api/first-administrator', { ...answers, token: window.location.hash.slice(1) }),
  })
  return (
    <div className={styles['page']}>
      <header className={styles['header']}>
        <Brand />
        <span>
          <SettingsButtons />
        </span>
      </header>
      <main className={styles['main']}>
        <h1>{t('first.title')}</h1>
        {making.data ? (
          <p role="status">
            {t('first.done', { login: making.data.login })} <Link to="/sign-in">{t('sign-in.enter')}</Link>
          </p>
        ) : (
          <>
            <p className={styles['lead']}>{t('first.lead')}</p>
            {making.error && (
              <Alert
                type="error"
                showIcon
                role="alert"
                title={(isProblem(making.error) && making.error.sentence) || t('error.network')}
              />
            )}
            <Form<Answers>
              layout="vertical"
              requiredMark={false}
              className={styles['form'] ?? ''}
              onFinish={(answers) => making.mutate(answers)}
            >
              {FIELDS.map(({ name, label, complete }) => (
                <Form.Item
                  key={name}
                  name={name}
                  label={t(label)}
                  rules={[{ required: true, whitespace: true, message: t('form.needed', { field: t(label) }) }]}
                >
                  {name === 'password' ? <Input.Password autoComplete={complete} /> : <Input autoComplete={complete} />}
                </Form.Item>
              ))}
              <Button type="primary" htmlType="submit" loading={making.isPending}>
                {t('first.make')}
              </Button>
            </Form>
          </>
        )}
      </main>
    </div>
  )
}
