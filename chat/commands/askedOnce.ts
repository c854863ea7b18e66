// Something is asked once and done once, however often it is sent: each request is a bot that remembers who asked, for
// what, and the answer. Its first record is on disk before anything is done, so the log of what was asked has no gaps.
import { createHash, randomUUID } from 'node:crypto'
import { canonicalJson } from '#protocol/canonicalJson.ts'
import { QuorateError } from '#protocol/errors.ts'
import { hashEnvelopeBody } from '#protocol/envelope.ts'
import type { BotEvent, Host } from '#runtime/host.ts'
import { z } from 'zod'
import { asQuorateError, wireError } from './wireError.ts'

/** What is asked, and by whom. */
export interface Asked {
  /** As the surface proved it. */
  readonly principal: string
  readonly surface: 'cli' | 'api' | 'console' | 'chat'
  /** For example `fund.pause`. */
  readonly what: string
  readonly args: unknown
  /** The asker's own name for this request; absent: nobody will send it again. */
  readonly key?: string | undefined
  /** What of an answer may be written down, where it has a secret in it. */
  readonly kept?: (body: unknown) => unknown
  /**
   * Does it touch nothing but bots? What they are told stands behind the asking in the journal, so that it need not wait for
   * the asking's sync: one of them on disk is both of them on disk.
   */
  readonly onlyBots?: boolean
}
/** What a surface answers with. */
export interface Answered {
  readonly status: number
  readonly body: unknown
  /** Was it answered before, and is this the same answer? */
  readonly repeated: boolean
}

interface Outcome {
  readonly status: number
  readonly body: unknown
  readonly code: string
  readonly isFinal: boolean
}

// as machines/request.ts keeps it
const contextSchema = z.object({
  surface: z.string(),
  what: z.string(),
  digest: z.string(),
  answer: z.object({ status: z.int(), body: z.unknown() }).nullable(),
})
/** What the request's bot can carry; a larger answer is found anew by doing it again, which changes nothing. */
const keptBytesMax = 32 * 1024

/** Requests of one process. */
export class AskedOnce {
  readonly #host: Pick<Host, 'spawn' | 'send' | 'view'>
  readonly #statusOf: (error: QuorateError) => number
  readonly #underway = new Map<string, Promise<Answered>>()

  constructor(host: Pick<Host, 'spawn' | 'send' | 'view'>, statusOf: (error: QuorateError) => number) {
    this.#host = host
    this.#statusOf = statusOf
  }

  /**
   * Does it, or gives the answer that it was given before. `run` gets the request's id, which names whatever it causes.
   * @throws IDEMPOTENCY_MISMATCH, and what the journal refuses
   */
  async answer(asked: Asked, run: (requestId: string) => Promise<unknown>): Promise<Answered> {
    const { principal, surface, what, args, key = randomUUID() } = asked
    const id = createHash('sha256')
      .update(canonicalJson([principal, key]))
      .digest('hex')
      .slice(0, 32)
    const digest = hashEnvelopeBody(args ?? {})
    const known = contextSchema.safeParse(this.#host.view(`request:${id}`)?.context)
    if (known.success) {
      if (known.data.what !== what || known.data.digest !== digest || known.data.surface !== surface)
        throw new QuorateError('IDEMPOTENCY_MISMATCH', { key })
      if (known.data.answer !== null) return { ...known.data.answer, repeated: true }
    }
    const underway = this.#underway.get(id)
    if (underway !== undefined) return { ...(await underway), repeated: true }
    const running = this.#do({ id, principal, surface, what, digest }, run, asked).finally(() => this.#underway.delete(id))
    this.#underway.set(id, running)
    return running
  }

  async #do(
    input: { readonly id: string; readonly digest: string } & Pick<Asked, 'principal' | 'surface' | 'what'>,
    run: (requestId: string) => Promise<unknown>,
    { kept = (body: unknown) => body, onlyBots = false }: Pick<Asked, 'kept' | 'onlyBots'>,
  ): Promise<Answered> {
    const { id } = input
    const recorded = this.#host.spawn('request', id, input)
    if (!onlyBots) await recorded
    const begun = performance.now()
    // both are waited for, whichever fails first
    const [, { status, body, code, isFinal }] = await Promise.all([recorded, this.#outcome(run, id)])
    const told = { code, tookMs: Math.round(performance.now() - begun) }
    const writable = code === 'OK' ? kept(body) : body
    const isKept = isFinal && JSON.stringify(writable ?? null).length <= keptBytesMax
    await this.#note(
      id,
      isKept ? { type: 'request.settled', answer: { status, body: writable }, ...told } : { type: 'request.failed', ...told },
    )
    return { status, body, repeated: false }
  }

  /** What may help the next time is not the answer for ever. */
  async #outcome(run: (requestId: string) => Promise<unknown>, id: string): Promise<Outcome> {
    try {
      return { status: 200, body: (await run(id)) ?? null, code: 'OK', isFinal: true }
    } catch (failure) {
      const error = asQuorateError(failure)
      const isFinal = !error.retryable && error.code !== 'INTERNAL'
      return { status: this.#statusOf(error), body: wireError(error), code: error.code, isFinal }
    }
  }

  /** A daemon that stops, perhaps because it was asked to, takes nothing new: what was asked is on record, what came of it is not. */
  async #note(id: string, event: BotEvent): Promise<void> {
    try {
      await this.#host.send(`request:${id}`, event)
    } catch (error) {
      if (!(error instanceof QuorateError && error.code === 'SHUTTING_DOWN')) throw error
    }
  }
}
