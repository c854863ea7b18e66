import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'

/** The adapter of one Uniswap V2 router. */
export default buildModule('Adapters', (m) => ({
  uniswapV2: m.contract('UniswapV2Adapter', [m.getParameter('uniswapV2Router')]),
}))
