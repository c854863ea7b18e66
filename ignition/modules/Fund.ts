import { buildModule } from '@nomicfoundation/hardhat-ignition/modules'
import { fundParts } from '../../integrations/chain/deployFund.ts'
import Adapters from './Adapters.ts'
import FundFactory from './FundFactory.ts'

/**
 * One fund, whole: factory, adapter, then the fund's parts one by one, since all of them are more than one transaction
 * may carry (EIP-7825), and its registration. Whoever sends it is the fund's creator; its owner is in the parameters.
 */
export default buildModule('Fund', (m) => {
  const { factory } = m.useModule(FundFactory)
  const { uniswapV2 } = m.useModule(Adapters)
  const config = {
    salt: m.getParameter('salt'),
    name: m.getParameter('name'),
    symbol: m.getParameter('symbol'),
    asset: m.getParameter('asset'),
    claimMode: m.getParameter('claimMode', 0),
    roles: m.getParameter('roles'),
    verifiers: m.getParameter('verifiers'),
    thresholds: m.getParameter('thresholds'),
    tokens: m.getParameter('tokens'),
    adapters: [uniswapV2],
    risk: m.getParameter('risk'),
    limits: m.getParameter('limits'),
  }
  const parts = fundParts.map((part, at) => m.call(factory, 'deployPart', [config, at], { id: part }))
  const created = m.call(factory, 'createFund', [config], { after: parts })
  const vault = m.readEventArgument(created, 'FundCreated', 'vault')
  return { factory, uniswapV2, vault: m.contractAt('Vault', vault) }
})
