import { statfs } from 'node:fs/promises'

/**
 * The embedded server's settings as command-line flags, so that they come with the program and not with the data folder.
 * Tuned for a small machine: nothing here needs more than 2 cores and 1 GB. Terse errors keep values out of the log.
 */
export async function postmasterSettings(port: number, fsync: boolean): Promise<string[]> {
  const chosen: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: '1.1',
    jit: 'off',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    synchronous_commit: 'on',
    fsync: fsync ? 'on' : 'off',
    full_page_writes: fsync ? 'on' : 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_checkpoints: 'off',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    dynamic_shared_memory_type: await sharedMemory(),
  }
  return Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Containers often have a /dev/shm of 64 MB, in which a parallel query dies of "no space"; files serve as well. */
async function sharedMemory(): Promise<string> {
  if (process.platform === 'win32') return 'windows'
  if (process.platform !== 'linux') return 'posix'
  const room = await statfs('/dev/shm').then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  )
  return room >= 256 * 1024 * 1024 ? 'posix' : 'mmap'
}
