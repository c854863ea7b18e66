// A gateway over the whole fund cycle on a model chain: real host, machines, door and signatures, real HTTP.
import { LinkCodes } from '#chat/linkCode.ts'
import { testSigner } from '../cycle/modelChain.ts'
import { startModelSwarm, type ModelSwarm } from '../cycle/modelSwarm.ts'
import type { ChainDesk, ChainView } from '#chat/commands/commandContext.ts'
import { commandTable } from '#chat/commands/commandTable.ts'
import { apiKeyText } from '#chat/commands/apiKeyText.ts'
import { localRelay } from '#actors/localRelay.ts'
import type { World } from '#actors/world.ts'
import { roles } from '#actors/swarm.ts'
import { pastDesk } from '#cli/pastDesk.ts'
import { roleBook } from '#cli/roleBook.ts'
import { hostFundDesk } from '#cli/hostFundDesk.ts'
import { isSignedBy } from '#integrations/chain/attestationCheck.ts'
import { openGateway, type Gateway } from '#gateway/openGateway.ts'
import type { FundDesk } from '#chat/commands/fundDesk.ts'
import { githubDeskOff } from '#chat/commands/githubDesk.ts'
import { Tickets } from '#gateway/tickets.ts'
import type { GatewayParts } from '#gateway/gatewayParts.ts'
import { QuorateError } from '#protocol/errors.ts'
import { readAnchor } from '#protocol/auditAnchor.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { LocalHost } from '#runtime/localHost.ts'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { requireStated } from './statedAnswer.ts'

/** A swarm and its open door. */
export interface ModelGateway {
  readonly swarm: ModelSwarm
  readonly gateway: Gateway
  /** What it is made of. */
  readonly parts: GatewayParts
  /** Makes a key and gives it. */
  key(id: string, role: string, funds?: 'all' | readonly string[], person?: string): Promise<string>
  /** Asks; the answer's body is read as JSON. */
  ask(target: string, init?: RequestInit): Promise<{ readonly status: number; readonly headers: Headers; readonly body: unknown }>
  close(): Promise<void>
}

/** What a test wants otherwise. */
export interface ModelGatewayChange {
  /** Of an earlier one, with its chain: it goes on where that one stopped. */
  readonly directory?: string
  readonly chain?: ModelSwarm['chain']
  readonly parts?: Partial<GatewayParts>
  readonly fund?: FundConfig
  /** What a client may take to send a whole request. */
  readonly requestTimeoutMs?: number
  /** What the gateway sees of the host. */
  readonly seen?: (host: LocalHost) => LocalHost
}

