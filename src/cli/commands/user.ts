import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { roleSuits } from '../../domain/rights/permit.ts'
import { createAccount } from '../../store/account/accounts.ts'
import { listAccounts, setActive, setPassword } from '../../store/account/administration.ts'
import { hashPassword, LEAST_PASSWORD } from '../../store/account/passwords.ts'
import { inHouse, type SettingOptions, withSettings } from '../options.ts'
import { printJson, tell } from '../terminal.ts'

interface AddOptions extends SettingOptions {
  readonly name: string
  readonly role: string
  readonly unit: string
}

/** Accounts from the command line: the way in when nobody can sign in. Passwords are asked for, never taken as a flag. */
export function addUser(program: Command): void {
  const user = program.command('user').description('accounts: add, password, list, disable, enable')
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
          throw new Error(`unknown role ${options.role}; one of: ${Object.keys(policy.roles).join(', ')}`)
        const place = rulebook.org.findUnit(options.unit)
        if (!place) throw new Error(`unknown unit ${options.unit}`)
        if (!roleSuits(options.role, place, policy)) throw new Error(`${options.role} is no role for ${place.nameEn}`)
        const { name, role, unit } = options
        const made = await createAccount(pool, { login, name, role, unit, passwordHash: await askPassword() })
        if (!made)
          throw new Error(`the login ${login} is taken; \`huying user password ${login}\` gives it a new password`)
        tell(`${login}: ${options.role} of ${options.unit}`)
      })
    })
  withSettings(user.command('password <login>'))
    .description('give an account a new password (first line of standard input); ends its sessions')
    .action(async (login: string, options: SettingOptions) => {
      await inHouse(options, async ({ pool }) => {
        if (!(await setPassword(pool, login, await askPassword()))) throw new Error(`no account ${login}`)
        tell(`${login}: new password set, signed out everywhere`)
      })
    })
  withSettings(user.command('list'))
    .option('--json', 'print as JSON')
    .action(async (options: SettingOptions & { json?: boolean }) => {
      await inHouse(options, async ({ pool }) => {
        const accounts = await listAccounts(pool)
        if (options.json) printJson(accounts)
        else
          for (const one of accounts)
            tell(`${one.active ? ' ' : '-'} ${one.login}\t${one.role}\t${one.unit}\t${one.name}`)
      })
    })
  for (const [name, active] of [
    ['disable', false],
    ['enable', true],
  ] as const) {
    withSettings(user.command(`${name} <login>`)).action(async (login: string, options: SettingOptions) => {
      await inHouse(options, async ({ pool }) => {
        if (!(await setActive(pool, login, active))) throw new Error(`no account ${login}`)
        tell(`${login}: ${active ? 'enabled' : 'disabled, and signed out everywhere'}`)
      })
    })
  }
}

async function askPassword(): Promise<string> {
  if (process.stdin.isTTY) tell(`password (at least ${LEAST_PASSWORD} characters):`)
  const lines = createInterface({ input: process.stdin, terminal: false })
  for await (const line of lines) {
    lines.close()
    if (line.length < LEAST_PASSWORD) throw new Error(`a password has at least ${LEAST_PASSWORD} characters`)
    return hashPassword(line)
  }
  throw new Error('no password was given on standard input')
}
