import { createInterface } from 'node:readline'
import { openDatabase } from '../../src/store/database/launch.ts'

// A process of its own that opens a database and holds it: `node holder.ts <data folder> <role>`. It prints one JSON
// line when it has it (or the error's code), answers "ping" with what the database says, and stops it on "stop".
const [dataDir = '', role = 'command'] = process.argv.slice(2)
process.on('SIGINT', () => console.log(JSON.stringify({ signal: 'SIGINT' })))

try {
  const database = await openDatabase({
    dataDir,
    role: role === 'serve' ? 'serve' : 'command',
    fsync: false,
    servingPort: 12_345,
  })
  console.log(JSON.stringify({ url: database.url, joined: database.joined }))
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'stop') break
  }
  await database.stop()
  console.log(JSON.stringify({ stopped: true }))
  process.stdin.destroy()
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  console.log(JSON.stringify({ code }))
  process.exit(1)
}
