import { defineConfig } from 'vitest/config'

/** Journeys in a browser, one at a time. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.e2e.test.ts'],
    globalSetup: ['tests/database/global-setup.ts', 'tests/e2e/browser.ts', 'tests/e2e/screens.ts'],
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
