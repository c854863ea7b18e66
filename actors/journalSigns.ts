// What the journal tells a monitor of each fund: trades that are open, rounds that were lost, verifiers that say nothing. A
// projection of committed turns, made anew at each start and read on with each look; it is written nowhere.
import { setImmediate as nextTick } from 'node:timers/promises'
import { QuorateError } from '#protocol/errors.ts'
import { parseFact } from '#protocol/facts.ts'
import type { CommittedTurn, Host } from '#runtime/host.ts'

/** A proposed trade that is neither executed nor dropped. */
export interface OpenTrade {
  readonly intentHash: string
  /** when its proposal was on chain, s */
  readonly since: number
}
/** What is known of one fund. */
export interface FundSigns {
  readonly openTrades: readonly OpenTrade[]
  /** Rounds in a row that ended without a published snapshot. */
  readonly lostRounds: number
  /** How the last of them ended. */
  readonly lostBy: string
  /** Rounds with claims in a row in which this verifier said nothing. @param name as the fund's configuration has it */
  silence(verifier: { readonly address: string; readonly name: string }): number
}

interface Books {
  readonly open: Map<string, number>
  lostRounds: number
  lostBy: string
  /** rounds with claims that closed */
  worked: number
  hasClaim: boolean
  /** by address or `name:<name>`: `worked` when it last gave a sign of life */
  readonly seen: Map<string, number>
}

/** Others wait while a long journal is read: so many turns at a time. */
const turnsAtOnce = 500
/** Trades of a fund that are followed; a fund has a handful. */
const openMax = 1_000

/** The signs of every fund of one host. */
export class JournalSigns {
  readonly #host: () => Pick<Host, 'turns' | 'durableThrough'>
  readonly #books = new Map<string, Books>()
  #through = 0
  #reading: Promise<void> | undefined

  constructor(host: () => Pick<Host, 'turns' | 'durableThrough'>) {
    this.#host = host
  }

  /** Reads on to the end. @throws what the journal refuses */
  async of(fundId: string): Promise<FundSigns> {
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined))
    await this.#reading
    const { open, lostRounds, lostBy, worked, seen } = this.#of(fundId)
    return {
      openTrades: [...open].map(([intentHash, since]) => ({ intentHash, since })),
      lostRounds,
      lostBy,
      silence: ({ address, name }) => worked - Math.max(seen.get(address.toLowerCase()) ?? 0, seen.get(`name:${name}`) ?? 0),
    }
  }

  async #read(): Promise<void> {
    try {
      let taken = 0
      for await (const turn of this.#host().turns({ after: this.#through })) {
        this.#take(turn)
        if (++taken % turnsAtOnce === 0) await nextTick()
      }
    } catch (error) {
      const earliest = error instanceof QuorateError && error.code === 'JOURNAL_TRUNCATED' ? error.details['earliest'] : undefined
      if (typeof earliest !== 'number' || earliest - 1 <= this.#through) throw error
      this.#through = earliest - 1
      return this.#read()
    }
  }

  #of(fundId: string): Books {
    const known = this.#books.get(fundId)
    if (known !== undefined) return known
    const made: Books = { open: new Map(), lostRounds: 0, lostBy: '', worked: 0, hasClaim: false, seen: new Map() }
    this.#books.set(fundId, made)
    return made
  }

  #take(turn: CommittedTurn): void {
    this.#through = turn.seq
    this.#hear(turn)
    for (const stored of turn.facts) {
      const fact = readable(stored)
      if (fact === null || !('fundId' in fact) || fact.fundId === '') continue
      const books = this.#of(fact.fundId)
      switch (fact.type) {
        case 'intent.proposed':
          if (books.open.size < openMax) books.open.set(fact.intentHash, seconds(turn.at))
          break
        case 'intent.executed':
        case 'intent.dropped':
          books.open.delete(fact.intentHash)
          break
        case 'claim.submitted':
          books.hasClaim = true
          break
        case 'claim.attested':
        case 'snapshot.attested':
        case 'intent.attested':
          books.seen.set(fact.verifier.toLowerCase(), books.worked)
          break
        case 'round.closed':
          if (books.hasClaim) books.worked += 1
          books.hasClaim = false
          books.lostRounds = fact.outcome === 'published' ? 0 : books.lostRounds + 1
          books.lostBy = fact.outcome === 'published' ? '' : `${fact.outcome} ${fact.detail}`.trim()
          break
        default:
      }
    }
  }

  /** A verdict that came after the others' is a sign of life too; so is one that a bot of this process has formed. */
  #hear({ actor, event }: CommittedTurn): void {
    const [role, id] = [actor.slice(0, actor.indexOf(':')), actor.slice(actor.indexOf(':') + 1)]
    if (role === 'verifier' && /^xstate\.done\.actor\.verifier\.(reproduce|recompute|check|attest)/.test(event.type)) {
      const [fundId = '', name = ''] = id.split('.')
      const books = this.#of(fundId)
      books.seen.set(`name:${name}`, books.worked)
    }
    if (role === 'relayer' && event.type.endsWith('.attest') && typeof event['from'] === 'string') {
      const books = this.#of(id)
      books.seen.set(event['from'].toLowerCase(), books.worked)
    }
  }
}

const seconds = (at: string): number => Math.floor(Date.parse(at) / 1_000)

/** Null also for a fact that another version wrote: it tells nothing here. */
function readable(stored: Parameters<typeof parseFact>[0]): ReturnType<typeof parseFact> {
  try {
    return parseFact(stored)
  } catch {
    return null
  }
}
