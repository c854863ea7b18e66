// Load over HTTP from a process of its own, so that the client's work is not on the server's thread.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** How requests are sent. */
export type Load =
  /** One after another on one connection. */
  | { readonly kind: 'lone' }
  /** On so many connections, each as soon as the last one is answered. */
  | { readonly kind: 'closed'; readonly connections: number }
  /** At so many a second, whether or not the others are answered; a wait counts from when it was due. */
  | { readonly kind: 'paced'; readonly perSecond: number }

/** What the client is told. */
export interface LoadOrder {
  /** Each request has an `idempotency-key` of its own. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly load: Load
  readonly ms: number
}
/** What came of it; times are ms. */
export interface LoadResult {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Answers that were not 200. */
  readonly failed: number
}

/** A client process. */
export class HttpLoad {
  readonly #child: ChildProcess

  constructor() {
    this.#child = fork(join(import.meta.dirname, 'httpLoadProgram.ts'), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    })
  }

  /** @throws when a request was not answered 200 */
  async run(order: LoadOrder): Promise<LoadResult> {
    this.#child.send(order)
    // the program answers each order once
    const [result] = (await once(this.#child, 'message')) as [LoadResult | { readonly problem: string }]
    if ('problem' in result) throw new Error(result.problem)
    if (result.failed > 0) throw new Error(`${result.failed} requests were refused`)
    return result
  }

  end(): void {
    this.#child.disconnect()
  }
}
