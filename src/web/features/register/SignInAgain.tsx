import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { isProblem } from '../../api/problem.ts'
import { type Account, sessionQuery, signIn } from '../../api/session.ts'
import { announceSignIn } from '../../app/signed-in.ts'
import { useWords } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'

/** The session ran out while somebody types: they sign in over the page, and nothing that they wrote leaves it. */
export function SignInAgain({ account, open }: { readonly account: Account; readonly open: boolean }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ password: string }>()
  const entering = useMutation({
    mutationFn: ({ password }: { password: string }) => signIn(account.login, password),
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, session)
      form.resetFields()
      announceSignIn()
      void queries.invalidateQueries({ queryKey: ['calls'] })
    },
  })
  return (
    <Dialog open={open} title={t('console.signed-out')}>
      <p>{t('console.signed-out-hint')}</p>
      {entering.error && (
        <Alert
          type="error"
          role="alert"
          title={(isProblem(entering.error) && entering.error.sentence) || t('error.network')}
        />
      )}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => entering.mutate(values)}>
        <Form.Item label={t('sign-in.login')} htmlFor="login-again">
          <Input id="login-again" value={account.login} readOnly autoComplete="username" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('sign-in.password')}
          rules={[{ required: true, message: t('sign-in.password-needed') }]}
        >
          <Input.Password visibilityToggle={false} autoComplete="current-password" data-first />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={entering.isPending}>
          {t('sign-in.enter')}
        </Button>
      </Form>
    </Dialog>
  )
}
