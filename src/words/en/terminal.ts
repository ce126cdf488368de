/** What commands tell the person at the terminal: refusals, and what happens while they wait. */
export const TERMINAL = {
  'simulation.real-log': 'This database holds real events. Simulate into another data folder.',
  'simulation.before-last-event':
    'The simulation would begin on {from}, but this database has lived through {last}. Begin on a later day.',
  'simulation.unknown-unit':
    'No district or subdistrict is called {unit}. Give a code such as 110102009 or a district’s English name such as xicheng.',
  'simulation.log-not-empty':
    'The demo fills an empty database only, and this one has events. Give another data folder.',
  'serve.demo-on-network':
    'This database has demo accounts, whose password everybody knows, so it is served on 127.0.0.1 only and not on {host}. Start an empty one with --demo off.',
  'serve.port-in-use':
    'Port {port} on {host} is taken by another program. Give another one with --port or HUYING_PORT.',
  'serve.port-denied':
    'This account may not listen on port {port} of {host}. Give another one with --port or HUYING_PORT.',
  'serve.no-such-host': 'This machine has no address {host} to listen on. Give another one with --host or HUYING_HOST.',
  'file.missing': 'There is no file {path}.',
  'file.denied': 'The file {path} may not be read or written by this account.',
  'file.folder': '{path} is a folder, not a file.',
  'account.unknown': 'No account is called {login}.',
  'account.taken': 'The login {login} is taken. “huying user password {login}” gives it a new password.',
  'account.unknown-role': 'There is no role {role}. The roles are: {roles}.',
  'account.unknown-unit': 'There is no unit {unit}.',
  'account.role-elsewhere': '{role} is not a role for {unit}.',
  'account.password-short': 'A password has at least {least} characters.',
  'account.password-missing': 'Give the password as the first line of standard input.',
  'forget.no-id':
    '{id} is no id: give the id of the person or the ticket, as the access log and the ticket’s address show it.',
  'forget.unknown-person': 'There is no person {id}, or nothing of them is left.',
  'forget.unknown-ticket': 'There is no ticket {id}, or nothing of its words is left.',
  'terminal.forgotten-person': 'Name and phone of {id} are gone for good.',
  'terminal.forgotten-ticket': 'What was written on {id} is gone for good; its course remains.',
  'terminal.ask-password': 'Password (at least {least} characters):',
  'terminal.account-made': '{login} can sign in as {role} of {unit}.',
  'terminal.password-set': '{login} has a new password and was signed out everywhere.',
  'terminal.account-disabled': '{login} can no longer sign in and was signed out everywhere.',
  'terminal.account-enabled': '{login} can sign in again.',
  'terminal.demo-there': 'The demo is in this database already; nothing was added.',
  'terminal.demo-filled': '{tickets} tickets, {events} events. Try: huying assess --period {period}',
  'terminal.demo-filling': 'The demo month is being filled in; the pages work meanwhile.',
  'terminal.sign-in': 'Sign in at {address}; the password of all is {password}',
  'terminal.first-administrator': 'Nobody can sign in yet. The first administrator opens this link, which works once:',
  'terminal.screens-building': 'Building the screens (once for this version)',
  'terminal.screens-failed': 'The screens could not be built, only the citizens’ pages work: {reason}',
  'terminal.stopping': 'Stopping',
  'terminal.untouched': 'Nothing was touched.',
  'terminal.faults': 'Faults found: {faults}.',
  'terminal.fine': 'Nothing is wrong.',
} as const
