// Compiles with the compiler from the npm package `solc`: nothing is downloaded.
import { createRequire } from 'node:module'
import { defineConfig } from 'hardhat/config'

const compiler = {
  version: '0.8.37',
  path: createRequire(import.meta.url).resolve('solc/soljson.js'),
  settings: {
    optimizer: { enabled: true, runs: 1_000 },
    evmVersion: 'cancun', // transient storage for re-entrancy guards and deployment arguments
    viaIR: false, // three times faster to compile, and nothing here needs it
  },
}

/** What `npm test` does with the Solidity tests; `npm run fuzz:contracts` goes deeper. */
export const solidityTestSettings = {
  fuzz: { runs: 256, seed: '0x51' },
  // a handler that reverts says that the fund and the campaign's books disagree
  invariant: { runs: 256, depth: 100, failOnRevert: true, shrinkRunLimit: 500 },
  fsPermissions: { readDirectory: ['node_modules/@uniswap'] }, // the published venue
}

export default defineConfig({
  solidity: { profiles: { default: compiler, production: compiler } },
  paths: { sources: 'contracts', tests: { solidity: 'contracts/test' }, artifacts: 'artifacts', cache: 'cache' },
  test: { solidity: solidityTestSettings },
})
