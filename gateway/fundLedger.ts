// What is told of claims, snapshots and intents, read from the journal's facts: a projection, made anew at each start.
import { QuorateError } from '#protocol/errors.ts'
import { noteExecution, type ExecutionRow } from './executionBook.ts'
import { emptyHistory, noteHistory, type FundHistory } from './fundHistory.ts'
import { JournalCounts } from './journalCounts.ts'
import { readFact, recentSpan } from '#chat/commands/journalReading.ts'
import type { Fact } from '#protocol/facts.ts'
import type { CommittedTurn, Host } from '#runtime/host.ts'

type Data<Name extends Fact['type']> = Extract<Fact, { type: Name }>

/** How far something is towards its threshold; null before the first signature. */
export interface LedgerTally {
  readonly attestedWeight: number
  readonly thresholdWeight: number
  readonly totalWeight: number
}
interface Row {
  /** Of the fact that began it: the cursor of lists. */
  readonly seq: number
  readonly at: string
  readonly round: number
  readonly tally: LedgerTally | null
}
/** A claim and what became of it. */
export interface ClaimRow extends Row {
  readonly claimHash: string
  readonly status: 'pending' | 'finalized' | 'refused'
  readonly crawler: string
  readonly claim: Data<'claim.submitted'>['claim']
  readonly detail: string
}
/** An intent and what became of it. */
export interface IntentRow extends Row {
  readonly intentHash: string
  readonly status: 'awaitingApproval' | 'cleared' | 'proposed' | 'approved' | 'executed' | Data<'intent.dropped'>['outcome']
  readonly intent: Data<'intent.proposed'>['intent']
  readonly reason: string
  /** Of the newest transaction that was told of it. */
  readonly txHash: string | null
  readonly block: number | null
  readonly detail: string
}
/** Where the journal has the story of a trade: sequence numbers, the first one left out. */
export interface StoryRange {
  readonly after: number
  /** Infinity while it goes on. */
  readonly through: number
}
/** The newest published snapshot. */
export interface SnapshotRow {
  readonly round: number
  readonly root: string
  readonly claimHashes: readonly string[]
  readonly block: number
  readonly at: string
}

/** Rows of a fund that are kept; older ones are in the journal. */
const rowsMax = 10_000

interface Books {
  readonly claims: Map<string, ClaimRow>
  readonly intents: Map<string, IntentRow>
  readonly executions: Map<string, ExecutionRow>
  readonly history: FundHistory
  /** Where each round was opened. */
  readonly rounds: Map<string, number>
  /** Where each trade was told of last. */
  readonly lastSeqs: Map<string, number>
  snapshot: SnapshotRow | undefined
}

/** Facts that change a book. */
const ofBooks = /^(?:claim\.|intent\.|snapshot\.|round\.opened$|fund\.valued$)/

/** The books of every fund. */
export class FundLedger {
  readonly #host: Host
  readonly #books = new Map<string, Books>()
  readonly #stop = new AbortController()
  /** Read since the earliest record that the journal keeps. */
  readonly counts = new JournalCounts()
  #through = 0
  #end = 0
  #running: Promise<void> | undefined

  constructor(host: Host) {
    this.#host = host
  }

  /** Begins to read; lists answer CATCHING_UP until what was there at this moment is read. */
  begin(): void {
    this.#end = this.#host.durableThrough()
    this.#running = this.#follow(0)
  }

