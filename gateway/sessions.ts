// Sessions of people: each is a bot, so it outlives a restart, is listed, revoked and ends by itself. The browser has an
// HttpOnly cookie, the bot has its hash.
import { createHash, randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import type { Host } from '#runtime/host.ts'
import type { Caller } from './caller.ts'
import { grantInForce, proves } from '#chat/commands/grantInForce.ts'
import type { PersonSettings } from './people.ts'

const hourMs = 3_600_000
const pattern = /^([0-9a-f]{24})_([A-Za-z0-9_-]{43})$/

// machines/session.ts states it
const contextSchema = z.object({
  how: z.enum(['token', 'ethereum', 'oidc']),
  subject: z.string(),
  person: z.string(),
  role: z.string(),
  funds: z.union([z.literal('all'), z.array(z.string())]),
})

/** Who signs in, and what they may. */
export interface SignedIn {
  readonly person: string
  readonly role: 'viewer' | 'operator' | 'approver' | 'admin'
  readonly funds: 'all' | readonly string[]
  readonly how: 'token' | 'ethereum' | 'oidc'
  readonly subject: string
}
/** A session that was opened. */
export interface OpenedSession {
  readonly principal: string
  /** What the browser keeps. */
  readonly cookie: string
  readonly lifetimeMs: number
}

/** Opens, knows and ends the sessions of one gateway. */
export class Sessions {
  readonly #host: Pick<Host, 'spawn' | 'view' | 'list' | 'ask'>
  readonly #lifetimeMs: number

  constructor(host: Pick<Host, 'spawn' | 'view' | 'list' | 'ask'>, hours: number) {
    this.#host = host
    this.#lifetimeMs = hours * hourMs
  }

  /**
   * Opens a session. Its name follows from what was used to sign in, so a token, a nonce or a code opens one session in the
   * life of the instance, whatever process is asked.
   * @param used what may be used once @throws UNAUTHENTICATED when it was used before
   */
  async open(used: string, who: SignedIn): Promise<OpenedSession> {
    const id = createHash('sha256').update(`${who.how} ${used}`).digest('hex').slice(0, 24)
    const secret = randomBytes(32).toString('base64url')
    const hash = createHash('sha256').update(secret).digest('hex')
    try {
      await this.#host.spawn('session', id, { id, hash, ...who, lifetimeMs: this.#lifetimeMs })
    } catch (error) {
      if (error instanceof QuorateError && error.code === 'BOT_EXISTS')
        throw new QuorateError('UNAUTHENTICATED', { problem: 'it was used to sign in before' }, { cause: error })
      throw error
    }
    return { principal: `session:${id}`, cookie: `${id}_${secret}`, lifetimeMs: this.#lifetimeMs }
  }

  /** Who sent a cookie. @throws UNAUTHENTICATED */
  callerOf(cookie: string): Caller {
    // made only where it is thrown: its stack costs more than all the rest
    const refused = (): QuorateError => new QuorateError('UNAUTHENTICATED', { problem: 'the session is over' })
    const [, id, secret] = pattern.exec(cookie) ?? []
    if (id === undefined || secret === undefined) throw refused()
    const known = grantInForce(this.#host, `session:${id}`)
    if (known === undefined || !proves(secret, known)) throw refused()
    const { role, funds, person = null } = known
    return { kind: 'key', principal: `session:${id}`, person, role, funds, byCookie: true }
  }

  /** Ends the sessions of those whom the settings no longer know, or allow something else. */
  async endStale(people: readonly PersonSettings[]): Promise<void> {
    for (const { address, status, context } of this.#host.list('session')) {
      const session = status === 'active' ? contextSchema.safeParse(context).data : undefined
      if (session === undefined) continue
      const { how, subject, role, funds, person } = session
      if (how === 'token') continue
      const known = people.find((one) => (how === 'ethereum' ? one.addresses : one.subjects).some((each) => each === subject))
      const isSame = known?.person === person && known.role === role && isDeepStrictEqual(known.funds, funds)
      if (!isSame) await this.#host.ask(address, { type: 'session.revoke', by: 'settings' }, { who: 'settings' })
    }
  }

  /** Signs out. */
  async end(principal: string): Promise<void> {
    await this.#host.ask(principal as `session:${string}`, { type: 'session.revoke', by: principal }, { who: principal })
  }
}
