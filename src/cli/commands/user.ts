import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { roleSuits } from '../../domain/rights/permit.ts'
import { createAccount } from '../../store/account/accounts.ts'
import { listAccounts, setActive, setPassword } from '../../store/account/administration.ts'
import { hashPassword, LEAST_PASSWORD } from '../../store/account/passwords.ts'
import { CommandRefused } from '../failure.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { print, printJson, sentence, tell, terminalLanguage } from '../terminal.ts'

interface AddOptions extends SettingOptions {
  readonly name: string
  readonly role: string
  readonly unit: string
}

/** Accounts from the command line: the way in when nobody can sign in. Passwords are asked for, never taken as a flag. */
export function addUser(program: Command): void {
  const user = program.command('user').description('accounts: add, password, list, disable, enable')
  user.addHelpText('after', '\nExample:\n  huying user list')
  withSettings(user.command('add <login>'))
    .description('make an account; its password is the first line of standard input')
    .requiredOption('--name <name>', 'the name that colleagues read')
    .requiredOption('--role <role>', 'a role of the policy, for example agent or unit-officer')
    .requiredOption('--unit <code>', 'code of the unit, for example 110102009 or centre')
    .addHelpText(
      'after',
      '\nExample:\n  huying user add li --name 李静 --role unit-officer --unit 110102009 < password.txt',
    )
    .action(async (login: string, options: AddOptions) => {
      await inHouse(options, async ({ pool, rulebook, clock }) => {
        const policy = rulebook.inForce(clock.now())
        if (!policy.roles[options.role])
          throw new CommandRefused('account.unknown-role', {
            role: options.role,
            roles: Object.keys(policy.roles).join(', '),
          })
        const place = rulebook.org.findUnit(options.unit)
        if (!place) throw new CommandRefused('account.unknown-unit', { unit: options.unit })
        if (!roleSuits(options.role, place, policy)) {
          const there = terminalLanguage() === 'zh' ? place.name : place.nameEn
          throw new CommandRefused('account.role-elsewhere', { role: options.role, unit: there })
        }
        const { name, role, unit } = options
        const made = await createAccount(pool, {
          login,
          name,
          role,
          unit,
          passwordHash: await askPassword(),
          createdAt: clock.now(),
        })
        if (!made) throw new CommandRefused('account.taken', { login })
        print(sentence('terminal.account-made', { login, role, unit }))
      })
    })
  withSettings(user.command('password <login>'))
    .description('give an account a new password (first line of standard input); ends its sessions')
    .addHelpText('after', '\nExample:\n  huying user password li < password.txt')
    .action(async (login: string, options: SettingOptions) => {
      await inHouse(options, async ({ pool }) => {
        if (!(await setPassword(pool, login, await askPassword())))
          throw new CommandRefused('account.unknown', { login })
        print(sentence('terminal.password-set', { login }))
      })
    })
  withSettings(user.command('list'))
    .description('every account: login, role, unit, name; a dash marks the disabled')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  huying user list')
    .action(async (options: SettingOptions & { json?: boolean }) => {
      await inHouse(options, async ({ pool }) => {
        const accounts = await listAccounts(pool)
        if (options.json) printJson(accounts)
        else
          for (const one of accounts)
            print(`${one.active ? ' ' : '-'} ${one.login}\t${one.role}\t${one.unit}\t${one.name}`)
      })
    })
  for (const [name, active, what] of [
    ['disable', false, 'let an account in no more; ends its sessions'],
    ['enable', true, 'let a disabled account in again'],
  ] as const) {
    const command = withSettings(user.command(`${name} <login>`)).description(what)
    command.addHelpText('after', `\nExample:\n  huying user ${name} li`)
    command.action(async (login: string, options: SettingOptions) => {
      await inHouse(options, async ({ pool }) => {
        if (!(await setActive(pool, login, active))) throw new CommandRefused('account.unknown', { login })
        print(sentence(active ? 'terminal.account-enabled' : 'terminal.account-disabled', { login }))
      })
    })
  }
}

async function askPassword(): Promise<string> {
  if (process.stdin.isTTY) tell(sentence('terminal.ask-password', { least: LEAST_PASSWORD }))
  const lines = createInterface({ input: process.stdin, terminal: false })
  for await (const line of lines) {
    lines.close()
    if (line.length < LEAST_PASSWORD) throw new CommandRefused('account.password-short', { least: LEAST_PASSWORD })
    return hashPassword(line)
  }
  throw new CommandRefused('account.password-missing')
}
