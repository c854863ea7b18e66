// The journal for everyone who listens, to its facts or to its turns. One reader follows it and makes each text once; whoever
// keeps up is handed the same bytes. Whoever does not is left behind without a queue of its own, and reads the journal from
// where it was until it has caught up: nobody waits for anybody.
import { setImmediate as breathe } from 'node:timers/promises'
import type { CommittedTurn, Fact, Host } from '#runtime/host.ts'

/** A comment now and then shows both sides that the other is there. */
const heartbeatMs = 15_000
/** What a client may take to read what was written to it; then it is cut, and comes back where it was. */
export const patienceMs = 10_000
/** Turns that are looked through before others have a turn of the event loop. */
const turnsAtOnce = 256
/** Text that one write carries while somebody catches up. */
const catchUpBytes = 32 * 1024

/** What was committed together, as one kind of listener sees it. */
export class TextBatch {
  readonly texts: readonly string[]
  #bytes: Buffer | undefined

  constructor(texts: readonly string[]) {
    this.texts = texts
  }

  /** All texts behind each other, encoded once for everyone. */
  get bytes(): Buffer {
    this.#bytes ??= Buffer.from(this.texts.join(''))
    return this.#bytes
  }
}

/** One who listens. Listeners with the same `key` read the same texts. */
export interface Listener {
  readonly key: string
  /** What it is told of a turn: of all in it, or of what comes after one of its facts. */
  readonly texts: (turn: CommittedTurn, afterFact: number) => readonly string[]
  /** Asked before each handing on: a key may be revoked meanwhile. One that may not is let go. */
  may(): boolean
  /** Hands it on. @returns false when the one at the other end does not keep up */
  take(batch: TextBatch): boolean
  /** Waits until what was handed on was taken. @returns false when it was not in time: it is let go */
  drained(signal: AbortSignal): Promise<boolean>
  /** Shows that this side is there. */
  beat(): void
}

/** `texts` of one who listens to facts. */
export const textsOfFacts =
  (wants: (fact: Fact) => boolean, text: (fact: Fact) => string): Listener['texts'] =>
  ({ facts }, afterFact) =>
    facts.filter((fact, index) => index > afterFact && wants(fact)).map(text)

interface Live {
  readonly listener: Listener
  /** It has seen all up to here, which may be ahead of what is handed on next. */
  readonly seen: number
  /** It does not keep up, or the feed ends. */
  readonly left: () => void
}

/** The feed of one gateway. */
export class EventFeed {
  readonly #host: Pick<Host, 'turns' | 'durableThrough'>
  readonly #live = new Set<Live>()
  readonly #stop = new AbortController()
  /** All up to this record was handed to who is live. */
  #through = 0
  #gathered: CommittedTurn[] = []
  #gatheredThrough = 0
  #isFlushing = false
  #beat: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #listening = 0
  #cut = 0

  constructor(host: Pick<Host, 'turns' | 'durableThrough'>) {
    this.#host = host
  }

