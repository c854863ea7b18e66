// What effects are given of the world: one chain view per bot, signers by name, the relayer's transport, the clock.
// Composed once in cli/, stood in for in tests; no effect reaches around it.
import type { EvmAddress } from '#protocol/address.ts'
import type { ApprovalProof } from '#protocol/approval.ts'
import type { DryRunCode } from '#protocol/dryRun.ts'
import type { Envelope } from '#protocol/envelope.ts'
import type { ErrandInput, ErrandOutcome } from '#protocol/errand.ts'
import type { Fact as StoredFact } from '#runtime/host.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { AdapterData, Hash } from '#protocol/hash.ts'
import type { Inspection } from '#protocol/inspection.ts'
import type { MonitorPlan } from '#protocol/monitorRules.ts'
import type { OpenSet, RelayAnswer } from '#protocol/relay.ts'
import type { AmmPrice, AmmPriceRef } from '#protocol/source.ts'
import type { VenueQuote } from '#integrations/chain/venueQuotes.ts'
import type { GuardBooks } from '#integrations/chain/guardView.ts'
import type { PolicyChange, RosterSet } from '#integrations/chain/rosterView.ts'
import type { ErrandAnswer } from '#machines/errand.ts'
import type { ChainStatus, ProvenExecution } from '#machines/intent.ts'
import type { Call, Fees, ReceiptState, Signed, Undone } from '#machines/account.ts'
import type { Head } from '#machines/monitor.ts'
import type { Holdings } from '#machines/strategy.ts'
import type { Valuation } from '#machines/fund.ts'
import type { GithubHands } from './githubHands.ts'
import type { CardPost, CardPosted, CardReply, CardUpdate } from '#machines/card.ts'
import type { Tidings } from '#machines/herald.ts'
import type { FundSigns } from './journalSigns.ts'

/** One bot's own window on the chain: its own RPC client, so that a lying node fools one bot only. */
export interface ChainView {
  /** seconds, of the newest block */
  chainTime(): Promise<number>
  /** A pair's price at a block (the newest when absent). @throws RPC_FAILED when the chain has no such block, POOL_UNUSABLE */
  ammPrice(of: {
    pair: EvmAddress
    base: EvmAddress
    quote: EvmAddress
    windowS: number
    at: AmmPriceRef | null
  }): Promise<{ ref: AmmPriceRef; price: AmmPrice }>
  openSet(fund: FundConfig): Promise<OpenSet>
  /** Does the contract of an account stand behind a signature (ERC-1271)? Asked with the gas that the books give it. */
  agrees(account: EvmAddress, digest: Hash, signature: `0x${string}`): Promise<boolean>
  publishedRoot(fund: FundConfig, round: number): Promise<{ root: Hash | null; block: number }>
  intentStatus(fund: FundConfig, intentHash: Hash): Promise<ChainStatus>
  dryRun(fund: FundConfig, intentHash: Hash, adapterData: AdapterData): Promise<DryRunCode>
  /** As dryRun, with the value found and the bound it missed. */
  inspect(fund: FundConfig, intentHash: Hash, adapterData: AdapterData): Promise<Inspection>
  /** The `IntentExecuted` event of this intent, whichever transaction carried it; one intent has at most one. */
  execution(fund: FundConfig, intentHash: Hash, txHash: Hash | null): Promise<ProvenExecution>
  /** As `dryRun`, as if the intent were approved: what a verifier looks at before it signs. */
  dryRunUnapproved(fund: FundConfig, intentHash: Hash, adapterData: AdapterData): Promise<DryRunCode>
  /** What each venue of the fund would give now, in the fund's order, with the route it was asked for. */
  quotes(fund: FundConfig, of: { tokenIn: EvmAddress; tokenOut: EvmAddress; amountIn: string }): Promise<readonly VenueQuote[]>
  /** The price guard's books of a token, and what an observation by this keeper would meet. */
  guard(fund: FundConfig, of: { token: EvmAddress; keeper: EvmAddress }): Promise<GuardBooks>
  /** The open set with its revoked members, and who of the candidates is revoked. */
  rosterSet(fund: FundConfig, candidates: readonly EvmAddress[]): Promise<RosterSet>
  /** A change of the fund's configuration as its policy knows it. */
  policyChange(
    fund: FundConfig,
    change: { readonly target: EvmAddress; readonly data: `0x${string}`; readonly salt: `0x${string}` },
  ): Promise<PolicyChange>
  holdings(fund: FundConfig): Promise<Holdings>
  valuation(fund: FundConfig): Promise<Valuation>
}

/** The account bot's hands; it alone signs for its address. */
export interface AccountDesk {
  nextNonce(address: string): Promise<number>
  /** Transactions that were final and came to another end since, each told once. */
  undone(address: string): Promise<readonly Undone[]>
  /** @throws a refusal that is not retryable when the call would revert */
  prepare(given: { address: string; call: Call; bump: number; previous: Fees | null }): Promise<Fees>
  sign(given: { address: string; nonce: number; call: Call; fees: Fees }): Promise<Signed>
  /** "already known" and "nonce too low" are accepted: the receipt tells. */
  broadcast(given: { address: string; raw: string; hash: string }): Promise<void>
  /** Fills every free nonce below `upTo` with a transfer of nothing; answers the first it found free. */
  fillGap(given: { address: string; upTo: number }): Promise<{ from: number }>
  awaitReceipt(given: {
    address: string
    nonce: number
    hashes: readonly string[]
    confirmations: number
    signal: AbortSignal
  }): Promise<ReceiptState>
}

