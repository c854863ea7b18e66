// The bots of one instance: which roles, bound to which world, begun with what.
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { FundDesk } from '#chat/commands/fundDesk.ts'
import type { GithubDesk } from '#chat/commands/githubDesk.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import { PlacePace } from '#chat/placePace.ts'
import type { Envelope } from '#protocol/envelope.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { RelayAnswer } from '#protocol/relay.ts'
import { QuorateError } from '#protocol/errors.ts'
import { effectsOf, roles } from '#actors/swarm.ts'
import { makeHttpSources } from '#integrations/http/httpSources.ts'
import { loadKeyRing } from '#integrations/keys/keyRing.ts'
import { readUnpause } from '#integrations/chain/fundChanges.ts'
import { isSignedBy } from '#integrations/chain/attestationCheck.ts'
import type { BotDefinition, EffectBinding, Host } from '#runtime/host.ts'
import type { PastDesk } from '#gateway/pastDesk.ts'
import type { RoleBook } from '#gateway/roleBook.ts'
import type { RunningChain } from './chainStart.ts'
import { botsHere } from './botsHere.ts'
import { githubDesk, githubHere } from './githubHere.ts'
import { fundMonitor, monitorPlans, swarmMonitor } from './monitorBots.ts'
import { setUpFunds, type FundSetUp } from './fundSetUp.ts'
import { readFundRecord } from './fundRecord.ts'
import { fundStatus, hostFundDesk } from './hostFundDesk.ts'
import { shownPath } from './instance.ts'
import { keySourcesOf } from './keySources.ts'
import { outgoing, type Outgoing } from './outgoing.ts'
import { pastDesk } from './pastDesk.ts'
import { remoteRelay } from './remoteRelay.ts'
import { roleBook } from './roleBook.ts'
import { keyNames, type Settings } from './settings.ts'
import { signerOfAddress } from './signerOfAddress.ts'
import type { SwarmParts } from './swarmParts.ts'
import { makeWorld } from './world.ts'

export interface ComposedSwarm {
  readonly bots: readonly BotDefinition[]
  readonly effects: readonly EffectBinding[]
  readonly roles: RoleBook
  readonly past: PastDesk
  readonly desk: FundDesk
  readonly github: GithubDesk
  /** The relayer's door. @throws ENVELOPE_REFUSED */
  admit(fundId: string, envelope: unknown): Promise<RelayAnswer>
  /** The funds of this moment; one more after `fund create`. */
  funds(): readonly FundConfig[]
  /** Starts the root and what it does not have yet; for a continued instance only tells it that the daemon is back. */
  begin(host: Host): Promise<void>
  /** Ends what runs beside the bots: the development price walk, streams from a relayer elsewhere. */
  rest(): void
}

/** @throws WRONG_CHAIN, KEY_MISSING and the like, SETTINGS_INVALID, DEPLOYMENT_FAILED */
export async function composeSwarm(parts: SwarmParts): Promise<ComposedSwarm> {
  const { settings, chain, folders, environment, host } = parts
  refuseOtherChain(parts)
  const keys = await loadKeyRing(keyNames(settings), keySourcesOf(settings, folders, environment, chain.url))
  const setUp = await setUpFunds({ ...parts, keys })
  const relay =
    settings.relay === undefined
      ? undefined
      : remoteRelay({
          url: settings.relay.url,
          funds: [...setUp.byId.values()],
          settings,
          signerOf: (address) => signerOfAddress(keys, address),
          file: shownPath(folders.settingsFile),
        })
  const github = githubHere(settings, environment)
  const world = makeWorld({
    chainId: chain.chainId,
    rpcUrlOf: rpcUrls(settings, chain.url),
    funds: setUp.byId,
    host,
    chat: parts.chat,
    ...(relay === undefined ? {} : { relay }),
    signerOf: (address) => signerOfAddress(keys, address),
    isSignedBy,
    http: makeHttpSources({ allowLoopback: settings.fetch.allowLoopback }),
    faults: new Map(Object.entries(settings.faults)),
    maxDeviationBps: Math.min(...settings.funds.map((fund) => fund.maxDeviationBps)),
    planOf: monitorPlans(settings),
    github,
    outgoing: outgoingOf(parts, setUp),
  })
  const funds = (): readonly FundConfig[] => [...setUp.byId.values()]
  const started = async (fund: FundConfig): Promise<FundConfig> => {
    await addBots(host(), [fund], settings)
    return fund
  }
  const past = pastDesk({
    journal: join(folders.storage, 'journal'),
    through: () => host().durableThrough(),
    bots: roles,
  })
  return {
    bots: roles,
    roles: roleBook(roles),
    past,
    effects: effectsOf(world),
    github: githubDesk(github),
    funds,
    // the door reads it as a stranger's, whatever its type says
    admit: (fundId, envelope) => world.relay().post(fundId, envelope as Envelope),
    desk: hostFundDesk({
      host: lazyHost(host),
      funds,
      unpauseOf: (fund) => readUnpause(chain.client, fund),
      blockOf: async (txHash) => blockOf(chain, txHash),
      make: async (request, requestId) => started(await setUp.make(request, requestId)),
      adopt: async (request, requestId) => started(await setUp.adopt(request, requestId)),
    }),
    begin: (running) => begin(running, parts, setUp),
    rest: () => {
      setUp.rest()
      relay?.close()
      past.close()
    },
  }
}

