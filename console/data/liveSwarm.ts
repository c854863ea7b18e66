// The swarm as the page knows it: a list of its bots, kept true by the stream of turns. The list names the sequence that it
// stands for and the stream goes on from there, so nothing is missed and nothing counted twice, also after a restart of the
// daemon or a night's sleep of the machine.
import { api, asked, Refusal } from './api.ts'
import { eventStream, type OpenStream } from './eventStream.ts'
import type { BotLine, TurnChange } from './shapes.ts'
import { forgetEnded, takeTurn } from './takeTurn.ts'

/** How the page stands to the daemon. */
export type Connection = 'connecting' | 'live' | 'away' | 'signedOut'

/** What pages see; a new object whenever something changed. Only `bots` is the same map for ever: it is not copied at each turn. */
export interface SwarmView {
  readonly connection: Connection
  /** Why it is not live; null while it is. */
  readonly problem: Refusal | null
  /** As of the last turn. A line is another object when it changed. */
  readonly bots: ReadonlyMap<string, BotLine>
  /** Newest first, bounded. */
  readonly turns: readonly TurnChange[]
  /** All turns after this one are in `turns`. */
  readonly turnsAfter: number
  /** The last sequence that is in this view; 0 before the first list. */
  readonly seq: number
  /** The same bots when one last came, went or failed: what is sorted by them is sorted then, and not at every turn. */
  readonly listed: readonly BotLine[]
  /** All bots of a moment ago, for what looks through their states: of this very moment in a small swarm. */
  readonly looked: readonly BotLine[]
  /** Turns that came over the stream since the page was opened. */
  readonly counted: number
  /** Is it the swarm as it was after `seq`, and not as it is? */
  readonly isPast: boolean
}

/** Turns that the page remembers: a few screens of a ticker. */
const turnsMax = 200
/** Turns that wait for a frame. A page that nobody sees has none, for hours. */
const waitingMax = 1_000
/** Bots that have ended and are remembered: the gateway knows all of them. */
const endedMax = 1_000
/** What looks through all bots does so at once in a small swarm, every half second among 10,000. */
const roundMsPerBot = 0.05
/** A daemon that is away is asked again after this, doubling. */
const [retryMs, retryMaxMs] = [500, 8_000]
const pageSize = 1_000

/** A swarm of which nothing is known yet. */
export const unknownSwarm: Omit<SwarmView, 'bots'> = {
  connection: 'connecting',
  problem: null,
  turns: [],
  turnsAfter: 0,
  seq: 0,
  listed: [],
  looked: [],
  counted: 0,
  isPast: false,
}

/** One per page. */
export class LiveSwarm {
  readonly #bots = new Map<string, BotLine>()
  #view: SwarmView = { ...unknownSwarm, bots: this.#bots }
  #fresh: TurnChange[] = []
  #stream: OpenStream | undefined
  /** Is all that was told in the view? */
  #isDrawn = true
  /** Has no bot come, gone or failed since the last round? */
  #isListed = true
  #roundAt = 0
  #round: ReturnType<typeof setTimeout> | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #retries = 0
  #isOpen = false
  readonly #listeners = new Set<() => void>()

  readonly view = (): SwarmView => this.#view

  /** Listens for a new view, at most one per frame; what it gives ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Begins, and goes on by itself until `close`. */
  open(): void {
    this.#isOpen = true
    void this.#begin()
  }

