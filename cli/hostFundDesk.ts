// The fund commands over the running swarm: what a fund is comes from its configuration and its bot, and what is done
// to it is a command of its bot, which puts it on chain through the right account.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import {
  tokenWordsOf,
  type FundAdoption,
  type FundDesk,
  type FundReceipt,
  type FundRequest,
  type FundStatus,
  type FundTransfer,
} from '#chat/commands/fundDesk.ts'
import { readableState } from '#chat/commands/figures.ts'
import { rosterOf } from '#chat/commands/registrationBooks.ts'
import { parseAmount } from '#protocol/amounts.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import { priceStatusSchema } from '#protocol/priceStatus.ts'
import { totalWeight, type FundConfig } from '#protocol/fund.ts'
import type { WaitingChange } from '#integrations/chain/fundChanges.ts'
import type { ChangeStep } from '#machines/fundOperations.ts'
import type { Host, Json } from '#runtime/host.ts'
import { claimOf, deedOf, depositOf, withdrawalOf, type FundClaim, type FundMove, type RequestBooks } from './fundClaims.ts'

/** An approval and a deposit, each with its confirmations on a chain with 12 s blocks. */
const commandLimitMs = 180_000

export interface HostFundDeskOptions {
  readonly host: Pick<Host, 'view' | 'ask'>
  /** Looked at anew each time: funds are made while the daemon runs. */
  readonly funds: () => readonly FundConfig[]
  /** Puts a new fund on the chain and starts its bots; the same request finds what it made. @throws FUND_EXISTS */
  readonly make: (request: FundRequest, requestId?: string) => Promise<FundConfig>
  /** Takes a fund of the chain over, as `make` does. @throws FUND_EXISTS, FUND_DIFFERS, NO_CONTRACT, UNKNOWN_FUND */
  readonly adopt: (request: FundAdoption, requestId?: string) => Promise<FundConfig>
  /** The unpause of a fund whose changes wait, as its policy knows it; null where changes do not wait. */
  readonly unpauseOf: (fund: FundConfig) => Promise<WaitingChange | null>
  /** Block of a transaction; null when the node does not know it. */
  readonly blockOf: (txHash: string) => Promise<number | null>
}

type FundEvent = { readonly type: string } & Readonly<Record<string, Json>>

export function hostFundDesk(options: HostFundDeskOptions): FundDesk {
  const { host } = options
  const config = (fundId: string): FundConfig => {
    const found = options.funds().find((fund) => fund.fundId === fundId)
    if (found === undefined) throw new QuorateError('UNKNOWN_FUND', { fundId })
    return found
  }
  const perform: Perform = async (fundId, ...asked) => performOn(options, config(fundId).fundId, ...asked)
  const move = async (event: FundMove, { fundId, amount, id }: FundTransfer, who: string): Promise<FundReceipt> => {
    const { symbol, decimals } = fundStatus(config(fundId), host).base
    const { command, sent } = await perform(fundId, event, who, id)
    return { fundId, did: deedOf(command), amount, symbol, decimals, ...sent }
  }
  const booksOf = (fundId: string): RequestBooks | null => readContext(host.view(`fund:${fundId}`)?.context).valuation
  return {
    list: () => Promise.resolve(options.funds().map((fund) => fundStatus(fund, host))),
    status: async (fundId) => fundStatus(config(fundId), host),
    ...newFunds(options, move),
    deposit: async (request, who) => move(depositOf(request.amount, booksOf(request.fundId)), request, who),
    withdraw: async (request, who) => move(withdrawalOf(request.amount, booksOf(request.fundId)), request, who),
    claim: async (fundId, who, id) => {
      config(fundId)
      const send = async (claim: FundClaim): Promise<FundReceipt> => {
        const { sent } = await perform(fundId, { type: 'fund.claim', ...claim }, who, id)
        return { fundId, did: 'claimed', ...sent }
      }
      return claimThrough(fundId, booksOf(fundId), { send, isNamed: id !== undefined })
    },
    pause: async (fundId, who, id) => ({
      fundId,
      did: 'paused',
      ...(await perform(fundId, { type: 'fund.pause' }, who, id)).sent,
    }),
    unpause: async (fundId, who, id) =>
      unpauseThrough(
        config(fundId),
        async (change) => {
          // announcing and making are two deeds, also where one request comes to both
          const step = change === undefined || id === undefined ? id : `${id}/${change.step}`
          return (await perform(fundId, { type: 'fund.unpause', ...(change && { change: { ...change } }) }, who, step)).sent
        },
        options.unpauseOf,
      ),
  }
}

