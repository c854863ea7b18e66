// A line in front of each channel: one request at a time, as many in a while as the messenger bears, in the order in which
// they came. One that wants rest is left alone for as long as it says, with all that waits behind.
import { QuorateError } from '#protocol/errors.ts'
import type { MessengerName, Place } from './messenger.ts'

/** So many requests within so long, in one channel. */
interface Pace {
  readonly requests: number
  readonly withinMs: number
}
/** Slack: about one message a second in a channel. Discord: five in five seconds. From their own documents. */
const paces: Readonly<Record<MessengerName, Pace>> = {
  slack: { requests: 1, withinMs: 1_000 },
  discord: { requests: 5, withinMs: 5_000 },
}

/** Time, as whoever composes it has it. */
export interface PaceClock {
  /** ms that only grow */
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
}

interface Asker {
  readonly resolve: (result: unknown) => void
  readonly reject: (reason: unknown) => void
  readonly signal: AbortSignal
}
/** What is asked for beside the request itself. */
interface Asking {
  /** One that is given up before its turn is not made. */
  readonly signal: AbortSignal
  /** Of an update: one of the same message that still waits is not sent, and has this one's result. */
  readonly message?: string | null
}
interface Waiting {
  readonly run: () => Promise<unknown>
  /** of an update: the message that it draws */
  readonly message: string | null
  readonly askers: readonly Asker[]
}
interface Line {
  waiting: Waiting[]
  /** when the last requests began */
  begun: number[]
  restsUntil: number
}

export class PlacePace {
  readonly #clock: PaceClock
  readonly #lines = new Map<string, Line>()
  #merged = 0

  constructor(clock: PaceClock) {
    this.#clock = clock
  }

  /** Updates that were not sent, because a newer one of the same message stood in line. */
  get merged(): number {
    return this.#merged
  }

  /** Runs a request when its turn comes; what it throws is thrown here. @throws the signal's reason when it was given up before */
  run<Result>(place: Place, { signal, message = null }: Asking, request: () => Promise<Result>): Promise<Result> {
    const key = [place.messenger, place.workspace, place.channel].join(':')
    return new Promise<unknown>((resolve, reject) => {
      const line = this.#lines.get(key)
      const mine = { resolve, reject, signal }
      if (line === undefined) {
        const begun: Line = { waiting: [{ run: request, message, askers: [mine] }], begun: [], restsUntil: 0 }
        this.#lines.set(key, begun)
        void this.#work(key, begun, paces[place.messenger])
        return
      }
      const same = message === null ? -1 : line.waiting.findIndex((one) => one.message === message)
      const older = line.waiting[same]
      if (older === undefined) line.waiting.push({ run: request, message, askers: [mine] })
      else {
        this.#merged += 1
        line.waiting[same] = { run: request, message, askers: [...older.askers, mine] }
      }
      // every asker of it was made with this very type
    }) as Promise<Result>
  }

  async #work(key: string, line: Line, pace: Pace): Promise<void> {
    // a line is forgotten once its last request is as old as its pace looks back
    for (;;) {
      const ms = this.#restOf(line, pace)
      if (ms > 0) await this.#clock.wait(ms)
      else {
        const next = line.waiting.shift()
        if (next === undefined) break
        const isWanted = next.askers.some(({ signal }) => !signal.aborted)
        if (isWanted) await this.#serve(line, next)
        else for (const { reject, signal } of next.askers) reject(signal.reason)
        line.begun = line.begun.slice(-pace.requests)
      }
    }
    this.#lines.delete(key)
  }

  /** How long until a request may begin. */
  #restOf({ begun, restsUntil }: Line, { requests, withinMs }: Pace): number {
    const oldest = begun.length < requests ? -Infinity : (begun.at(-requests) ?? -Infinity)
    return Math.ceil(Math.max(oldest + withinMs, restsUntil) - this.#clock.now())
  }

  async #serve(line: Line, { run, askers }: Waiting): Promise<void> {
    line.begun.push(this.#clock.now())
    try {
      const result = await run()
      for (const { resolve } of askers) resolve(result)
    } catch (error) {
      const rest = error instanceof QuorateError && error.code === 'MESSENGER_LIMITED' ? error.details['retryAfterMs'] : undefined
      if (typeof rest === 'number') line.restsUntil = this.#clock.now() + rest
      for (const { reject } of askers) reject(error)
    }
  }
}