  /** Begins to follow the journal. */
  begin(): void {
    this.#through = this.#host.durableThrough()
    this.#gatheredThrough = this.#through
    this.#beat = setInterval(() => {
      for (const { listener, left } of this.#live)
        if (listener.may()) listener.beat()
        else left()
    }, heartbeatMs).unref()
    this.#running = this.#follow()
  }

  async close(): Promise<void> {
    clearInterval(this.#beat)
    this.#stop.abort()
    for (const { left } of this.#live) left()
    await this.#running
  }

  /** Those who listen at this moment, and those who were let go because they did not read. */
  get figures(): { readonly listening: number; readonly cut: number } {
    return { listening: this.#listening, cut: this.#cut }
  }

  /**
   * Serves one listener until its signal aborts or it is let go.
   * @param after `seq/index` of the last fact it has seen, `seq` when it has seen all of that turn
   * @param opened called once, when it is known that the journal reaches back that far @throws JOURNAL_TRUNCATED before
   */
  async serve(
    listener: Listener,
    { after, signal, opened }: { readonly after: string; readonly signal: AbortSignal; readonly opened: () => void },
  ): Promise<void> {
    let from: Place = placeOf(after)
    let isOpen = false
    const open = (): void => {
      if (isOpen) return
      isOpen = true
      this.#listening += 1
      opened()
    }
    try {
      while (!signal.aborted && !this.#stop.signal.aborted && listener.may()) {
        const reached = await this.#catchUp(listener, { from, signal, open })
        if (reached === undefined) break
        from = reached
        // nothing happens between the look and the entry: no fact falls between them
        if (from.seq < this.#through) continue
        from = { seq: await this.#beLive(listener, from.seq, signal), index: Infinity }
        if (!signal.aborted && !(await listener.drained(signal))) break
      }
      if (!signal.aborted && !this.#stop.signal.aborted && listener.may()) this.#cut += 1
    } finally {
      if (isOpen) this.#listening -= 1
    }
  }

  /** Reads on from a place to what is durable now. @returns undefined when the listener was let go */
  async #catchUp(
    listener: Listener,
    { from, signal, open }: { readonly from: Place; readonly signal: AbortSignal; readonly open: () => void },
  ): Promise<Place | undefined> {
    let through = Math.max(from.seq, this.#host.durableThrough())
    let texts: string[] = []
    let bytes = 0
    let looked = 0
    const flush = async (): Promise<boolean> => {
      if (!listener.may()) return false
      if (texts.length === 0) return true
      const taken = listener.take(new TextBatch(texts))
      texts = []
      bytes = 0
      return taken || listener.drained(signal)
    }
    for await (const turn of this.#host.turns({ after: from.seq - 1, signal })) {
      open()
      through = Math.max(through, turn.seq)
      for (const text of listener.texts(turn, turn.seq === from.seq ? from.index : -1)) {
        texts.push(text)
        bytes += text.length
      }
      if (bytes > catchUpBytes && !(await flush())) return undefined
      looked += 1
      if (looked % turnsAtOnce === 0) await breathe()
    }
    open()
    return (await flush()) ? { seq: through, index: Infinity } : undefined
  }

  /** @returns the last record that it was handed, once it does not keep up or is gone */
  #beLive(listener: Listener, seen: number, signal: AbortSignal): Promise<number> {
    return new Promise((resolve) => {
      const live: Live = {
        listener,
        seen,
        left: () => {
          this.#live.delete(live)
          signal.removeEventListener('abort', live.left)
          resolve(Math.max(seen, this.#through))
        },
      }
      this.#live.add(live)
      signal.addEventListener('abort', live.left, { once: true })
      if (signal.aborted) live.left()
    })
  }

  async #follow(): Promise<void> {
    const after = this.#through
    for await (const turn of this.#host.turns({ after, follow: true, signal: this.#stop.signal })) {
      this.#gathered.push(turn)
      this.#gatheredThrough = turn.seq
      if (this.#isFlushing) continue
      this.#isFlushing = true
      // what was committed together is handed on together
      setImmediate(() => this.#flush())
    }
  }

  #flush(): void {
    this.#isFlushing = false
    const turns = this.#gathered
    const before = this.#through
    this.#gathered = []
    this.#through = this.#gatheredThrough
    const batches = new Map<string, TextBatch>()
    for (const { listener, seen, left } of this.#live) {
      let batch = batches.get(listener.key)
      if (seen > before)
        batch = batchOf(
          turns.filter(({ seq }) => seq > seen),
          listener,
        )
      else if (batch === undefined) {
        batch = batchOf(turns, listener)
        batches.set(listener.key, batch)
      }
      if (batch.texts.length > 0 && !(listener.may() && listener.take(batch))) left()
    }
  }
}

interface Place {
  readonly seq: number
  readonly index: number
}

function placeOf(after: string): Place {
  const [seq, index] = after.split('/')
  return { seq: Number(seq), index: index === undefined ? Infinity : Number(index) }
}

const batchOf = (turns: readonly CommittedTurn[], { texts }: Listener): TextBatch =>
  new TextBatch(turns.flatMap((turn) => texts(turn, -1)))
