import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createPool } from '../src/store/database/connect.ts'
import { dumpSchema } from '../src/store/database/dump-schema.ts'
import { MIGRATION_FOLDER, migrate } from '../src/store/database/migrate.ts'
import { startTemporaryServer } from '../tests/database/temporary-server.ts'

// Writes sql/schema.sql from the migrations, run on an empty database of their own.
const server = await startTemporaryServer()
try {
  const pool = createPool(server.url)
  await migrate(pool)
  await writeFile(join(MIGRATION_FOLDER, 'schema.sql'), await dumpSchema(pool))
  await pool.end()
} finally {
  await server.stop()
}
