// What the gateway is given: the swarm's public face and nothing behind it. The composition root binds it.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Command } from '#chat/commands/command.ts'
import type { CommandContext, TicketGrant } from '#chat/commands/commandContext.ts'
import type { EvmAddress } from '#protocol/address.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { FundPolicy, Rehearsal } from '#protocol/fundPolicy.ts'
import type { AdapterData, Hash, Signature } from '#protocol/hash.ts'
import type { Intent } from '#protocol/intent.ts'
import type { RelayAnswer } from '#protocol/relay.ts'
import type { Host, HostFigures } from '#runtime/host.ts'
import type { LoggedRequest, OnBegun } from './begunRequest.ts'
import type { Metrics } from './metrics.ts'
import type { OidcParts } from './oidcSignIn.ts'
import type { PastDesk } from './pastDesk.ts'
import type { RoleBook } from './roleBook.ts'
import type { SignInSettings } from './people.ts'

/** Where the gateway listens, and what else it is called. */
export interface GatewayPlace {
  /** An address of this machine, mostly loopback. */
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
  /** Addresses under which a proxy of the operator's hands requests on, such as `https://quorate.example`. */
  readonly publicUrls: readonly string[]
  /** What a client may take to send a whole request; absent: 30 s. */
  readonly requestTimeoutMs?: number
}

/** What the chain says of a fund's bounds and of a trade. @throws RPC_UNREACHABLE, RPC_FAILED */
export interface PolicyDesk {
  bounds(fund: FundConfig): Promise<FundPolicy>
  rehearse(
    fund: FundConfig,
    trade: { readonly intent: Intent; readonly intentHash: Hash; readonly adapterData: AdapterData },
  ): Promise<Rehearsal>
}

/** A path that a messenger's servers ask for, or a browser on its way to installing the messenger's app. */
export interface MessengerPath {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /**
   * Answers it. The body of a POST was read whole, as `rawBody` of the request: what it is signed over. Who asks is for the
   * messenger's adapter to judge, by that signature. Must not throw.
   */
  listen(request: IncomingMessage & { readonly rawBody?: Buffer }, response: ServerResponse): void
}

/** What a request may reach. */
export interface GatewayParts {
  readonly host: Host
  /** The funds of this moment. */
  readonly funds: () => readonly FundConfig[]
  /** The relayer's door: checks an envelope and lets it in. @throws ENVELOPE_REFUSED */
  readonly admit: (fundId: string, envelope: unknown) => Promise<RelayAnswer>
  readonly isSignedBy: (digest: Hash, signature: Signature, signer: EvmAddress) => boolean
  /** Does the contract at an address stand behind a message (ERC-1271)? Absent: no chain can be asked. @throws RPC_UNREACHABLE */
  readonly standsBehind?: (asked: {
    readonly address: EvmAddress
    readonly message: string
    readonly signature: Signature
  }) => Promise<boolean>
  /** Absent: no chain can be asked. */
  readonly policy?: PolicyDesk
  /** What opens the path of a clock elsewhere; absent: there is no such path. */
  readonly cronSecret?: string | undefined
  /** Paths of messengers; absent: there are none. */
  readonly messengers?: readonly MessengerPath[] | undefined
  /** What GitHub signs its webhooks with; absent: there is no path for them. */
  readonly githubSecret?: string | undefined
  /** The folder of the built console, once it is built; absent: none is served. @throws CONSOLE_NOT_BUILT */
  readonly console?: (() => Promise<string>) | undefined
  /** Wall clock, s. */
  readonly now: () => number
  readonly commands: readonly Command[]
  /** Statecharts, and what each role takes from outside. */
  readonly roles: RoleBook
  /** The journal behind this moment, and what bots would have done. */
  readonly past: PastDesk
  /** How the host is doing. */
  readonly figures: () => HostFigures
  /** Where times are gathered; absent: in one of the gateway's own. */
  readonly metrics?: Metrics
  /** Who may sign in, and how. */
  readonly signIn: Omit<SignInSettings, 'oidc'> & { readonly oidc?: OidcParts | undefined }
  /** Uses a one-time token up. @returns undefined for one that is none */
  readonly takeTicket: (token: string) => TicketGrant | undefined
  /** Told of each request that was answered, and why it failed where that is a fault of ours. Must not throw. */
  readonly onAnswered?: (answered: LoggedRequest, failure: unknown) => void
  /** Told of each request as it comes in. */
  readonly onBegun?: OnBegun | undefined
  /** What a client of event streams may take to read, where a gateway grants another time. */
  readonly patienceMs?: number
  /** Everything but who asks, what they may and the signal, which belong to one request. */
  readonly context: Omit<CommandContext, 'signal' | 'who' | 'person' | 'isStillAllowed'>
}