  close(): void {
    this.#isOpen = false
    this.#stream?.close()
    clearTimeout(this.#retry)
    clearTimeout(this.#round)
  }

  /** After signing in: at once. */
  readonly again = (): void => {
    clearTimeout(this.#retry)
    this.#retries = 0
    this.#stream?.close()
    void this.#begin()
  }

  /** After a sleep: goes on from where it was over a new connection, and sees whether somebody has signed in meanwhile. */
  readonly wake = (): void => {
    if (!this.#isOpen) return
    if (this.#view.seq === 0 || this.#view.connection === 'signedOut') return this.again()
    this.#fold()
    clearTimeout(this.#retry)
    this.#show({ connection: 'connecting' })
    this.#follow(this.#view.seq)
  }

  async #begin(): Promise<void> {
    try {
      const { bots, through } = await allBots()
      if (!this.#isOpen) return
      this.#bots.clear()
      for (const bot of bots) this.#bots.set(bot.address, bot)
      this.#isListed = false
      // what happened while the page was away is in the list, and not among the turns
      const isGap = through > this.#view.seq
      this.#show({ problem: null, seq: through, ...(isGap && { turns: [], turnsAfter: through }), ...this.#nextRound() })
      this.#follow(through)
    } catch (failure) {
      this.#failed(failure)
    }
  }

  #follow(after: number): void {
    let wasOpen = false
    this.#stream?.close()
    this.#stream = eventStream(`/api/v1/events/turns?after=${after}`, {
      opened: () => {
        wasOpen = true
        this.#retries = 0
        this.#show({ connection: 'live', problem: null })
      },
      // what was told is JSON of the gateway's own making
      told: (text) => this.#take(JSON.parse(text) as TurnChange),
      // the browser tries again by itself, from where it was
      lost: () => this.#show({ connection: 'away' }),
      // it will not
      ended: () => (wasOpen ? this.#later(() => this.#follow(this.#view.seq)) : void this.#refused(after)),
    })
  }

  /** Busy or away: the same again. Signed out: said. Else the journal no longer reaches back so far: the list anew. */
  async #refused(after: number): Promise<void> {
    try {
      await asked(api.GET('/api/v1/me'))
    } catch (failure) {
      if (failure instanceof Refusal && failure.status === 401) return this.#failed(failure)
      return this.#later(() => this.#follow(after))
    }
    await this.#begin()
  }

  #take(turn: TurnChange): void {
    this.#fresh.push(turn)
    if (this.#isDrawn) requestAnimationFrame(() => this.#fold())
    this.#isDrawn = false
    if (this.#fresh.length >= waitingMax) this.#fold()
  }

  /** All turns since the last frame at once: 200 a second are 60 views a second at most. */
  #fold(): void {
    this.#isDrawn = true
    const fresh = this.#fresh.filter(({ seq }) => seq > this.#view.seq)
    this.#fresh = []
    const last = fresh.at(-1)
    if (last === undefined) return
    const count = this.#bots.size
    for (const turn of fresh) {
      this.#isListed &&= this.#bots.get(turn.actor)?.status === turn.status
      takeTurn(this.#bots, turn)
    }
    this.#isListed &&= this.#bots.size === count
    const all = [...fresh.toReversed(), ...this.#view.turns]
    const dropped = all[turnsMax]
    this.#show({
      turns: all.slice(0, turnsMax),
      turnsAfter: dropped?.seq ?? this.#view.turnsAfter,
      seq: last.seq,
      counted: this.#view.counted + fresh.length,
      ...this.#roundIfDue(),
    })
  }

  #roundIfDue(): Partial<SwarmView> {
    if (this.#round !== undefined) return {}
    const waitMs = this.#roundAt + this.#bots.size * roundMsPerBot - performance.now()
    if (waitMs <= 0) return this.#nextRound()
    this.#round = setTimeout(() => this.#show(this.#nextRound()), waitMs)
    return {}
  }

  #nextRound(): Partial<SwarmView> {
    clearTimeout(this.#round)
    this.#round = undefined
    this.#roundAt = performance.now()
    if (!this.#isListed) forgetEnded(this.#bots, endedMax)
    const looked = [...this.#bots.values()]
    const listed = this.#isListed ? this.#view.listed : looked
    this.#isListed = true
    return { looked, listed }
  }

  #failed(failure: unknown): void {
    if (!this.#isOpen) return
    const problem = failure instanceof Refusal ? failure : null
    if (problem?.status === 401) return this.#show({ connection: 'signedOut', problem })
    this.#show({ problem })
    this.#later(() => void this.#begin())
  }

  #later(what: () => void): void {
    if (!this.#isOpen) return
    this.#show({ connection: 'away' })
    const waitMs = Math.min(retryMaxMs, retryMs * 2 ** this.#retries)
    this.#retries += 1
    this.#retry = setTimeout(what, waitMs)
  }

  #show(change: Partial<SwarmView>): void {
    this.#view = { ...this.#view, ...change }
    for (const listener of this.#listeners) listener()
  }
}

async function allBots(): Promise<{ readonly bots: readonly BotLine[]; readonly through: number }> {
  const bots: BotLine[] = []
  // what changes while pages are read is told again by the stream: the first page's moment is where it begins
  let through = 0
  let cursor: string | undefined
  do {
    const query = { limit: pageSize, ...(cursor !== undefined && { cursor }) }
    const page = await asked(api.GET('/api/v1/bots', { params: { query } }))
    bots.push(...page.bots)
    if (bots.length === page.bots.length) through = page.through
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return { bots, through }
}