export interface Signer {
  readonly address: EvmAddress
  /** EIP-712; 65 bytes, low s. */
  signTypedData(typedData: { domain: object; types: object; primaryType: string; message: object }): Promise<`0x${string}`>
}

/** How bots that may live elsewhere reach their fund's relayer: in this process, or over HTTP. */
export interface RelayTransport {
  post(fundId: string, envelope: Envelope): Promise<RelayAnswer>
  /** The first fact of the fund after `cursor` that is wanted; waits for one until the signal aborts. */
  next(given: {
    fundId: string
    cursor: string
    wants: (fact: StoredFact) => boolean
    signal: AbortSignal
  }): Promise<StoredFact | undefined>
  /** What the relayer has open now, so that a bot that was away skips what is over. */
  isOpen(fundId: string, of: { readonly round: number } | { readonly intentHash: string }): Promise<boolean>
  /** People's approval of a trade as it stands; null when there is none. */
  approval(fundId: string, intentHash: Hash): Promise<ApprovalProof | null>
}

/** What a crawler reads over HTTP: the answer's hash and the value at the JSONPath, as canonical text. */
export interface HttpSources {
  json(of: { url: string; jsonPath: string }): Promise<{ extracted: string; responseHash: Hash }>
  text(of: { url: string }): Promise<{ extracted: string; responseHash: Hash }>
}

/** What monitors look at. Every question may fail while the chain is away. */
export interface Gauges {
  /** By which rules, how often; empty: the swarm as a whole. */
  plan(fundId: string): MonitorPlan
  head(): Promise<Head>
  /** base units of the asset; a limit of 0: none */
  lossBucket(fund: FundConfig): Promise<{ readonly level: string; readonly limit: string }>
  isPaused(fund: FundConfig): Promise<boolean>
  balanceGwei(address: EvmAddress): Promise<number>
  /** How far the account bot's next nonce is from the chain's count. */
  nonceDrift(address: EvmAddress): Promise<number>
  /** The newest block after one and up to another in which the fund traded. */
  lastTradeBetween(fund: FundConfig, span: { readonly after: number; readonly through: number }): Promise<number | null>
  /** What the journal tells of a fund. */
  signs(fundId: string): Promise<FundSigns>
  /** Addresses of bots. */
  quarantined(): readonly string[]
  /** @throws when the signal aborts */
  rest(ms: number, signal: AbortSignal): Promise<void>
}

/** What goes out to people; what is given up before its turn in its channel's line is not done. Failures: MESSENGER_LIMITED, MESSENGER_UNREACHABLE, MESSENGER_REFUSED, MESSENGER_GONE, CARD_UNSHOWABLE. */
export interface Messengers {
  /** Posts once: what an earlier try may have posted is looked for first. */
  post(post: CardPost, signal: AbortSignal): Promise<CardPosted>
  /** Draws it anew, unless its subject is as it is shown. */
  update(update: CardUpdate, signal: AbortSignal): Promise<{ readonly revision: number; readonly isOver: boolean }>
  /** Replies in a message's thread, once. */
  say(reply: CardReply, signal: AbortSignal): Promise<void>
}

/** What the journal tells that people may want to hear of. */
export interface NewsDesk {
  /** What came after the cursor; waits for something unless the daemon has just begun anew, until the signal aborts. */
  next(asked: { readonly cursor: string; readonly isBack: boolean; readonly signal: AbortSignal }): Promise<Omit<Tidings, 'now'>>
}

/** What came in from messengers is done and answered. */
export interface ChatHands {
  /** In the name of who is linked. Again with the same errand it is done no second time. */
  perform(errand: ErrandInput): Promise<ErrandOutcome>
  /** @throws MESSENGER_LIMITED, MESSENGER_UNREACHABLE, MESSENGER_REFUSED, MESSENGER_GONE */
  answer(given: ErrandAnswer): Promise<void>
}

export interface World {
  /** wall clock, seconds */
  now(): number
  /** aborts after so many ms */
  patience(ms: number): AbortSignal
  fund(fundId: string): FundConfig
  /** by bot, for example `verifier:main.alpha` */
  view(bot: string): ChainView
  signer(bot: string): Signer
  /** that a signature over typed data is by this address */
  isSignedBy(digest: Hash, signature: `0x${string}`, address: EvmAddress): boolean
  account(chainId: number): AccountDesk
  relay(): RelayTransport
  http: HttpSources
  /** a configured fault of a bot, for drills: `lie` makes a crawler claim a wrong price */
  fault(bot: string): 'none' | 'lie'
  readonly gauges: Gauges
  readonly messengers: Messengers
  readonly news: NewsDesk
  readonly chat: ChatHands
  readonly github: GithubHands
  /** How far a trade's quote may be from the time-weighted price before a verifier refuses it. */
  maxDeviationBps: number
}
