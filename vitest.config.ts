import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', '.runtime/**', 'coverage/**'],
    // processes, not threads: native packages (file lock, secp256k1) and chains belong to one test file each
    pool: 'forks',
    // two cores; a chain runs beside most workers
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // a handle left open by a test does not keep the run alive
    teardownTimeout: 5_000,
    restoreMocks: true,
    coverage: {
      provider: 'v8',
      include: ['{protocol,client,runtime,machines,charts,integrations,actors,chat,gateway,cli}/**/*.ts'],
      exclude: ['**/*.test.ts', 'protocol/abi/**', 'protocol/bytecode/**', 'client/apiTypes.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { lines: 85 },
    },
  },
})
