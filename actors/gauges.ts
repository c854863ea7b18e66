// The figures that monitors judge by, over one chain client and one host: nothing here is decided.
import { setTimeout as delay } from 'node:timers/promises'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { askChain, type ChainClient } from '#integrations/chain/chainClient.ts'
import {
  lastTradeBetween,
  readBalanceGwei,
  readHead,
  readLossBucket,
  readMinedNonce,
  readPaused,
} from '#integrations/chain/monitorView.ts'
import type { MonitorPlan } from '#protocol/monitorRules.ts'
import type { AccountContext } from '#machines/account.ts'
import type { Host } from '#runtime/host.ts'
import { JournalSigns } from './journalSigns.ts'
import type { Gauges } from './world.ts'

export interface GaugesParts {
  readonly client: ChainClient
  readonly chainId: number
  readonly host: () => Host
  /** by fund; empty for the swarm as a whole */
  readonly plan: (fundId: string) => MonitorPlan
}

/** @throws RPC_UNREACHABLE and what else a chain is asked in vain for */
export function makeGauges({ client, chainId, host, plan }: GaugesParts): Gauges {
  const signs = new JournalSigns(host)
  const ask = <Answer>(label: string, question: () => Promise<Answer>): Promise<Answer> => askChain(client, label, question)
  return {
    plan,
    head: () => ask('the newest block', () => readHead(client)),
    lossBucket: (fund) => ask(`the losses of fund ${fund.fundId}`, () => readLossBucket(client, fund)),
    isPaused: (fund) => ask(`the pause of fund ${fund.fundId}`, () => readPaused(client, fund)),
    balanceGwei: (address) => ask(`the balance of ${address}`, () => readBalanceGwei(client, address)),
    nonceDrift: async (address) => {
      const before = ownNonce(host(), chainId, address)
      const mined = await ask(`the nonce of ${address}`, () => readMinedNonce(client, toEvmAddress(address)))
      // the bot may have gone on while the node was asked: only what both looks find is drift
      return Math.min(driftOf(before, mined), driftOf(ownNonce(host(), chainId, address), mined))
    },
    lastTradeBetween: (fund, span) => ask(`the trades of fund ${fund.fundId}`, () => lastTradeBetween(client, fund, span)),
    signs: (fundId) => signs.of(fundId),
    quarantined: () =>
      host()
        .list()
        .flatMap(({ status, address }) => (status === 'quarantined' ? [address] : [])),
    rest: async (ms, signal) => {
      await delay(ms, undefined, { signal })
    },
  }
}

type OwnNonce = Pick<AccountContext, 'nextNonce' | 'pending'> | undefined

/** As its account bot counts. */
function ownNonce(host: Host, chainId: number, address: EvmAddress): OwnNonce {
  // machines/account.ts states the shape of its context
  return host.view(`account:${chainId}-${address.toLowerCase()}`)?.context as OwnNonce
}

/** How far a bot's count is from the chain's; 0 for one that asks before it signs, or has bytes on the way. */
export function driftOf(own: OwnNonce, mined: number): number {
  if (own === undefined) return 0
  const { nextNonce, pending } = own
  if (pending !== null && pending.nonce !== null)
    return Math.max(0, pending.nonce - mined, mined - pending.nonce - (pending.signed.length > 0 ? 1 : 0))
  return nextNonce === null ? 0 : Math.abs(nextNonce - mined)
}
