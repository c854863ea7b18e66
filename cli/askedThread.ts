// A thread that is asked one thing after another: for what would stand in the way of the daemon's own work. It is begun when
// something is asked and ends when nothing was for a while; one that takes too long is ended, and what it was asked is refused.
import { parentPort, Worker } from 'node:worker_threads'
import { QuorateError, type ErrorCode, type ErrorDetails } from '#protocol/errors.ts'

/** What may be asked of one thread. Milliseconds. */
export interface AskedThreadOptions {
  /** A file that calls `answerAsked`. */
  readonly program: URL
  readonly name: string
  /** For one answer, the beginning of the thread included. */
  readonly timeoutMs: number
  /** Of not being asked, after which it ends. */
  readonly idleMs: number
  /** Questions that may wait. */
  readonly waitingMax: number
  /** Of its memory, MB. */
  readonly memoryMax: number
  /** How it is refused that took too long; absent: JOURNAL_SLOW. */
  readonly tooSlow?: (timeoutMs: number) => QuorateError
}

interface Asked<Question, Answer> {
  readonly question: Question
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}
type Reply<Answer> =
  | { readonly answer: Answer }
  | { readonly refused: { readonly code: ErrorCode; readonly details: ErrorDetails } }
  | { readonly problem: string }

/** One thread. Questions and answers are what a structured clone carries. */
export class AskedThread<Question, Answer> {
  readonly #options: AskedThreadOptions
  readonly #waiting: Asked<Question, Answer>[] = []
  #asked: Asked<Question, Answer> | undefined
  #thread: Worker | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: AskedThreadOptions) {
    this.#options = options
  }

  /** Does it run now? */
  get isRunning(): boolean {
    return this.#thread !== undefined
  }

  /** @throws what the program refuses; BUSY, JOURNAL_SLOW, SHUTTING_DOWN, INTERNAL */
  ask(question: Question): Promise<Answer> {
    const { waitingMax, name } = this.#options
    if (this.#closed) return Promise.reject(new QuorateError('SHUTTING_DOWN'))
    const queued = this.#waiting.length
    if (queued >= waitingMax)
      return Promise.reject(new QuorateError('BUSY', { address: `the thread of ${name}`, queued, retryAfterMs: 1_000 }))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject })
      this.#next()
    })
  }

  /** Ends it. What waits is refused. */
  close(): void {
    this.#closed = true
    this.#end()
    for (const { reject } of [this.#asked, ...this.#waiting.splice(0)].filter((one) => one !== undefined))
      reject(new QuorateError('SHUTTING_DOWN'))
    this.#asked = undefined
  }

  #next(): void {
    if (this.#asked !== undefined) return
    const { timeoutMs, idleMs, tooSlow = journalSlow } = this.#options
    clearTimeout(this.#timer)
    this.#asked = this.#waiting.shift()
    if (this.#asked === undefined) {
      // nobody waits: the process may end without it
      this.#thread?.unref()
      this.#timer = setTimeout(() => this.#end(), idleMs).unref()
      return
    }
    this.#thread ??= this.#begin()
    this.#thread.ref()
    this.#thread.postMessage(this.#asked.question)
    this.#timer = setTimeout(() => {
      this.#end()
      this.#settle(({ reject }) => reject(tooSlow(timeoutMs)))
    }, timeoutMs)
  }

  #begin(): Worker {
    const { program, name, memoryMax } = this.#options
    const made = new Worker(program, { name, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: memoryMax } })
    made.on('message', (reply: Reply<Answer>) => {
      this.#settle(({ resolve, reject }) => {
        if ('answer' in reply) resolve(reply.answer)
        else if ('refused' in reply) reject(new QuorateError(reply.refused.code, reply.refused.details))
        else reject(new QuorateError('INTERNAL', { problem: reply.problem }))
      })
    })
    const ended = (problem: string): void => {
      // told twice when it failed, and not when it was ended from here
      if (this.#thread !== made) return
      this.#thread = undefined
      this.#settle(({ reject }) => reject(new QuorateError('INTERNAL', { problem })))
    }
    made.on('error', (error: Error) => ended(`the thread of ${name} failed: ${error.message}`))
    made.on('exit', (code) => ended(`the thread of ${name} ended with ${code}`))
    return made
  }

  #end(): void {
    const thread = this.#thread
    this.#thread = undefined
    clearTimeout(this.#timer)
    void thread?.terminate()
  }

  #settle(how: (asked: Asked<Question, Answer>) => void): void {
    const asked = this.#asked
    this.#asked = undefined
    if (asked !== undefined) how(asked)
    if (!this.#closed) this.#next()
  }
}

const journalSlow = (timeoutMs: number): QuorateError => new QuorateError('JOURNAL_SLOW', { timeoutMs })

/** The other side: answers each question in the thread that runs it. What is thrown is told as it is, or as a bug of ours. */
export function answerAsked(answer: (question: never) => unknown): void {
  parentPort?.on('message', (question) => {
    // whoever asks knows what it may ask: both sides have the question's type. It asks the next when it has this answer
    void replyTo(() => answer(question as never)).then((reply) => parentPort?.postMessage(reply))
  })
}

async function replyTo(answer: () => unknown): Promise<Reply<unknown>> {
  try {
    return { answer: await answer() }
  } catch (error) {
    if (error instanceof QuorateError) return { refused: { code: error.code, details: error.details } }
    return { problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
