// A crowd of bots behind a gateway with its console, in a process of its own: the browser's work is not on its thread.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A turn's sequence, and when it was durable: ms since 1970, with a fraction. */
export type Commit = readonly [seq: number, atMs: number]

/** What the crowd's process is asked. */
export type CrowdOrder =
  /** So many events a second, each to another bot. */
  | { readonly kind: 'load'; readonly perSecond: number; readonly ms: number }
  /** So many events as fast as they can be. */
  | { readonly kind: 'flood'; readonly turns: number }

/** What it answers; `ready` comes unasked, once. */
export type CrowdAnswer =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'loaded'; readonly commits: readonly Commit[]; readonly through: number }
  | { readonly kind: 'failed'; readonly problem: string }

/** What a load came to. */
export type Loaded = Extract<CrowdAnswer, { kind: 'loaded' }>

export class Crowd {
  readonly #child: ChildProcess
  /** The console's address, which signs one browser in. */
  readonly url: string

  private constructor(child: ChildProcess, url: string) {
    this.#child = child
    this.url = url
  }

  /** @param folder empty, on a disk */
  static async open(folder: string, bots: number): Promise<Crowd> {
    const child = fork(join(import.meta.dirname, 'crowdProgram.ts'), [folder, String(bots)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    })
    const answer = await answerOf(child)
    if (answer.kind !== 'ready') throw new Error('the crowd did not open')
    return new Crowd(child, answer.url)
  }

  /** Resolves when all of it is durable. */
  async load(order: CrowdOrder): Promise<Loaded> {
    this.#child.send(order)
    const answer = await answerOf(this.#child)
    if (answer.kind !== 'loaded') throw new Error('the crowd answered something else')
    return answer
  }

  async close(): Promise<void> {
    const left = once(this.#child, 'exit')
    this.#child.disconnect()
    await left
  }
}

/** @throws what went wrong in the crowd's process, or that it ended */
async function answerOf(child: ChildProcess): Promise<CrowdAnswer> {
  const ended = new AbortController()
  try {
    const [answer] = (await Promise.race([
      once(child, 'message', { signal: ended.signal }),
      once(child, 'exit', { signal: ended.signal }).then(() => {
        throw new Error('the crowd’s process ended')
      }),
    ])) as [CrowdAnswer] // the program's own words
    if (answer.kind === 'failed') throw new Error(answer.problem)
    return answer
  } finally {
    ended.abort()
  }
}
