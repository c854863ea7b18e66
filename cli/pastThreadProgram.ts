// The thread that reads the journal for people, beside the daemon. It starts in the time that its imports take, so that there
// are few: no machine and no role.
import type { Caller } from '#gateway/caller.ts'
import { fundOfContext, seesBotOf } from '#gateway/botFund.ts'
import { botTurns, type BotTurns, type BotTurnsWanted } from '#runtime/botTurns.ts'
import type { CommittedTurn } from '#runtime/host.ts'
import { recordsAt, type RecordsAt } from '#runtime/momentAt.ts'
import { committedTurn } from '#runtime/observation.ts'
import type { StateAtOptions } from '#runtime/stateAt.ts'
import { searchTurns, type TurnSearch, type TurnsFound } from '#runtime/turnSearch.ts'
import { answerAsked } from './askedThread.ts'

/** What it is asked: a bot at a moment, a page of its turns, or turns that are sought. */
export type PastQuestion =
  | { readonly kind: 'moment'; readonly at: Pick<StateAtOptions, 'journal' | 'address' | 'seq'> }
  | { readonly kind: 'turns'; readonly wanted: BotTurnsWanted }
  | {
      readonly kind: 'search'
      readonly journal: string
      readonly search: TurnSearch
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

answerAsked((question: PastQuestion): PastAnswer => {
  if (question.kind === 'moment') return { kind: 'moment', records: recordsAt(question.at) }
  if (question.kind === 'turns') return { kind: 'turns', page: botTurns(question.wanted) }
  const { journal, search, caller, fund } = question
  const { turns, ...found } = searchTurns({
    journal,
    search,
    wants: ({ snapshot }) => {
      const fundId = fundOfContext(snapshot.context)
      return seesBotOf(caller, fundId) && (fund === undefined || fundId === fund)
    },
  })
  return {
    kind: 'search',
    found,
    turns: turns.map((record) => {
      // states are many times what is told of a turn
      const { snapshot: _state, ...turn } = committedTurn(record)
      return { turn, fundId: fundOfContext(record.snapshot.context) }
    }),
  }
})
