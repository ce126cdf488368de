import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rejectionsPage } from '../src/server/http/rejections-page.ts'

writeFileSync(join(import.meta.dirname, '..', 'docs', 'reference', 'rejections.md'), rejectionsPage())