/** @param change bends the swarm's world, given where the gateway will be */
export async function openModelGateway(
  change?: (world: World, url: () => string) => World,
  { parts: otherParts, seen, requestTimeoutMs, ...again }: ModelGatewayChange = {},
): Promise<ModelGateway> {
  let url: string | undefined
  const where = (): string => {
    if (url === undefined) throw new QuorateError('RELAY_UNREACHABLE', { url: '', problem: 'it is not open yet' })
    return url
  }
  const swarm = await startModelSwarm({ ...again, ...(change === undefined ? {} : { change: (world) => change(world, where) }) })
  const { fund } = swarm
  const host = seen?.(swarm.host) ?? swarm.host
  const fundOf = (fundId: string): FundConfig => {
    if (fundId !== fund.fundId) throw new QuorateError('UNKNOWN_FUND', { fundId })
    return fund
  }
  const tickets = new Tickets(Date.now)
  const now = (): number => Math.floor(Date.now() / 1_000)
  const relay = localRelay({ host: () => host, fund: fundOf, now, isSignedBy })
  const past = pastDesk({ journal: join(swarm.directory, 'journal'), through: () => host.durableThrough(), bots: roles })
  const parts: GatewayParts = {
    host,
    funds: () => [fund],
    // the door reads it as a stranger's
    admit: (fundId, envelope) => relay.post(fundId, envelope as never),
    isSignedBy,
    now,
    figures: () => host.figures(),
    roles: roleBook(roles),
    past,
    commands: commandTable.filter(({ runs }) => runs === 'daemon'),
    signIn: { sessionHours: 1, people: [] },
    takeTicket: (token) => tickets.take(token),
    context: {
      ...contextOf(host),
      funds: deskOf(host, fund),
      chain: chainDeskOf(swarm, now),
      signIn: { ticket: (grant, lifetimeMs) => ({ url: `${where()}/sign-in#token=${tickets.issue(grant, lifetimeMs)}` }) },
    },
    ...otherParts,
  }
  const gateway = await openGateway(parts, {
    host: '127.0.0.1',
    port: 0,
    publicUrls: [],
    ...(requestTimeoutMs === undefined ? {} : { requestTimeoutMs }),
  })
  url = gateway.url
  return {
    swarm,
    gateway,
    parts,
    async key(id, role, funds = 'all', person) {
      const secret = createHash('sha256').update(id).digest('base64url')
      const hash = createHash('sha256').update(secret).digest('hex')
      const whose = person === undefined ? {} : { person }
      await host.spawn('key', id, { id, title: id, hash, role, funds, ...whose, by: 'test', lifetimeMs: 600_000 })
      return apiKeyText(id, secret)
    },
    async ask(target, init = {}) {
      return readAnswer(target, await fetch(new URL(target, gateway.url), init))
    },
    async close() {
      await gateway.close()
      past.close()
      await swarm.stop()
    },
  }
}

const contextOf = (host: LocalHost): Omit<GatewayParts['context'], 'funds' | 'chain' | 'signIn'> => ({
  host,
  repairs: host,
  links: new LinkCodes('ab'.repeat(32), Date.now),
  github: githubDeskOff,
  clock: { now: () => new Date() },
  instance: { name: 'test', folder: '', version: '0.0.0', pid: 1, startedAt: '2026-01-01T00:00:00.000Z' },
  compact: () => host.compact(),
  requestStop: () => undefined,
})

const deskOf = (host: ModelSwarm['host'], fund: FundConfig): FundDesk =>
  hostFundDesk({
    host,
    funds: () => [fund],
    make: () => Promise.reject(new QuorateError('NOT_SUPPORTED', { what: 'another fund of a model' })),
    adopt: () => Promise.reject(new QuorateError('NOT_SUPPORTED', { what: 'another fund of a model' })),
    blockOf: () => Promise.resolve(1),
    unpauseOf: () => Promise.resolve(null),
  })

const chainDeskOf = ({ chain, fund }: ModelSwarm, now: () => number): ChainDesk => ({
  anchors: () => Promise.resolve({ anchors: anchorsOn(chain), since: 0 }),
  view: () => Promise.resolve(chainOf(fund.chainId, now())),
})

const chainOf = (chainId: number, at: number): ChainView => ({
  kind: 'local',
  chainId,
  rpcUrl: '',
  reachable: true,
  block: 1,
  head: { at, lagMaxS: null },
})

/** Heads that were put on the model chain. */
const anchorsOn = (chain: ModelSwarm['chain']) =>
  [...chain.sent].flatMap(([txHash, { data, minedIn }]) => {
    const anchor = readAnchor(data)
    return anchor === null ? [] : [{ ...anchor, txHash, block: minedIn ?? 0 }]
  })

/** The signer of one of the model fund's bots. */
export const modelSigner = testSigner

/** Reads an answer; what a command answered must be what it states. */
async function readAnswer(target: string, response: Response): ReturnType<ModelGateway['ask']> {
  const { status, headers } = response
  const body: unknown = await response.json()
  const command = /^\/api\/v1\/commands\/([a-z.]+)$/.exec(target)?.[1]
  if (command !== undefined && status === 200) requireStated(command, body)
  return { status, headers, body }
}
