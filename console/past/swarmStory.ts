// The swarm, or a fund's bots, in the past: a run of their turns without gaps, and how every bot stood after any of them. The
// bots before the run's first turn are asked for once; what each turn changes is folded into them, as for the live swarm.
import { pageWithTurns } from '#console/data/pageWithTurns.ts'
import { askedOf, Refusal } from '#console/data/api.ts'
import { unknownSwarm, type SwarmView } from '#console/data/liveSwarm.ts'
import type { BotLine, SwarmTurns, TurnChange } from '#console/data/shapes.ts'
import { takeTurn } from '#console/data/takeTurn.ts'
import type { SwarmSource } from '#console/data/useSwarm.ts'
import { indexAt, type TimeRun, type TimeStory } from './timeline.ts'

/** Answers a path with the JSON of its document. @throws Refusal */
export type AskPath = <Data>(path: string) => Promise<Data>

/** What a page sees of it; a new object whenever something changed. */
export interface SwarmRun extends TimeRun {
  readonly turns: readonly TurnChange[]
  readonly refusal: Refusal | undefined
}
interface BotsPage {
  readonly bots: readonly BotLine[]
  readonly next: string | null
}

const pageSize = 200
/** Turns that are kept of a page that stands at now, and of one that goes through the past. */
const [liveMax, keptMax] = [400, 4_000]
/** As the live page shows. */
const tickerMax = 200
const noRun: SwarmRun = { turns: [], hasEarlier: false, hasLater: false, isLoading: true, refusal: undefined }
const noBots: SwarmView = { ...unknownSwarm, connection: 'live', bots: new Map(), isPast: true }

/** Of all bots that are there for the reader, or of one fund's. */
export class SwarmStory implements SwarmSource, TimeStory {
  readonly #fund: string | undefined
  readonly #ask: AskPath
  #run = noRun
  #view = noBots
  /** All turns from here on are in the run, and up to there. */
  #from = 1
  #through = 0
  /** The first record that the journal holds, as far as was told. */
  #earliest = 1
  /** The moment that is shown; undefined: now, which the live swarm shows. */
  #moment: number | undefined
  /** The bots as of a moment, and those that the run's turns up to another one made of them. */
  #base: { readonly seq: number; readonly bots: ReadonlyMap<string, BotLine> } | undefined
  #folded: { readonly base: number; seq: number; readonly bots: Map<string, BotLine> } | undefined
  #work: Promise<void> = Promise.resolve()
  readonly #listeners = new Set<() => void>()

  constructor(fund?: string, ask: AskPath = askedOf) {
    this.#fund = fund
    this.#ask = ask
  }

