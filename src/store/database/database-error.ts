/** Every code a DatabaseError can carry. A code is stored nowhere, but scripts branch on it: it never changes its meaning. */
export const DATABASE_ERROR_CODES = [
  'database.held',
  'database.disk-full',
  'database.read-only',
  'database.folder-denied',
  'database.port-in-use',
  'database.unreachable',
  'database.password-refused',
  'database.no-account',
  'database.unsupported-platform',
  'database.other-major',
  'database.too-old',
  'database.start-failed',
  'database.bad-url',
  'database.newer-schema',
  'database.changed-migration',
  'database.bad-migration-folder',
  'database.migration-failed',
] as const

export type DatabaseErrorCode = (typeof DATABASE_ERROR_CODES)[number]

export type DatabaseFacts = Readonly<Record<string, string | number | null>>

type Sentence = (facts: DatabaseFacts) => { readonly en: string; readonly zh: string }

const SENTENCES: Readonly<Record<DatabaseErrorCode, Sentence>> = {
  'database.held': (f) => ({
    en: `Huying already serves this data folder: process ${f['pid']}, since ${f['since']}${f['port'] ? `, port ${f['port']}` : ''}. Stop it first, or give another data folder.`,
    zh: `该数据目录已有呼应服务在运行：进程 ${f['pid']}，始于 ${f['since']}${f['port'] ? `，端口 ${f['port']}` : ''}。请先停止它，或另选数据目录。`,
  }),
  'database.disk-full': (f) => ({
    en: `The disk that holds ${f['path']} is full. Free some space and start again; nothing that was confirmed is lost.`,
    zh: `${f['path']} 所在磁盘已满。请腾出空间后重新启动；已确认的数据不会丢失。`,
  }),
  'database.read-only': (f) => ({
    en: `${f['path']} is on a read-only file system. Mount it writable, or give another data folder.`,
    zh: `${f['path']} 位于只读文件系统。请以可写方式挂载，或另选数据目录。`,
  }),
  'database.folder-denied': (f) => ({
    en: `The account ${f['account']} may not use ${f['path']}. Give it the right to, or give another data folder.`,
    zh: `账户 ${f['account']} 无权使用 ${f['path']}。请授予权限，或另选数据目录。`,
  }),
  'database.port-in-use': (f) => ({
    en: `Port ${f['port']} on 127.0.0.1 is taken by another program. Give another database port, or none to have a free one chosen.`,
    zh: `127.0.0.1 的端口 ${f['port']} 已被其他程序占用。请改用其他数据库端口，或不指定端口以自动选择。`,
  }),
  'database.unreachable': (f) => ({
    en: `The database at ${f['host']} port ${f['port']} does not answer: ${f['cause']}.`,
    zh: `数据库 ${f['host']} 端口 ${f['port']} 无响应：${f['cause']}。`,
  }),
  'database.password-refused': (f) => ({
    en: `The database at ${f['host']} port ${f['port']} refused the account or the password (source: ${f['source']}).`,
    zh: `数据库 ${f['host']} 端口 ${f['port']} 拒绝了账户或密码（来源：${f['source']}）。`,
  }),
  'database.no-account': () => ({
    en: 'PostgreSQL does not run as root, and this system has neither an account "postgres" nor "nobody" to run it as. Start Huying as an ordinary user, or set DATABASE_URL.',
    zh: 'PostgreSQL 不能以 root 运行，而本系统没有 postgres 或 nobody 账户可用。请以普通用户启动呼应，或设置 DATABASE_URL。',
  }),
  'database.unsupported-platform': (f) => ({
    en: `The bundled PostgreSQL does not run on ${f['platform']} (${f['cause']}). Set DATABASE_URL to a PostgreSQL 15 or later.`,
    zh: `内置 PostgreSQL 无法在 ${f['platform']} 上运行（${f['cause']}）。请用 DATABASE_URL 指向 PostgreSQL 15 或更高版本。`,
  }),
  'database.other-major': (f) => ({
    en: `The data folder was written by PostgreSQL ${f['folder']}, this program brings ${f['program']}. Back up with the older program and restore with this one.`,
    zh: `数据目录由 PostgreSQL ${f['folder']} 写成，本程序自带 ${f['program']}。请用旧版程序备份，再用本版恢复。`,
  }),
  'database.too-old': (f) => ({
    en: `The database is PostgreSQL ${f['version']}; Huying needs 15 or later.`,
    zh: `数据库版本为 PostgreSQL ${f['version']}，呼应需要 15 或更高版本。`,
  }),
  'database.start-failed': (f) => ({
    en: `PostgreSQL did not start: ${f['cause']} (log: ${f['log']}).`,
    zh: `PostgreSQL 启动失败：${f['cause']}（日志：${f['log']}）。`,
  }),
  'database.bad-url': () => ({
    en: 'DATABASE_URL is not a PostgreSQL address such as postgresql://user:password@host:5432/name.',
    zh: 'DATABASE_URL 不是有效的 PostgreSQL 地址，应形如 postgresql://用户:密码@主机:5432/库名。',
  }),
  'database.newer-schema': (f) => ({
    en: `The database is at schema ${f['database']}, this program knows only ${f['program']}. Use the newer program that wrote it.`,
    zh: `数据库结构版本为 ${f['database']}，本程序只认识到 ${f['program']}。请使用写入该库的较新版本。`,
  }),
  'database.changed-migration': (f) => ({
    en: `Migration ${f['file']} was already applied to this database with other contents. A released migration never changes: restore the file and write a new one.`,
    zh: `迁移 ${f['file']} 已以不同内容应用于本数据库。已发布的迁移不得更改：请恢复该文件并另写新的迁移。`,
  }),
  'database.bad-migration-folder': (f) => ({
    en: `The migration folder is not in order at ${f['file']}: ${f['cause']}.`,
    zh: `迁移目录有误（${f['file']}）：${f['cause']}。`,
  }),
  'database.migration-failed': (f) => ({
    en: `Migration ${f['file']} failed at line ${f['line'] ?? '?'} and was rolled back: ${f['cause']} (SQLSTATE ${f['sqlstate']}).`,
    zh: `迁移 ${f['file']} 在第 ${f['line'] ?? '?'} 行失败并已回滚：${f['cause']}（SQLSTATE ${f['sqlstate']}）。`,
  }),
}

/** The database cannot be opened or brought up to date; the message says what a person can do about it. */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode
  readonly facts: DatabaseFacts
  readonly sentence: { readonly en: string; readonly zh: string }

  constructor(code: DatabaseErrorCode, facts: DatabaseFacts = {}, cause?: unknown) {
    const sentence = SENTENCES[code](facts)
    super(sentence.en, cause === undefined ? undefined : { cause })
    this.name = 'DatabaseError'
    this.code = code
    this.facts = facts
    this.sentence = sentence
  }
}

/** The `code` of a Node system error (`ENOSPC`), else undefined. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Turns a file system refusal at `path` into a coded error; everything else is returned as it came. */
export function explainFileError(error: unknown, path: string, account: string): unknown {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new DatabaseError('database.disk-full', { path }, error)
    case 'EROFS':
      return new DatabaseError('database.read-only', { path }, error)
    case 'EACCES':
    case 'EPERM':
    case 'ENOTDIR':
    case 'EEXIST':
      return new DatabaseError('database.folder-denied', { path, account }, error)
    default:
      return error
  }
}
