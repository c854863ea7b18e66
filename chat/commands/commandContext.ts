// What a command may reach: the running host and a few small services, each as narrow as the commands need it.
import type { Host, Repairs } from '#runtime/host.ts'
import type { Role as Permission } from '#protocol/permission.ts'
import type { FundDesk } from './fundDesk.ts'
import type { GithubDesk } from './githubDesk.ts'
import { z } from 'zod'
import type { LinkGrant } from '#chat/linkCode.ts'
import type { MessengerUser, Place } from '#chat/messenger.ts'
import type { Told } from './told.ts'

/** The instance a command speaks to. */
export const instanceInfoSchema = z.object({
  name: z.string(),
  folder: z.string().describe("The instance's folder, as the operator would type it"),
  version: z.string(),
  pid: z.int(),
  startedAt: z.string().describe('ISO 8601'),
})
export type InstanceInfo = Told<typeof instanceInfoSchema>

/** The chain as the daemon sees it at this moment. */
export const chainViewSchema = z.object({
  kind: z.enum(['local', 'fork', 'rpc']),
  chainId: z.int(),
  rpcUrl: z.string(),
  reachable: z.boolean(),
  block: z.int().nullable().describe('Latest block; null when the node did not answer'),
  head: z
    .object({
      at: z.int(),
      lagMaxS: z.int().nullable(),
    })
    .exactOptional()
    .describe(
      "Its newest block's time in s, and how old that may grow; null where blocks come only when there is something in them",
    ),
  problem: z.string().exactOptional(),
})
export type ChainView = Told<typeof chainViewSchema>

/** Heads of the audit log on chain; `since` is the first block that was looked at. */
export interface AnchorsOnChain {
  readonly anchors: readonly { readonly count: number; readonly head: string; readonly txHash: string; readonly block: number }[]
  readonly since: number
}

/** Asks the node; its view never rejects: a node that does not answer is a view too. */
export interface ChainDesk {
  view(): Promise<ChainView>
  /** Heads of the audit log that these accounts put on chain, newest first. @throws RPC_UNREACHABLE, RPC_FAILED */
  anchors(of: { readonly accounts: readonly string[]; readonly blocks: number }): Promise<AnchorsOnChain>
}

/** Whom a one-time token signs in, and as what. */
export interface TicketGrant {
  readonly person: string
  readonly role: Permission
  readonly funds: 'all' | readonly string[]
  /** principal that asked for the token */
  readonly by: string
}

/** Makes one-time tokens for the console. */
export interface SignInDesk {
  /** @returns the address to open; whoever opens it first is signed in. Null where there is no gateway */
  ticket(grant: TicketGrant, lifetimeMs: number): { readonly url: string } | null
}

/** Codes that make a messenger's user a person. */
export interface LinkDesk {
  /** @param goodForMs until it is too late to say it */
  code(grant: LinkGrant, goodForMs: number): string
  /** @throws LINK_REFUSED */
  read(code: string): { readonly id: string } & LinkGrant
}

/** Where a command was said, and by whom, as the messenger proved it. */
export interface SaidWhere {
  readonly user: MessengerUser
  readonly place: Place
}

/** Wall clock. */
export interface Clock {
  now(): Date
}

/** Everything a handler is given beside its arguments. */
export interface CommandContext {
  readonly host: Host
  readonly repairs: Repairs
  readonly funds: FundDesk
  readonly github: GithubDesk
  readonly chain: ChainDesk
  readonly clock: Clock
  readonly signIn: SignInDesk
  readonly links: LinkDesk
  readonly instance: InstanceInfo
  /** The principal, for the journal. */
  readonly who: string
  /** The person behind the principal: two keys of one person are one person. Null where nobody is known to be behind it. */
  readonly person: string | null
  /** May the principal do this as things stand now? A key may have been revoked since the door let the request in. */
  readonly isStillAllowed: (permission: Permission, fundId?: string) => boolean
  /** Of what is said in a messenger; absent everywhere else. */
  readonly said?: SaidWhere
  /** Names this request and whatever it causes: the same one is done once. Absent for what only looks. */
  readonly requestId?: string
  /** Aborts when the asker is gone. */
  readonly signal: AbortSignal
  /** Writes a base segment now. */
  compact(): Promise<{ readonly through: number; readonly archived: readonly string[] }>
  /** Begins the graceful stop of the daemon; returns at once. */
  requestStop(): void
}
