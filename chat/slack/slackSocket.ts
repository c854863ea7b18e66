// Keeps a socket to Slack open for as long as the app runs. Bolt's own reconnecting ends the whole process when Slack refuses
// a new socket (its promise is caught by nobody), and its waits grow without a bound: here each failure is a line of the log,
// and the next attempt comes within half a minute.
import type { SocketModeReceiver } from '@slack/bolt'
import { slackFailure } from './slackFailure.ts'
import type { SlackLog } from './slackLog.ts'

/** Of Bolt's receiver, made with `autoReconnectEnabled: false`. */
type SocketClient = SocketModeReceiver['client']

const firstRestMs = 500
/** Slack's outages last minutes: what waits in it is heard soon after, and nobody is flooded. */
const restMaxMs = 30_000
/** From the address to Slack's hello. */
const helloMs = 30_000
/** What a question to Slack that is under way may take of a shutdown. */
const stopMs = 2_000
/** One that ended sooner was never good. */
const goodAfterMs = 5_000

export class SlackSocket {
  readonly #client: SocketClient
  readonly #log: SlackLog
  #isStopped = false
  #isOpen = false
  #running: Promise<void> | undefined
  #wake: () => void = () => undefined

  constructor(client: SocketClient, log: SlackLog) {
    this.#client = client
    this.#log = log
  }

  /** Has Slack said hello, and not gone since? */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Begins, and does not wait. */
  begin(): void {
    this.#running ??= this.#keepOpen()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#wake()
    await this.#client.disconnect()
    let patience: NodeJS.Timeout | undefined
    const enough = new Promise((done) => {
      patience = setTimeout(done, stopMs)
    })
    await Promise.race([this.#running, enough])
    clearTimeout(patience)
  }

  async #keepOpen(): Promise<void> {
    let failures = 0
    while (!this.#isStopped) {
      const beganAt = performance.now()
      try {
        await this.#oneSocket()
      } catch (error) {
        if (!this.#isStopped) this.#log('warn', `no socket to Slack: ${slackFailure(error, { team: '-' }).message}`)
      }
      failures = performance.now() - beganAt > goodAfterMs ? 1 : failures + 1
      if (!this.#isStopped) await this.#rest(Math.min(restMaxMs, firstRestMs * 2 ** Math.min(failures - 1, 10)))
    }
  }

  /** Opens one, and is over when it is. */
  async #oneSocket(): Promise<void> {
    let over: () => void = () => undefined
    const closed = new Promise<void>((resolve) => {
      over = resolve
    })
    this.#client.once('disconnected', over)
    const impatient = setTimeout(() => void this.#client.disconnect(), helloMs)
    try {
      await this.#client.start()
      clearTimeout(impatient)
      this.#isOpen = !this.#isStopped
      // it was stopped while it was opened
      if (this.#isStopped) await this.#client.disconnect()
      await closed
    } finally {
      clearTimeout(impatient)
      this.#isOpen = false
      this.#client.off('disconnected', over)
    }
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