  readonly run = (): SwarmRun => this.#run
  /** The bots at the moment; `seq` is 0 until there is one. */
  readonly view = (): SwarmView => this.#view
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly again = (): void => void this.at(this.#moment)

  /** Shows a moment. @param seq undefined: now */
  async at(seq: number | undefined): Promise<void> {
    this.#moment = seq
    if (seq !== undefined && this.#run.refusal === undefined && this.#shows(seq)) return
    await this.#next(async () => {
      if (this.#moment !== seq) return // another wish came meanwhile
      if (seq === undefined) {
        if (this.#through === 0) await this.#open()
        return
      }
      if (this.#through === 0 || seq + 1 < this.#from || (this.#run.hasLater && seq > this.#through)) await this.#around(seq)
      if (this.#base === undefined || this.#base.seq > seq || this.#base.seq + 1 < this.#from) await this.#askBase()
      this.#shows(seq)
    })
  }

  async earlier(): Promise<void> {
    await this.#next(async () => {
      if (!this.#run.hasEarlier) return
      const page = await this.#turns(`before=${this.#from}`)
      const all = [...page.turns, ...this.#run.turns]
      const turns = all.slice(0, keptMax)
      if (all.length > keptMax) this.#through = turns.at(-1)?.seq ?? 0
      this.#from = page.next ?? page.earliest
      this.#show({ turns, hasEarlier: page.next !== null, hasLater: this.#run.hasLater || all.length > keptMax })
    })
  }

  async later(): Promise<void> {
    await this.#next(async () => {
      if (!this.#run.hasLater) return
      const page = await this.#turns(`after=${this.#through}`)
      this.#through = page.next ?? page.through
      this.#show({ ...this.#bounded([...this.#run.turns, ...page.turns], keptMax), hasLater: page.next !== null })
    })
  }

  /** To the first turns that are held. @returns the first of them */
  async oldest(): Promise<number | undefined> {
    await this.#next(async () => {
      if (!this.#run.hasEarlier) return
      const page = await pageWithTurns((next) => this.#turns(`after=${next ?? this.#earliest - 1}`))
      this.#from = this.#earliest
      this.#through = page.next ?? page.through
      this.#show({ turns: page.turns, hasEarlier: false, hasLater: page.next !== null })
    })
    return this.#run.hasEarlier ? undefined : this.#run.turns[0]?.seq
  }

  async newest(): Promise<void> {
    await this.#next(async () => {
      if (this.#run.hasLater) await this.#open()
    })
  }

  /** News of the live swarm, newest first and perhaps not all of them; while the past is shown they wait. */
  follow({ turns: news, turnsAfter }: Pick<SwarmView, 'turns' | 'turnsAfter'>): void {
    if (this.#through === 0 || (news[0]?.seq ?? 0) <= this.#through) return
    if (this.#moment !== undefined || this.#run.hasLater) {
      if (!this.#run.hasLater) this.#show({ hasLater: true })
      return
    }
    const isWhole = turnsAfter <= this.#through
    const fresh = news.filter(({ seq, fundId }) => (!isWhole || seq > this.#through) && this.#isOurs(fundId)).toReversed()
    this.#through = news[0]?.seq ?? this.#through
    if (isWhole) return this.#show(this.#bounded([...this.#run.turns, ...fresh], liveMax))
    // more happened than the page was told one by one: the run begins anew
    this.#from = turnsAfter + 1
    this.#show({ turns: fresh, hasEarlier: true })
  }

  #isOurs(fundId: string | null): boolean {
    return this.#fund === undefined || fundId === this.#fund
  }

  #bounded(all: readonly TurnChange[], max: number): Pick<SwarmRun, 'turns' | 'hasEarlier'> {
    const turns = all.slice(-max)
    if (turns.length < all.length) this.#from = turns[0]?.seq ?? this.#from
    return { turns, hasEarlier: this.#run.hasEarlier || turns.length < all.length }
  }

  async #open(): Promise<void> {
    const page = await this.#turns('')
    this.#from = page.next ?? page.earliest
    this.#through = page.through
    this.#show({ turns: page.turns, hasEarlier: page.next !== null, hasLater: false })
  }

  async #around(seq: number): Promise<void> {
    const before = await this.#turns(`before=${seq + 1}`)
    const after = await this.#turns(`after=${seq}`)
    this.#from = before.next ?? before.earliest
    this.#through = after.next ?? after.through
    this.#show({ turns: [...before.turns, ...after.turns], hasEarlier: before.next !== null, hasLater: after.next !== null })
  }

  async #turns(query: string): Promise<SwarmTurns> {
    const fund = this.#fund === undefined ? '' : `&fund=${encodeURIComponent(this.#fund)}`
    const page = await this.#ask<SwarmTurns>(`/api/v1/swarm/turns?${query}&limit=${pageSize}${fund}`.replace('?&', '?'))
    this.#earliest = page.earliest
    return page
  }

  /** The bots right before the run; before the first record there is none. */
  async #askBase(): Promise<void> {
    const seq = this.#run.hasEarlier || this.#from > 1 ? Math.max(1, this.#from - (this.#run.hasEarlier ? 1 : 0)) : 0
    const bots = new Map<string, BotLine>()
    let cursor: string | null = seq === 0 ? null : ''
    while (cursor !== null) {
      const fund: string = this.#fund === undefined ? '' : `&fund=${encodeURIComponent(this.#fund)}`
      const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const page: BotsPage = await this.#ask<BotsPage>(`/api/v1/bots?at=${seq}&all=true${fund}${from}`)
      for (const bot of page.bots) bots.set(bot.address, bot)
      cursor = page.next
    }
    this.#base = { seq, bots }
  }

  /** @returns false: what is there does not tell it */
  #shows(seq: number): boolean {
    const base = this.#base
    const isThere = base !== undefined && base.seq <= seq && base.seq + 1 >= this.#from
    if (!isThere || (this.#run.hasLater && seq > this.#through)) return false
    const { turns } = this.#run
    const before = this.#folded
    const goesOn = before !== undefined && before.base === base.seq && before.seq <= seq
    const folded = goesOn ? before : { base: base.seq, seq: base.seq, bots: new Map(base.bots) }
    let isListed = goesOn
    for (const turn of turns.slice(indexAt(turns, folded.seq) + 1, indexAt(turns, seq) + 1)) {
      isListed &&= folded.bots.get(turn.actor)?.status === turn.status
      takeTurn(folded.bots, turn)
    }
    folded.seq = seq
    this.#folded = folded
    const bots = new Map(folded.bots)
    const listed = isListed && this.#view.listed.length === bots.size ? this.#view.listed : [...bots.values()]
    const upTo = indexAt(turns, seq) + 1
    this.#view = {
      ...noBots,
      bots,
      listed,
      looked: [...bots.values()],
      seq,
      turns: turns.slice(Math.max(0, upTo - tickerMax), upTo).toReversed(),
    }
    this.#tell()
    return true
  }

  /** One thing after another: what a page wants next begins where the last one ended. */
  #next(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(async () => {
      this.#show({ isLoading: true })
      try {
        await work()
        this.#show({ isLoading: false, refusal: undefined })
      } catch (failure) {
        if (!(failure instanceof Refusal)) throw failure
        this.#view = { ...noBots, problem: failure }
        this.#show({ isLoading: false, refusal: failure })
      }
    })
    return this.#work
  }

  #show(change: Partial<SwarmRun>): void {
    this.#run = { ...this.#run, ...change }
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