/** One more fund: made with its first deposit, or taken over from the chain. */
function newFunds(
  options: Pick<HostFundDeskOptions, 'host' | 'make' | 'adopt'>,
  move: (event: FundMove, transfer: FundTransfer, who: string) => Promise<FundReceipt>,
): Pick<FundDesk, 'create' | 'adopt'> {
  return {
    create: async (request, who, id) => {
      const made = await options.make(request, id)
      const receipt: FundReceipt = { fundId: made.fundId, did: 'created', txHash: null, block: null }
      const { base } = fundStatus(made, options.host)
      const amount = parseAmount(request.deposit, base.decimals)
      if (BigInt(amount) === 0n) return receipt
      const { txHash, block } = await move(depositOf(amount, null), { fundId: made.fundId, amount, id }, who)
      return { ...receipt, amount, symbol: base.symbol, decimals: base.decimals, txHash, block }
    },
    adopt: async (request, _who, id) => {
      const { fundId } = await options.adopt(request, id)
      return { fundId, did: 'adopted', txHash: null, block: null }
    },
  }
}

/** At once where changes do not wait; else announced the first time, and made once it is ready. */
async function unpauseThrough(
  fund: FundConfig,
  send: (change?: ChangeStep) => Promise<Sent>,
  unpauseOf: HostFundDeskOptions['unpauseOf'],
): Promise<FundReceipt> {
  const { fundId } = fund
  const { policy } = fund.contracts
  const change = await unpauseOf(fund)
  if (change === null) return { fundId, did: 'unpaused', ...(await send()) }
  const { salt } = change
  if (change.status === 'ready') return { fundId, did: 'unpaused', ...(await send({ step: 'make', policy, salt })) }
  if (change.status === 'waiting') return { fundId, did: 'waiting', txHash: null, block: null, ...timesOf(change) }
  const sent = await send({ step: 'announce', policy, salt })
  return { fundId, did: 'announced', ...sent, ...timesOf(await unpauseOf(fund)) }
}

/** When a change may be made, for a receipt. */
function timesOf(change: WaitingChange | null): Pick<FundReceipt, 'readyAt' | 'expiresAt'> {
  if (change === null || change.status === 'unknown') return {}
  const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString()
  return { readyAt: iso(change.readyAtS), expiresAt: iso(change.expiresAtS) }
}

type Perform = (fundId: string, event: FundEvent, who: string, commandId?: string) => Promise<Performed>
interface Performed {
  /** That of the first asking, where it is a repeat. */
  readonly command: string
  readonly sent: Sent
}

/** Has the fund's bot do it. @throws FUND_COMMAND_FAILED */
async function performOn(
  { host, blockOf }: Pick<HostFundDeskOptions, 'host' | 'blockOf'>,
  fundId: string,
  event: FundEvent,
  who: string,
  commandId: string = randomUUID(),
): Promise<Performed> {
  const asking = { askId: commandId, who, timeoutMs: commandLimitMs }
  const answer = answerSchema.parse(await host.ask(`fund:${fundId}`, { ...event, by: who, commandId }, asking))
  if (!answer.ok)
    throw new QuorateError('FUND_COMMAND_FAILED', { fundId, command: event.type, code: answer.code, problem: answer.detail })
  const txHash = answer.txHashes.at(-1) ?? null
  return { command: answer.command, sent: { txHash, block: txHash === null ? null : await blockOf(txHash) } }
}

const nothing: FundClaim = { settle: false, assets: '0', shares: '0' }

/** What can be claimed; where there is nothing, what a request of that name claimed before. @throws NOTHING_TO_CLAIM */
async function claimThrough(
  fundId: string,
  books: RequestBooks | null,
  { send, isNamed }: { readonly send: (claim: FundClaim) => Promise<FundReceipt>; readonly isNamed: boolean },
): Promise<FundReceipt> {
  let claim: FundClaim
  try {
    claim = claimOf(fundId, books)
  } catch (refusal) {
    if (!isNamed) throw refusal
    // Sent again after a death, and claimed the first time: the bot gives the first answer, and takes no empty claim.
    return send(nothing).catch((error: unknown) => {
      throw error instanceof QuorateError && error.code === 'EVENT_REFUSED' ? refusal : error
    })
  }
  return send(claim)
}

type Sent = Pick<FundReceipt, 'txHash' | 'block'>

