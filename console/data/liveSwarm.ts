// The swarm as the page knows it: a list of its bots, kept true by the stream of turns. The list names the sequence that it
// stands for and the stream goes on from there, so nothing is missed and nothing counted twice, also after a restart of the
// daemon or a night's sleep of the machine.
import { api, asked, Refusal } from './api.ts'
import { eventStream, type OpenStream } from './eventStream.ts'
import type { BotLine, TurnChange } from './shapes.ts'

/** How the page stands to the daemon. */
export type Connection = 'connecting' | 'live' | 'away' | 'signedOut'

/** What pages see; a new object whenever something changed. */
export interface SwarmView {
  readonly connection: Connection
  /** Why it is not live; null while it is. */
  readonly problem: Refusal | null
  readonly bots: ReadonlyMap<string, BotLine>
  /** Newest first, bounded. */
  readonly turns: readonly TurnChange[]
  /** The last sequence that is in this view; 0 before the first list. */
  readonly seq: number
  /** The same bots when one last came, went or failed: what is sorted by them is sorted then, and not at every turn. */
  readonly listed: readonly BotLine[]
  /** Turns that came over the stream since the page was opened. */
  readonly counted: number
}

/** Turns that the page remembers: a few screens of a ticker. */
const turnsMax = 200
/** A daemon that is away is asked again after this, doubling. */
const [retryMs, retryMaxMs] = [500, 8_000]
const pageSize = 1_000

const nothing: SwarmView = { connection: 'connecting', problem: null, bots: new Map(), turns: [], seq: 0, listed: [], counted: 0 }

/** One per page. */
export class LiveSwarm {
  #view = nothing
  #bots = new Map<string, BotLine>()
  #fresh: TurnChange[] = []
  #stream: OpenStream | undefined
  /** Is all that was told in the view? */
  #isDrawn = true
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
  }

  /** After signing in: at once. */
  readonly again = (): void => {
    clearTimeout(this.#retry)
    this.#retries = 0
    this.#stream?.close()
    void this.#begin()
  }

  async #begin(): Promise<void> {
    try {
      const { bots, through } = await allBots()
      if (!this.#isOpen) return
      this.#bots = new Map(bots.map((bot) => [bot.address, bot]))
      this.#show({ problem: null, bots: new Map(this.#bots), seq: through, listed: bots })
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
  }

  /** All turns since the last frame at once: 200 a second are 60 views a second at most. */
  #fold(): void {
    this.#isDrawn = true
    const fresh = this.#fresh.filter(({ seq }) => seq > this.#view.seq)
    this.#fresh = []
    const last = fresh.at(-1)
    if (last === undefined) return
    let isListed = true
    for (const turn of fresh) {
      const before = this.#bots.get(turn.actor)
      isListed &&= before?.status === turn.status
      this.#bots.set(turn.actor, turned(before, turn))
    }
    this.#show({
      bots: new Map(this.#bots),
      turns: [...fresh.toReversed(), ...this.#view.turns].slice(0, turnsMax),
      seq: last.seq,
      listed: isListed ? this.#view.listed : [...this.#bots.values()],
      counted: this.#view.counted + fresh.length,
    })
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

/** A bot after one more turn. */
export function turned(
  bot: BotLine | undefined,
  { seq, at, actor, role, fundId, to, status, timers, effects }: TurnChange,
): BotLine {
  const waits = { timers, effects: effects.length, dueAt: null }
  if (bot === undefined)
    return { address: actor, role, fundId, status, state: to, seq, at, parent: null, queued: 0, restarts: 0, waits }
  return { ...bot, status, state: to, seq, at, waits: { ...bot.waits, ...waits } }
}
