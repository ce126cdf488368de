import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const PROJECT = join(import.meta.dirname, '..', '..')

/** The desks: one page under /desk/, one chunk per screen. Browsers as contracts.md names them (Kylin and UOS ship Chromium 109). */
export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  plugins: [react()],
  // The server puts a fresh nonce in its place with every page (src/server/features/desk).
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: join(process.env['HUYING_WEB_OUT'] ?? join(PROJECT, '.build', 'web'), 'desk'),
    emptyOutDir: true,
    target: ['chrome109', 'firefox115', 'safari16'],
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
  },
})