// what machines/fund.ts replies
const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), command: z.string(), txHashes: z.array(z.string()) }),
  z.object({ ok: z.literal(false), code: z.string(), detail: z.string() }),
])
// the parts of machines/fund.ts's context that people are shown
const contextSchema = z.object({
  round: z.int(),
  valuation: z
    .object({
      baseAmount: z.string(),
      positionAmount: z.string(),
      costBasis: z.string(),
      value: z.string(),
      realisedProfit: z.string(),
      paused: z.boolean(),
      shareSupply: z.string().optional(),
      requests: z
        .object({
          depositPending: z.string(),
          depositClaimable: z.string(),
          redeemPending: z.string(),
          redeemClaimable: z.string(),
          inKindAt: z.int(),
        })
        .nullable()
        .optional(),
    })
    .nullable(),
})
function readContext(context: unknown): z.infer<typeof contextSchema> {
  const read = contextSchema.safeParse(context)
  return read.success ? read.data : { round: 0, valuation: null }
}

/** A fund as it is configured and as its bot last read it. */
export function fundStatus(fund: FundConfig, host: Pick<Host, 'view'>): FundStatus {
  const view = host.view(`fund:${fund.fundId}`)
  const { round, valuation } = readContext(view?.context)
  const { seats, open } = rosterOf(host, fund.fundId)
  const registered = seats.filter(({ state }) => state === 'seated' || state === 'leaving')
  return {
    fundId: fund.fundId,
    name: fund.name,
    state: view === undefined ? 'not started' : view.status === 'active' ? roundState(view.value) : view.status,
    paused: valuation?.paused ?? false,
    round,
    core: fund.contracts.core,
    vault: fund.contracts.vault,
    base: tokenWordsOf(fund, fund.baseAsset),
    traded: tokenWordsOf(fund, fund.tradedToken),
    totalAssets: valuation?.value ?? null,
    idle: valuation?.baseAmount ?? null,
    realisedProfit: valuation?.realisedProfit ?? null,
    position:
      valuation === null || valuation.positionAmount === '0'
        ? null
        : { quantity: valuation.positionAmount, costBasis: valuation.costBasis },
    guard: guardStatus(host.view(`keeper:${fund.fundId}`)),
    requests: valuation?.requests ?? null,
    verifiers: [...fund.verifiers, ...registered].map(({ name, address, weight }) => ({ name, address, weight })),
    accounts: accountsOf(fund),
    // a set that was opened for a registration has its own
    thresholds: open === null ? { ...fund.thresholds, total: totalWeight(fund.verifiers) } : weightsOf(open),
  }
}

const weightsOf = ({ claim, snapshot, intent, total }: FundStatus['thresholds']): FundStatus['thresholds'] => ({
  claim,
  snapshot,
  intent,
  total,
})

// the parts of machines/keeper.ts's context that people are shown
const keeperSchema = z.object({
  reading: z
    .object({ guard: z.string().nullable(), status: priceStatusSchema, value: z.string(), observedAt: z.int() })
    .nullable(),
  heldBy: z.enum(['NO_GUARD', 'NO_SOURCE', 'NOT_KEEPER', 'GAS_SPENT']).nullable(),
  unavailableBy: priceStatusSchema.nullable(),
})

/** The price guard as its keeper last read it; what it grew stale by since is in the keeper's state, too. */
function guardStatus(view: ReturnType<Host['view']>): FundStatus['guard'] {
  const read = keeperSchema.safeParse(view?.context)
  if (!read.success) return null
  const { reading, heldBy, unavailableBy } = read.data
  if (reading === null || reading.guard === null) return { status: null, value: '0', observedAt: 0, heldBy }
  return { status: unavailableBy ?? reading.status, value: reading.value, observedAt: reading.observedAt, heldBy }
}

/** Of the parallel regions, people ask for the round's. */
function roundState(value: Json): string {
  return typeof value === 'object' && value !== null && 'rounds' in value ? readableState(value['rounds']) : readableState(value)
}

function accountsOf(fund: FundConfig): FundStatus['accounts'] {
  const { owner, guardian, relayer, strategy, executor, keeper } = fund.accounts
  const roles: readonly (readonly [string, EvmAddress | null])[] = [
    ['owner', owner],
    ['guardian', guardian],
    ['relayer', relayer],
    ['strategy', strategy],
    ['executor', executor],
    ['keeper', keeper],
  ]
  return [
    ...roles.flatMap(([role, address]) => (address === null ? [] : [{ role, address }])),
    ...fund.crawlers.map(({ name, address }) => ({ role: `crawler ${name}`, address })),
  ]
}
