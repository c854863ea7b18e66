// A bot's window on the chain, made of the chain integration's readers and one RPC client of its own.
import { ammPriceRefSchema } from '#protocol/source.ts'
import { readAmmPrice } from '#integrations/chain/ammPrice.ts'
import { accountAgrees } from '#integrations/chain/accountAgrees.ts'
import { askChain, type ChainClient } from '#integrations/chain/chainClient.ts'
import {
  readDryRun,
  readHoldings,
  readInspection,
  readIntentStatus,
  readOpenSet,
  readPublishedRoot,
  readValuation,
} from '#integrations/chain/fundView.ts'
import { readExecution } from '#integrations/chain/readExecution.ts'
import { readQuotes } from '#integrations/chain/venueQuotes.ts'
import { readGuard } from '#integrations/chain/guardView.ts'
import { readPolicyChange, readRosterSet } from '#integrations/chain/rosterView.ts'
import type { ChainView } from './world.ts'

/** Every failure is typed, so that a node that is away for a moment is asked again. @throws QuorateError as askChain */
export function chainView(client: ChainClient, chainId: number): ChainView {
  const ask = <Answer>(label: string, question: () => Promise<Answer>): Promise<Answer> => askChain(client, label, question)
  return {
    chainTime: () => ask('the newest block', async () => Number((await client.getBlock()).timestamp)),
    ammPrice: async ({ windowS, at, ...pool }) => {
      const when = at === null ? {} : { block: at.block }
      const { block, blockHash, price } = await readAmmPrice(client, { ...pool, ...when, window: { seconds: windowS } })
      return { ref: ammPriceRefSchema.parse({ chainId, pair: pool.pair, block, blockHash }), price }
    },
    agrees: (account, digest, signature) =>
      ask(`${account} about a signature`, () => accountAgrees(client, { account, digest, signature })),
    openSet: (fund) => ask('the open verifier set', () => readOpenSet(client, fund)),
    publishedRoot: (fund, round) => ask(`the root of round ${round}`, () => readPublishedRoot(client, fund, round)),
    intentStatus: (fund, intentHash) => ask(`the status of ${intentHash}`, () => readIntentStatus(client, fund, intentHash)),
    dryRun: (fund, intentHash, adapterData) =>
      ask(`the dry run of ${intentHash}`, () => readDryRun(client, fund, { intentHash, adapterData })),
    dryRunUnapproved: (fund, intentHash, adapterData) =>
      ask(`the dry run of ${intentHash} before its approval`, () =>
        readDryRun(client, fund, { intentHash, adapterData, stage: 'unapproved' }),
      ),
    inspect: (fund, intentHash, adapterData) =>
      ask(`the dry run of ${intentHash}`, () => readInspection(client, fund, intentHash, adapterData)),
    execution: (fund, intentHash) => ask(`the execution of ${intentHash}`, () => readExecution(client, fund, intentHash)),
    quotes: (fund, of) => ask(`quotes for ${of.amountIn} of ${of.tokenIn}`, () => readQuotes(client, fund, of)),
    guard: (fund, of) => ask(`the price guard of fund ${fund.fundId}`, () => readGuard(client, fund, of)),
    rosterSet: (fund, candidates) => ask('the open verifier set', () => readRosterSet(client, fund, candidates)),
    policyChange: (fund, change) => ask('a change that waits', () => readPolicyChange(client, fund, change)),
    holdings: (fund) => ask('the holdings of the vault', () => readHoldings(client, fund)),
    valuation: (fund) => ask('the books of the vault', () => readValuation(client, fund)),
  }
}
