// A bot's window on the chain, made of the chain integration's readers and one RPC client of its own.
import { ammPriceRefSchema } from '#protocol/source.ts'
import { readAmmPrice } from '#integrations/chain/ammPrice.ts'
import type { ChainClient } from '#integrations/chain/chainClient.ts'
import {
  readDryRun,
  readExecution,
  readHoldings,
  readIntentStatus,
  readOpenSet,
  readPublishedRoot,
  readQuote,
  readValuation,
} from '#integrations/chain/fundView.ts'
import type { ChainView } from './world.ts'

export function chainView(client: ChainClient, chainId: number): ChainView {
  return {
    chainTime: async () => Number((await client.getBlock()).timestamp),
    ammPrice: async ({ windowS, at, ...pool }) => {
      const when = at === null ? {} : { block: at.block }
      const { block, blockHash, price } = await readAmmPrice(client, { ...pool, ...when, window: { seconds: windowS } })
      return { ref: ammPriceRefSchema.parse({ chainId, pair: pool.pair, block, blockHash }), price }
    },
    openSet: (fund) => readOpenSet(client, fund),
    publishedRoot: (fund, round) => readPublishedRoot(client, fund, round),
    intentStatus: (fund, intentHash) => readIntentStatus(client, fund, intentHash),
    dryRun: (fund, intentHash, adapterData) => readDryRun(client, fund, intentHash, adapterData),
    execution: (fund, intentHash) => readExecution(client, fund, intentHash),
    quote: (fund, of) => readQuote(client, fund, of),
    holdings: (fund) => readHoldings(client, fund),
    valuation: (fund) => readValuation(client, fund),
  }
}
