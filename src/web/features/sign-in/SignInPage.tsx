import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { Alert, Button, Form, Input } from 'antd'
import { DEMO_PASSWORD } from '../../../contract/demo-password.ts'
import { isProblem } from '../../api/problem.ts'
import { type DemoAccount, demoAccountsQuery, sessionQuery, signIn } from '../../api/session.ts'
import { useWords } from '../../i18n/words.ts'
import { Brand } from '../../ui/Brand.tsx'
import plain from '../../ui/PlainPage.module.css'
import { SettingsButtons } from '../../ui/SettingsButtons.tsx'
import { ROLE_SENTENCES } from './role-sentences.ts'
import styles from './SignInPage.module.css'

interface Credentials {
  readonly login: string
  readonly password: string
}

/** Plain; in a demo, one card per role with a sentence about its work. */
export function SignInPage() {
  const { t } = useWords()
  const { to } = useSearch({ from: '/sign-in' })
  const queries = useQueryClient()
  const router = useRouter()
  const demo = useQuery(demoAccountsQuery)
  const entering = useMutation({
    mutationFn: ({ login, password }: Credentials) => signIn(login, password),
    onSuccess: async (session) => {
      queries.clear()
      queries.setQueryData(sessionQuery.queryKey, session)
      // Only ways inside the desks: an address from elsewhere must not send people elsewhere.
      if (to?.startsWith('/desk/')) router.history.push(to)
      else await router.navigate({ to: '/' })
    },
  })
  const accounts = inWorkOrder(demo.data?.accounts ?? [])
  return (
    <div className={plain['page']}>
      <header className={plain['header']}>
        <Brand />
        <span>
          <SettingsButtons />
        </span>
      </header>
      <main className={plain['main']}>
        <h1>{t('sign-in.title')}</h1>
        <p className={plain['lead']}>{t('sign-in.lead')}</p>
        {entering.error && (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={(isProblem(entering.error) && entering.error.sentence) || t('error.network')}
          />
        )}
        <Form<Credentials>
          layout="vertical"
          requiredMark={false}
          className={plain['form']}
          onFinish={(values) => entering.mutate(values)}
        >
          <Form.Item
            name="login"
            label={t('sign-in.login')}
            rules={[{ required: true, message: t('sign-in.login-needed') }]}
          >
            <Input autoComplete="username" autoFocus={accounts.length === 0} />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('sign-in.password')}
            rules={[{ required: true, message: t('sign-in.password-needed') }]}
          >
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={entering.isPending}>
            {t('sign-in.enter')}
          </Button>
        </Form>
        {accounts.length > 0 && (
          <section aria-labelledby="demo" className={styles['demo']}>
            <h2 id="demo">{t('sign-in.demo')}</h2>
            <p className={plain['lead']}>{t('sign-in.demo-hint')}</p>
            <ul className={styles['cards']}>
              {accounts.map((account) => (
                <li key={account.login}>
                  <RoleCard account={account} enter={(login) => entering.mutate({ login, password: DEMO_PASSWORD })} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
    </div>
  )
}

function RoleCard({ account, enter }: { readonly account: DemoAccount; readonly enter: (login: string) => void }) {
  const { t } = useWords()
  const sentence = ROLE_SENTENCES[account.role]
  return (
    <button type="button" className={styles['card']} onClick={() => enter(account.login)}>
      <span className={styles['role']}>{account.roleName}</span>
      {sentence && <span>{t(sentence)}</span>}
      <span className={styles['person']}>
        {account.name} · {account.unitName}
      </span>
    </button>
  )
}

/** As a ticket meets them; of one role, whoever has the most to show (a subdistrict) first. */
function inWorkOrder(accounts: readonly DemoAccount[]): DemoAccount[] {
  const order = Object.keys(ROLE_SENTENCES)
  const place = ({ role, unit }: DemoAccount) => order.indexOf(role) * 2 + (/^\d+$/.test(unit) ? 0 : 1)
  return accounts.toSorted((a, b) => place(a) - place(b))
}