/** Cards and words for people, and the news of the journal. */
function outgoingOf({ settings, host, messengers = async () => new Map() }: SwarmParts, setUp: FundSetUp): Outgoing {
  return outgoing({
    host,
    names: () => nameBook([...setUp.byId.values()].map((fund) => fundStatus(fund, host()))),
    messengers,
    // a line that rests does not keep the process alive
    pace: new PlacePace({ now: () => performance.now(), wait: (ms) => setTimeout(ms, undefined, { ref: false }) }),
    consoleUrl: settings.gateway.publicUrls[0] ?? null,
  })
}

/** The journal belongs to the chain of its funds, also when another kind of chain is typed at a later start. */
function refuseOtherChain({ chain, folders }: SwarmParts): void {
  const other = readFundRecord(folders.storage).find(({ chainId }) => chainId !== chain.chainId)
  if (other !== undefined)
    throw new QuorateError('WRONG_CHAIN', { url: chain.url, found: chain.chainId, expected: other.chainId })
}

/** The root knows by its children which bots it has started before; telling it again changes nothing. */
async function begin(host: Host, { folders: { name: instance }, settings }: SwarmParts, setUp: FundSetUp): Promise<void> {
  // before anything can be asked
  await host.spawn('audit', 'log', {})
  // a journal that was restored under another name goes on with the root that it has
  if (host.view('swarm:root') === undefined) await host.spawn('swarm', 'root', { instance, children: [] })
  await host.send('swarm:root', { type: 'swarm.booted' })
  await host.send('swarm:root', { type: 'swarm.recovered' })
  await host.spawn('anchor', 'log', {})
  // who watches, watches where the relayer is: there are the guardian and the people who are told
  if (settings.relay === undefined) {
    await host.send('swarm:root', { type: 'swarm.add', children: [swarmMonitor] })
    // what was before it, nobody asked to hear
    if (host.view('herald:chat') === undefined) await host.spawn('herald', 'chat', { cursor: String(host.durableThrough()) })
    await host.send('herald:chat', { type: 'herald.begun' })
  }
  await addBots(host, [...setUp.byId.values()], settings)
  setUp.walk()
}

async function addBots(host: Host, funds: readonly FundConfig[], settings: Settings): Promise<void> {
  // one fund at a time: what one event may carry is bounded
  for (const fund of funds) {
    const watched = settings.relay === undefined ? [fundMonitor(fund)] : []
    await host.send('swarm:root', { type: 'swarm.add', children: [...botsHere(fund, settings), ...watched] })
  }
}

/** A verifier may have a node of its own, so that a lying node fools one bot only. */
function rpcUrls(settings: Settings, chainUrl: string): (bot: string) => string {
  const own = new Map<string, string>(
    settings.funds.flatMap((fund) =>
      fund.verifiers.flatMap(({ name, rpcUrl }) =>
        rpcUrl === undefined ? [] : [[`verifier:${fund.fundId}.${name}`, rpcUrl] as const],
      ),
    ),
  )
  return (bot) => own.get(bot) ?? chainUrl
}

async function blockOf(chain: RunningChain, txHash: string): Promise<number | null> {
  try {
    // hashes in the journal were parsed when they were written
    return Number((await chain.client.getTransactionReceipt({ hash: txHash as `0x${string}` })).blockNumber)
  } catch {
    // a node that has forgotten it: the command succeeded all the same
    return null
  }
}

/** The desk is made before the host is there and used after. */
function lazyHost(host: () => Host): Pick<Host, 'view' | 'ask'> {
  return { view: (address) => host().view(address), ask: (to, event, options) => host().ask(to, event, options) }
}
