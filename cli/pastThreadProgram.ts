// The thread that reads the journal for people, beside the daemon. It starts in the time that its imports take, so that there
// are few: no machine and no role.
import { readableState } from '#chat/commands/figures.ts'
import type { Caller } from '#gateway/caller.ts'
import type { BotThenLine } from '#gateway/pastDesk.ts'
import { fundOfContext, seesBotOf } from '#gateway/botFund.ts'
import { BotsAt, type BotsThen, type BotThen } from '#runtime/botsAt.ts'
import { botTurns, earliestOf, type BotTurns, type BotTurnsWanted } from '#runtime/botTurns.ts'
import type { CommittedTurn } from '#runtime/host.ts'
import { recordsAt, type RecordsAt } from '#runtime/momentAt.ts'
import { committedTurn, waitsOf } from '#runtime/observation.ts'
import type { TurnRecord } from '#runtime/records.ts'
import type { StateAtOptions } from '#runtime/stateAt.ts'
import { swarmTurns, type SwarmTurnsWanted } from '#runtime/swarmTurns.ts'
import { searchTurns, type TurnSearch, type TurnsFound } from '#runtime/turnSearch.ts'
import { answerAsked } from './askedThread.ts'

/** What it is asked: a bot at a moment, a page of its turns, turns that are sought, all bots at a moment, their turns. */
export type PastQuestion =
  | { readonly kind: 'moment'; readonly at: Pick<StateAtOptions, 'journal' | 'address' | 'seq'> }
  | { readonly kind: 'turns'; readonly wanted: BotTurnsWanted }
  | ({ readonly kind: 'search'; readonly journal: string; readonly search: TurnSearch } & Whose)
  | ({ readonly kind: 'swarmTurns'; readonly wanted: Omit<SwarmTurnsWanted, 'wants'> } & Whose)
  | { readonly kind: 'bots'; readonly journal: string; readonly seq: number }

/** Whose turns are told. */
interface Whose {
  readonly caller: Caller
  readonly fund: string | undefined
}

/** A turn that was found, and whose it is. */
export interface FoundRecord {
  readonly turn: Omit<CommittedTurn, 'snapshot'>
  readonly fundId: string | null
}

/** What it answers. */
export type PastAnswer =
  | { readonly kind: 'moment'; readonly records: RecordsAt }
  | { readonly kind: 'turns'; readonly page: BotTurns }
  | { readonly kind: 'search'; readonly found: Omit<TurnsFound, 'turns'>; readonly turns: readonly FoundRecord[] }
  | {
      readonly kind: 'swarmTurns'
      readonly turns: readonly FoundRecord[]
      readonly next: number | null
      readonly earliest: number
    }
  /** Undefined: others have their turn; ask again. */
  | { readonly kind: 'bots'; readonly found: BotsThen<BotThenLine> | undefined }

/** What it knows of the segments of the journal that it was asked about. */
let botsAt: { readonly journal: string; readonly bots: BotsAt<BotThenLine> } | undefined

answerAsked((question: PastQuestion): PastAnswer => {
  switch (question.kind) {
    case 'moment':
      return { kind: 'moment', records: recordsAt(question.at) }
    case 'turns':
      return { kind: 'turns', page: botTurns(question.wanted) }
    case 'search': {
      const { journal, search } = question
      const { turns, ...found } = searchTurns({ journal, search, wants: wantsOf(question) })
      return { kind: 'search', found, turns: turns.map(foundRecord) }
    }
    case 'swarmTurns': {
      const { turns, next } = swarmTurns({ ...question.wanted, wants: wantsOf(question) })
      return { kind: 'swarmTurns', turns: turns.map(foundRecord), next, earliest: earliestOf(question.wanted.journal) }
    }
    case 'bots': {
      const { journal, seq } = question
      if (botsAt?.journal !== journal) botsAt = { journal, bots: new BotsAt({ journal, lineOf }) }
      return { kind: 'bots', found: botsAt.bots.at(seq) }
    }
  }
})

function wantsOf({ caller, fund }: Whose): (turn: TurnRecord) => boolean {
  return ({ snapshot }) => {
    const fundId = fundOfContext(snapshot.context)
    return seesBotOf(caller, fundId) && (fund === undefined || fundId === fund)
  }
}

function foundRecord(record: TurnRecord): FoundRecord {
  // states are many times what is told of a turn
  const { snapshot: _state, ...turn } = committedTurn(record)
  return { turn, fundId: fundOfContext(record.snapshot.context) }
}

function lineOf({ record, isQuarantined }: BotThen): BotThenLine {
  const { actor, snapshot, seq, at, incarnation, book } = record
  return {
    address: actor,
    role: actor.slice(0, actor.indexOf(':')),
    fundId: fundOfContext(snapshot?.context ?? null),
    status: isQuarantined ? 'quarantined' : (snapshot?.status ?? 'active'),
    state: readableState(snapshot?.value),
    seq,
    at,
    restarts: Math.max(0, incarnation - 1),
    waits: waitsOf(book),
  }
}
