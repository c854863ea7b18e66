// A code that makes a messenger's user a person: given to who is known already, said once in the messenger. It is signed, so
// that it need not be kept; that it is used once, the bot of its name sees to.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { roles } from '#protocol/permission.ts'
import { personSchema } from '#protocol/person.ts'

/** What a code gives. */
export interface LinkGrant {
  readonly person: string
  readonly role: (typeof roles)[number]
  readonly funds: 'all' | readonly string[]
  /** another role in single funds, each of which is among `funds`; absent: the same everywhere */
  readonly roles?: readonly { readonly fund: string; readonly role: (typeof roles)[number] }[]
  /** principal that made it */
  readonly by: string
  /** of the link, from its making; days */
  readonly days: number
}

/** So many are named in one code: a line of a messenger holds it. */
export const linkedFundsMax = 16

// short names: a person copies it
const bodySchema = z.strictObject({
  i: z.string().regex(/^[0-9a-f]{16}$/),
  p: personSchema,
  r: z.enum(roles),
  /** those with a role of their own stand in `s` alone */
  f: z.union([z.literal('all'), z.array(fundIdSchema).max(linkedFundsMax)]),
  s: z
    .array(z.tuple([fundIdSchema, z.enum(roles)]))
    .min(1)
    .max(linkedFundsMax)
    .exactOptional(),
  b: z.string().max(128),
  d: z.int().min(1).max(3_650),
  /** ms since 1970 */
  u: z.int(),
})
const pattern = /^Q1\.([A-Za-z0-9_-]{20,2000})\.([A-Za-z0-9_-]{22})$/

/** Codes under one key. */
export class LinkCodes {
  readonly #key: string
  readonly #now: () => number

  /** @param key at least 32 characters of randomness @param now wall clock, ms */
  constructor(key: string, now: () => number) {
    this.#key = key
    this.#now = now
  }

  /** A code that is good for so long, once. */
  code({ person, role, funds, roles: own = [], by, days }: LinkGrant, goodForMs: number): string {
    const id = randomBytes(8).toString('hex')
    const others = funds === 'all' ? funds : funds.filter((each) => !own.some(({ fund }) => fund === each))
    const single = own.length === 0 ? {} : { s: own.map((one) => [one.fund, one.role]) }
    const body = { i: id, p: person, r: role, f: others, ...single, b: by, d: days, u: this.#now() + goodForMs }
    const text = Buffer.from(JSON.stringify(body)).toString('base64url')
    return `Q1.${text}.${this.#sign(text).toString('base64url')}`
  }

  /** @returns its name, and what it gives @throws LINK_REFUSED */
  read(code: string): { readonly id: string } & LinkGrant {
    const refused = (problem: string): QuorateError => new QuorateError('LINK_REFUSED', { problem })
    const [, text = '', signature = ''] = pattern.exec(code.trim()) ?? []
    const given = Buffer.from(signature, 'base64url')
    const made = this.#sign(text)
    if (given.length !== made.length || !timingSafeEqual(given, made)) throw refused('it is not a code of this instance')
    const body = bodySchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    if (body.u < this.#now()) throw refused('its time is up')
    const own = (body.s ?? []).map(([fund, role]) => ({ fund, role }))
    const funds = body.f === 'all' ? body.f : [...body.f, ...own.map(({ fund }) => fund)]
    return {
      id: body.i,
      person: body.p,
      role: body.r,
      funds,
      ...(own.length > 0 && { roles: own }),
      by: body.b,
      days: body.d,
    }
  }

  #sign(text: string): Buffer {
    return createHmac('sha256', this.#key).update(`quorate link ${text}`).digest().subarray(0, 16)
  }
}