  async close(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  /** Is everything read that was there when it began? */
  get isCaughtUp(): boolean {
    return this.#through >= this.#end
  }

  /** Oldest first; walked, not copied. @throws CATCHING_UP */
  claims(fundId: string): Iterable<ClaimRow> {
    return this.#read(fundId).claims.values()
  }
  /** @throws CATCHING_UP, UNKNOWN_CLAIM */
  claim(fundId: string, claimHash: string): ClaimRow {
    const found = this.#read(fundId).claims.get(claimHash)
    if (found === undefined) throw new QuorateError('UNKNOWN_CLAIM', { claimHash })
    return found
  }
  /** Oldest first; walked, not copied. @throws CATCHING_UP */
  intents(fundId: string): Iterable<IntentRow> {
    return this.#read(fundId).intents.values()
  }
  /** @throws CATCHING_UP, UNKNOWN_INTENT */
  intent(fundId: string, intentHash: string): IntentRow {
    const found = this.#read(fundId).intents.get(intentHash)
    if (found === undefined) throw new QuorateError('UNKNOWN_INTENT', { intentHash })
    return found
  }
  /** Oldest first; walked, not copied. @throws CATCHING_UP */
  executions(fundId: string): Iterable<ExecutionRow> {
    return this.#read(fundId).executions.values()
  }
  /** @throws CATCHING_UP, NO_SNAPSHOT */
  snapshot(fundId: string): SnapshotRow {
    const { snapshot } = this.#read(fundId)
    if (snapshot === undefined) throw new QuorateError('NO_SNAPSHOT', { fundId })
    return snapshot
  }
  /** @throws CATCHING_UP */
  history(fundId: string): FundHistory {
    return this.#read(fundId).history
  }
  /** What belongs to a trade began with its round; what a chain did later is found in the journal. @throws as `intent` */
  storyRange(fundId: string, intentHash: string): StoryRange {
    const { round, seq, status } = this.intent(fundId, intentHash)
    const { rounds, lastSeqs } = this.#read(fundId)
    const isOver = !goesOn.has(status)
    return {
      after: (rounds.get(String(round)) ?? Math.max(1, seq - recentSpan)) - 1,
      through: isOver ? (lastSeqs.get(intentHash) ?? seq) + tailSpan : Number.POSITIVE_INFINITY,
    }
  }

  #read(fundId: string): Books {
    if (!this.isCaughtUp) throw new QuorateError('CATCHING_UP', { through: this.#through, end: this.#end })
    return this.#of(fundId)
  }

  #of(fundId: string): Books {
    const known = this.#books.get(fundId)
    if (known !== undefined) return known
    const made: Books = {
      claims: new Map(),
      intents: new Map(),
      executions: new Map(),
      history: emptyHistory(),
      rounds: new Map(),
      lastSeqs: new Map(),
      snapshot: undefined,
    }
    this.#books.set(fundId, made)
    return made
  }

  async #follow(after: number): Promise<void> {
    try {
      for await (const turn of this.#host.turns({ after, follow: true, signal: this.#stop.signal })) this.#take(turn)
    } catch (error) {
      const earliest = error instanceof QuorateError && error.code === 'JOURNAL_TRUNCATED' ? error.details['earliest'] : undefined
      if (typeof earliest !== 'number') throw error
      return this.#follow(earliest - 1)
    }
  }

  #take(turn: CommittedTurn): void {
    const { seq, at } = turn
    // reading one costs more than all that is done with it: most are nobody's business here
    const facts = turn.facts.flatMap((stored) =>
      ofBooks.test(stored.type) || JournalCounts.reads(stored.type) ? (readFact(stored)?.fact ?? []) : [],
    )
    this.counts.take(turn, facts)
    for (const fact of facts) {
      if (!('fundId' in fact)) continue
      const books = this.#of(fact.fundId)
      this.#note(books, fact, { seq, at })
      noteExecution(books.executions, fact, { seq, at })
      trim(books.executions)
      noteHistory(books.history, fact, { seq, at })
      if ('intentHash' in fact) last(books.lastSeqs, fact.intentHash, seq)
      if (fact.type === 'round.opened') last(books.rounds, String(fact.round), seq)
    }
    this.#through = seq
  }

  #note(books: Books, fact: Extract<Fact, { fundId: string }>, when: { readonly seq: number; readonly at: string }): void {
    switch (fact.type) {
      case 'claim.submitted': {
        const { claimHash, round, crawler, claim } = fact
        keep(books.claims, claimHash, { claimHash, round, crawler, claim, ...when, status: 'pending', tally: null, detail: '' })
        return
      }
      case 'claim.attested':
        return change(books.claims, fact.claimHash, { tally: tallyOf(fact) })
      case 'claim.finalized':
        return change(books.claims, fact.claimHash, { status: 'finalized' })
      case 'claim.refused':
        return change(books.claims, fact.claimHash, { status: 'refused', detail: fact.detail })
      case 'snapshot.published': {
        const { round, root, claimHashes, block } = fact
        books.snapshot = { round, root, claimHashes, block, at: when.at }
        return
      }
      case 'intent.awaitingApproval':
      case 'intent.proposed': {
        const { intentHash, round, intent, reason } = fact
        const [status, txHash] =
          fact.type === 'intent.proposed' ? (['proposed', fact.txHash] as const) : (['awaitingApproval', null] as const)
        const begun = { tally: null, detail: '', block: null } as const
        keep(books.intents, intentHash, { intentHash, round, intent, reason, status, txHash, ...when, ...begun })
        return change(books.intents, intentHash, { status, txHash })
      }
      case 'intent.cleared':
        return change(books.intents, fact.intentHash, { status: 'cleared' })
      case 'intent.attested':
        return change(books.intents, fact.intentHash, { tally: tallyOf(fact) })
      case 'intent.approved':
        return change(books.intents, fact.intentHash, { status: 'approved', txHash: fact.txHash })
      case 'intent.executed':
        return change(books.intents, fact.intentHash, { status: 'executed', txHash: fact.txHash, block: fact.block })
      case 'intent.dropped':
        return change(books.intents, fact.intentHash, { status: fact.outcome, detail: fact.detail })
      default:
    }
  }
}

/** Sequence numbers after a trade's end that still belong to it: its approval, its round and its account say so at once. */
const tailSpan = 200

/** States of a trade that something may follow. */
const goesOn = new Set<IntentRow['status']>(['awaitingApproval', 'cleared', 'proposed', 'approved'])

function last(seqs: Map<string, number>, key: string, seq: number): void {
  seqs.set(key, seq)
  trim(seqs)
}

function keep<Kept>(rows: Map<string, Kept>, key: string, row: Kept): void {
  if (rows.has(key)) return
  rows.set(key, row)
  trim(rows)
}

/** A Map's first key is its oldest. */
function trim(rows: Map<string, unknown>): void {
  if (rows.size > rowsMax) rows.delete(rows.keys().next().value as string)
}

function change<Kept>(rows: Map<string, Kept>, key: string, to: Partial<Kept>): void {
  const known = rows.get(key)
  if (known !== undefined) rows.set(key, { ...known, ...to })
}

function tallyOf({ attestedWeight, thresholdWeight, totalWeight }: LedgerTally): LedgerTally {
  return { attestedWeight, thresholdWeight, totalWeight }
}
