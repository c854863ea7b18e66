// The world as the composed swarm has it: chain views and accounts over real RPC clients, keys from the ring, the
// relayer's door in this process.
import type { EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { accountDesk } from '#actors/accountDesk.ts'
import { accountSigner } from '#actors/accountSigner.ts'
import { chainView } from '#actors/chainView.ts'
import { makeGauges } from '#actors/gauges.ts'
import { makeGithubHands } from '#actors/githubHands.ts'
import { localRelay } from '#actors/localRelay.ts'
import type { ChainView, HttpSources, RelayTransport, Signer, World } from '#actors/world.ts'
import { makeChainClient, type ChainClient } from '#integrations/chain/chainClient.ts'
import type { TransactionSigner } from '#integrations/chain/transactions.ts'
import type { GithubHere } from './githubHere.ts'
import type { MonitorPlan } from '#protocol/monitorRules.ts'
import type { Host } from '#runtime/host.ts'
import type { Outgoing } from './outgoing.ts'

export interface WorldParts {
  readonly chainId: number
  /** RPC URL of each bot, by address such as `verifier:main.alpha`; the daemon's own for those not named */
  readonly rpcUrlOf: (bot: string) => string
  readonly funds: ReadonlyMap<string, FundConfig>
  readonly host: () => Host
  /** where the relayers are; absent: in this process */
  readonly relay?: RelayTransport
  /** the key of an address; UNKNOWN_KEY when the ring has none */
  readonly signerOf: (address: EvmAddress) => Signer & TransactionSigner
  readonly isSignedBy: World['isSignedBy']
  readonly http: HttpSources
  readonly faults: ReadonlyMap<string, 'lie'>
  readonly maxDeviationBps: number
  /** By which rules a fund is watched; empty: the swarm as a whole. */
  readonly planOf: (fundId: string) => MonitorPlan
  /** What people are told, and what of. */
  readonly outgoing: Outgoing
  readonly chat: World['chat']
  readonly github: GithubHere
}

/** Puts the parts together; RPC clients are shared per URL. */
export function makeWorld(parts: WorldParts): World {
  const clients = new Map<string, ChainClient>()
  const clientOf = (bot: string): ChainClient => {
    const url = parts.rpcUrlOf(bot)
    const client = clients.get(url) ?? makeChainClient({ url, chainId: parts.chainId })
    clients.set(url, client)
    return client
  }
  const views = new Map<string, ChainView>()
  const fund = (fundId: string): FundConfig => {
    const found = parts.funds.get(fundId)
    if (found === undefined) throw new QuorateError('UNKNOWN_FUND', { fundId })
    return found
  }
  const now = (): number => Math.floor(Date.now() / 1_000)
  const view = (bot: string): ChainView => {
    const known = views.get(bot) ?? chainView(clientOf(bot), parts.chainId)
    views.set(bot, known)
    return known
  }
  const agrees: ChainView['agrees'] = (...asked) => view('relayer').agrees(...asked)
  const relay = parts.relay ?? localRelay({ host: parts.host, fund, now, isSignedBy: parts.isSignedBy, agrees })
  const gauges = makeGauges({ client: clientOf('monitor'), chainId: parts.chainId, host: parts.host, plan: parts.planOf })
  const desk = accountDesk({ client: clientOf('account'), chainId: parts.chainId, signerOf: parts.signerOf })
  return {
    now,
    patience: (ms) => AbortSignal.timeout(ms),
    fund,
    view,
    signer: (bot) => {
      const { address, signsWith } = speakerOf(fund, bot)
      return signsWith === undefined ? parts.signerOf(address) : accountSigner(parts.signerOf(signsWith), address)
    },
    isSignedBy: parts.isSignedBy,
    account: () => desk,
    relay: () => relay,
    http: parts.http,
    fault: (bot) => parts.faults.get(bot) ?? 'none',
    gauges,
    ...parts.outgoing,
    chat: parts.chat,
    github: makeGithubHands({ ...parts.github, host: parts.host }),
    maxDeviationBps: parts.maxDeviationBps,
  }
}

/** An address, and the key that signs for it where it is a contract. */
interface Speaker {
  readonly address: EvmAddress
  readonly signsWith?: EvmAddress | undefined
}

/** Which address speaks for a bot: `verifier:main.alpha`, `crawler:main.weth`, `strategy:main`, `executor:main`. */
function speakerOf(fundOf: (fundId: string) => FundConfig, bot: string): Speaker {
  const [role = '', id = ''] = bot.split(':')
  const [fundId = '', name = ''] = id.split('.')
  const fund = fundOf(fundId)
  const named = (list: readonly (Speaker & { readonly name: string })[]) => list.find((one) => one.name === name)
  const speaker =
    role === 'verifier'
      ? named(fund.verifiers)
      : role === 'crawler'
        ? named(fund.crawlers)
        : role === 'strategy'
          ? { address: fund.accounts.strategy }
          : role === 'executor'
            ? { address: fund.accounts.executor }
            : undefined
  if (speaker === undefined) throw new QuorateError('UNKNOWN_BOT', { address: bot })
  return speaker
}
