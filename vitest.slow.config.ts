import { defineConfig } from 'vitest/config'

/** Long properties, kill rounds, gates that run a whole tool, the million: minutes, not seconds. */
export default defineConfig({
  test: {
    include: ['src/**/*.slow.test.ts', 'tests/**/*.slow.test.ts'],
    globalSetup: ['tests/database/global-setup.ts'],
    maxWorkers: 2,
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
  },
})
