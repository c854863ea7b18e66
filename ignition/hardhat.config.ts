// Deployment on a real chain by Hardhat Ignition. Apart from the contracts' own configuration, so that building and
// testing them load neither a deployer nor a verifier. Secrets come from the environment.
import hardhatIgnition from '@nomicfoundation/hardhat-ignition'
import hardhatVerify from '@nomicfoundation/hardhat-verify'
import { configVariable, defineConfig } from 'hardhat/config'
import contracts from '../hardhat.config.ts'

/** `quorate` and zeros: with `--strategy create2` the same contracts are at the same addresses on every chain. */
const salt = `0x${Buffer.from('quorate').toString('hex').padEnd(64, '0')}`

export default defineConfig({
  ...contracts,
  plugins: [hardhatIgnition, hardhatVerify],
  networks: {
    chain: {
      type: 'http',
      chainType: 'l1',
      url: configVariable('QUORATE_RPC_URL'),
      accounts: [configVariable('QUORATE_KEY_DEPLOYER')],
    },
  },
  ignition: { requiredConfirmations: 2, strategyConfig: { create2: { salt } } },
  verify: {
    etherscan: { apiKey: configVariable('ETHERSCAN_API_KEY') },
    blockscout: { enabled: false },
  },
})
