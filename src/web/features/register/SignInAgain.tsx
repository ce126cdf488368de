import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Form, Input, Modal } from 'antd'
import { isProblem } from '../../api/problem.ts'
import { type Account, sessionQuery, signIn } from '../../api/session.ts'
import { announceSignIn } from '../../app/signed-in.ts'
import { useWords } from '../../i18n/words.ts'

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
    <Modal
      open={open}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      title={t('console.signed-out')}
      okText={t('sign-in.enter')}
      confirmLoading={entering.isPending}
      onOk={() => form.submit()}
      cancelButtonProps={{ style: { display: 'none' } }}
      width={400}
    >
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
          <Input.Password visibilityToggle={false} autoComplete="current-password" autoFocus />
        </Form.Item>
        <button type="submit" hidden />
      </Form>
    </Modal>
  )
}
