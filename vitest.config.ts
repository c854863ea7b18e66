import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', '.runtime/**', 'coverage/**'],
    // processes, not threads: native packages (file lock, secp256k1) and chains belong to one test file each
    pool: 'forks',
    // a worker loads the project once, not once for each file: a third of the time. Files share no state but module scope
    isolate: false,
    // two cores; a chain runs beside most workers
    maxWorkers: 2,
    // what hangs ends; a slow machine with other work is no failure
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // a handle left open by a test does not keep the run alive
    teardownTimeout: 5_000,
    // what is waited for comes, on a slow machine later
    expect: { poll: { timeout: 20_000 } },
    restoreMocks: true,
    coverage: {
      provider: 'v8',
      include: ['{protocol,client,runtime,machines,charts,integrations,actors,chat,gateway,cli,console}/**/*.{ts,tsx}'],
      exclude: [
        '**/*.test.ts',
        'protocol/abi/**',
        'protocol/bytecode/**',
        'client/apiTypes.ts',
        'console/{dist/**,vite.config.ts}',
      ],
      // the least is asked for in scripts/testCoverage.ts, which knows what ran in browsers, too
      reporter: ['json'],
      // a test that failed is no reason not to know
      reportOnFailure: true,
    },
  },
})
