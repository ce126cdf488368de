import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Form, Input } from 'antd'
import { lookAtInvitation, takeInvitation } from '../../api/administration.ts'
import { isProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/words.ts'
import { Brand } from '../../ui/Brand.tsx'
import styles from '../../ui/PlainPage.module.css'
import { SettingsButtons } from '../../ui/SettingsButtons.tsx'

interface Answers {
  readonly code?: string
  readonly password: string
}

/** Behind the one-time link of an invitation; the token never leaves the address's hash but in a body. */
export function InvitationPage() {
  const { t } = useWords()
  const token = window.location.hash.slice(1)
  const look = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => lookAtInvitation(token),
    retry: false,
    refetchOnWindowFocus: false,
  })
  const taking = useMutation({
    mutationFn: ({ code, password }: Answers) => takeInvitation({ token, code: code ?? null, password }),
  })
  const trouble = taking.error ?? look.error
  return (
    <div className={styles['page']}>
      <header className={styles['header']}>
        <Brand />
        <span>
          <SettingsButtons />
        </span>
      </header>
      <main className={styles['main']}>
        <h1>{t('invitation.title')}</h1>
        {trouble && (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={(isProblem(trouble) && trouble.sentence) || t('error.network')}
          />
        )}
        {taking.data && (
          <p role="status">
            {t('invitation.done', { login: taking.data.login })} <Link to="/sign-in">{t('sign-in.enter')}</Link>
          </p>
        )}
        {look.data && !taking.data && (
          <>
            <p className={styles['lead']}>
              {t('invitation.lead', { name: look.data.name, login: look.data.login })}{' '}
              {look.data.needsCode && t('invitation.code-help')}
            </p>
            <Form<Answers>
              layout="vertical"
              requiredMark={false}
              className={styles['form'] ?? ''}
              onFinish={(answers) => taking.mutate(answers)}
            >
              {look.data.needsCode && (
                <Form.Item
                  name="code"
                  label={t('invitation.code')}
                  rules={[{ required: true, pattern: /^\d{8}$/, message: t('invitation.code') }]}
                >
                  <Input inputMode="numeric" maxLength={8} autoComplete="off" />
                </Form.Item>
              )}
              <Form.Item
                name="password"
                label={t('invitation.password')}
                rules={[{ required: true, message: t('form.needed', { field: t('invitation.password') }) }]}
              >
                <Input.Password autoComplete="new-password" />
              </Form.Item>
              <Button type="primary" htmlType="submit" loading={taking.isPending}>
                {t('invitation.set')}
              </Button>
            </Form>
          </>
        )}
      </main>
    </div>
  )
}
