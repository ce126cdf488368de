import { join } from 'node:path'
import { defineConfig } from 'vite'

const PROJECT = join(import.meta.dirname, '..', '..', '..')

/** One small script for the citizens' pages, which are whole without it; the map is a chunk that is loaded on a tap. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/portal/',
  publicDir: false,
  worker: { rollupOptions: { output: { entryFileNames: 'chunks/[name]-[hash].js' } } },
  build: {
    outDir: join(process.env['HUYING_WEB_OUT'] ?? join(PROJECT, '.build', 'web'), 'portal'),
    emptyOutDir: true,
    target: ['chrome109', 'firefox115', 'safari16'],
    modulePreload: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: join(import.meta.dirname, 'main.ts'),
      output: {
        entryFileNames: 'portal.js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        assetFileNames: 'chunks/[name]-[hash][extname]',
      },
    },
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
})
