// What the chain and the swarm's words about it must never be, whatever was lost, forked or killed.
import { approvalDue } from '#protocol/approval.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { Intent } from '#protocol/intent.ts'
import type { JournalRecord } from '#runtime/records.ts'
import type { Block, ModelChain, ModelTransaction } from './modelChain.ts'
import type { Violation } from './violation.ts'

/** Who holds which nonce: the dull second account bot. */
export class NonceLedger {
  readonly #held = new Map<string, string>()

  /** @returns what is wrong with signing this, if anything */
  sign({ from, nonce, to, data }: ModelTransaction, isFree: boolean): string | undefined {
    const key = `${from}/${nonce}`
    const call = `${to} ${data}`
    const held = this.#held.get(key)
    this.#held.set(key, call)
    // bytes at a nonce that nothing final has used may still land
    return held === undefined || held === call || isFree
      ? undefined
      : `nonce ${nonce} of ${from} belongs to ${held.slice(0, 60)}… and was signed for ${call.slice(0, 60)}…`
  }
}

/** Looks at every block and every fact. */
export class ChainLaw {
  readonly #fund: FundConfig
  readonly #chain: ModelChain
  readonly #broken: (violation: Violation) => void
  readonly #wasMisled: () => boolean
  readonly #ledger = new NonceLedger()
  /** Nonces whose transaction had its confirmations once. */
  readonly #settledNonces = new Set<string>()
  readonly #executedFacts = new Set<string>()
  /** How many persons' approval was used, by the digest of the trade. */
  readonly #approved = new Map<string, number>()
  /** Who asked for it, by the digest of the trade; and the trade, by the request that it was asked with. */
  readonly #askers = new Map<string, string>()
  readonly #asked = new Map<string, string>()
  #head: Block | undefined

  /** @param wasMisled did a node ever answer from an older block? */
  constructor(chain: ModelChain, broken: (violation: Violation) => void, wasMisled: () => boolean = () => false) {
    this.#wasMisled = wasMisled
    this.#fund = chain.fund
    this.#chain = chain
    this.#broken = broken
  }

  /** An account's bytes, before anyone sees them. */
  signed(transaction: ModelTransaction): void {
    const { from, nonce } = transaction
    // where no node was behind and no block was lost, whoever asked knows that the nonce is spent
    const isKnownSpent = this.#chain.reorgs === 0 && !this.#wasMisled() && (this.#chain.head.nonces.get(from) ?? 0) > nonce
    const problem = this.#ledger.sign(transaction, this.#settledNonces.has(`${from}/${nonce}`) && !isKnownSpent)
    if (problem !== undefined) this.#say('nonce', problem)
  }

  /** The chain as it stands; only what is new is looked at. */
  look(): void {
    const { head, settled } = this.#chain
    if (head === this.#head) return
    this.#head = head
    for (const { transaction } of settled.values()) this.#settledNonces.add(`${transaction.from}/${transaction.nonce}`)
    const seen = new Set<string>()
    for (const { intentHash, time } of head.state.executions) {
      if (seen.has(intentHash)) this.#say('executed twice', intentHash)
      seen.add(intentHash)
      const stored = head.state.intents.get(intentHash)
      if (stored === undefined) this.#say('unknown intent', intentHash)
      else this.#judge(intentHash, stored, time)
    }
    for (const [transfer, count] of head.state.transfers) if (count > 1) this.#say('transferred twice', transfer)
  }

  /** What a durable record says of the chain. */
  take(record: JournalRecord): void {
    if (record.kind !== 'turn') return
    for (const { type, data } of record.facts ?? []) {
      if (type === 'approval.ended' && data['how'] === 'used') this.#judgeUse(hashIn(data['digest']), data['persons'])
      if (type === 'intent.awaitingApproval' || type === 'intent.proposed') this.#judgeAsked(data)
      if (type === 'account.confirmed') this.#settledOnce(type, hashIn(data['txHash']))
      if (type !== 'intent.executed') continue
      const intentHash = hashIn(data['intentHash'])
      if (this.#executedFacts.has(intentHash)) this.#say('told twice', `${type} of ${intentHash}`)
      this.#executedFacts.add(intentHash)
      this.#settledOnce(type, hashIn(data['txHash']))
    }
  }

  get executedFacts(): number {
    return this.#executedFacts.size
  }

  #judge(intentHash: string, stored: { intent: Intent; approvedBy: readonly string[] }, time: number): void {
    const { intent, approvedBy } = stored
    if (time < intent.validAfter || time > intent.deadline)
      this.#say('window', `${intentHash} was executed at ${time}, its window is ${intent.validAfter} to ${intent.deadline}`)
    const due = approvalDue(this.#fund, intent)?.quorum ?? 0
    const approved = this.#approved.get(intentHash) ?? 0
    if (approved < due) this.#say('approval', `${intentHash} was executed with the approval of ${approved} of ${due} persons`)
    const weight = this.#fund.verifiers.reduce((sum, one) => sum + (approvedBy.includes(one.address) ? one.weight : 0), 0)
    if (weight < this.#fund.thresholds.intent)
      this.#say('threshold', `${intentHash} was executed with a weight of ${weight} of ${this.#fund.thresholds.intent}`)
  }

  /** One request is one trade. */
  #judgeAsked(data: Readonly<Record<string, unknown>>): void {
    const { intentHash, askedBy, requestId } = data
    if (typeof askedBy !== 'string' || typeof requestId !== 'string') return
    const before = this.#asked.get(requestId) ?? hashIn(intentHash)
    if (before !== intentHash) this.#say('asked once', `request ${requestId} is ${before} and ${hashIn(intentHash)}`)
    this.#asked.set(requestId, before)
    this.#askers.set(hashIn(intentHash), askedBy)
  }

  /** Who asked for a trade, or answers for the strategy, did not approve it. */
  #judgeUse(digest: string, persons: unknown): void {
    this.#approved.set(digest, personsIn(persons))
    const barred = [this.#askers.get(digest), this.#fund.proposer].filter((person) => person !== undefined)
    const own = barred.filter((person) => Array.isArray(persons) && persons.includes(person))
    if (own.length > 0) this.#say('own approval', `${digest} was approved by ${own.join(', ')}, who asked for it`)
  }

  #settledOnce(what: string, txHash: string): void {
    if (!this.#chain.settled.has(txHash)) this.#say('unproven', `${what} names ${txHash}, which never had its confirmations`)
  }

  #say(law: string, detail: string): void {
    this.#broken({ law, detail })
  }
}

/** How many different ones a fact names. */
const personsIn = (said: unknown): number => (Array.isArray(said) ? new Set(said).size : 0)

/** A fact's hash; what is none of it equals no other. */
function hashIn(said: unknown): string {
  return typeof said === 'string' ? said : ''
}
