import { join } from 'node:path'
import { defineConfig } from 'vite'

const PROJECT = join(import.meta.dirname, '..', '..', '..')

/** One small script for the citizens' pages, which are whole without it. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    outDir: join(process.env['HUYING_WEB_OUT'] ?? join(PROJECT, '.build', 'web'), 'portal'),
    emptyOutDir: true,
    target: ['chrome109', 'firefox115', 'safari16'],
    lib: { entry: join(import.meta.dirname, 'main.ts'), formats: ['es'], fileName: () => 'portal.js' },
    reportCompressedSize: false,
  },
})
