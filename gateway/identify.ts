// Who sent a request: a bot by its signature over it, a person or a service by an API key, a person by a session's cookie.
import type { FastifyRequest } from 'fastify'
import { evmAddressSchema } from '#protocol/address.ts'
import { envelopeDigest, envelopeRequestSchema } from '#protocol/envelope.ts'
import { QuorateError } from '#protocol/errors.ts'
import { signatureSchema } from '#protocol/hash.ts'
import { envelopeWindowS } from '#protocol/limits.ts'
import { readApiKey } from '#chat/commands/apiKeyText.ts'
import { isLetIn } from '#chat/commands/registrationBooks.ts'
import type { Caller } from './caller.ts'
import { cronPath, cronPrincipal, isCronSecret } from './cronSecret.ts'
import type { GatewayParts } from './gatewayParts.ts'
import { grantInForce, proves } from '#chat/commands/grantInForce.ts'
import { SeenNonces } from './seenNonces.ts'
import type { Sessions } from './sessions.ts'
import { readSigned, signatureHeaders } from './signedRequest.ts'

/** Tells callers apart. One of these for each gateway: it remembers the nonces of reads. */
export class Identification {
  readonly #parts: GatewayParts
  readonly #seen: SeenNonces

  readonly #sessions: Sessions
  readonly #cookieName: string

  constructor(parts: GatewayParts, sessions: Sessions) {
    this.#parts = parts
    this.#sessions = sessions
    this.#cookieName = cookieNameOf(parts)
    this.#seen = new SeenNonces(parts.now)
  }

  /** Never throws for who is unknown, only for a proof that is wrong. @throws UNAUTHENTICATED */
  callerOf(request: FastifyRequest): Caller {
    const { authorization } = request.headers
    if (authorization !== undefined) return this.#byCron(request, authorization) ?? this.#byKey(authorization)
    if (request.headers[signatureHeaders.signer] !== undefined) return this.#bySignature(request)
    const cookie = request.cookies[this.#cookieName]
    if (cookie !== undefined) return this.#sessions.callerOf(cookie)
    return { kind: 'nobody', problem: 'it carries neither an API key, nor a signature, nor a session' }
  }

  /** A clock elsewhere, at its one path. */
  #byCron({ routeOptions }: FastifyRequest, authorization: string): Caller | undefined {
    const { cronSecret } = this.#parts
    if (cronSecret === undefined || routeOptions.url !== cronPath) return undefined
    const isSecret = isCronSecret(cronSecret, /^Bearer (.{1,200})$/.exec(authorization)?.[1] ?? '')
    return isSecret ? { kind: 'key', principal: cronPrincipal, person: null, role: 'operator', funds: 'all' } : undefined
  }

  #byKey(authorization: string): Caller {
    // made only where it is thrown: its stack costs more than all the rest
    const refused = (): QuorateError => new QuorateError('UNAUTHENTICATED', { problem: 'the API key is not valid' })
    const given = readApiKey(/^Bearer (.{1,200})$/.exec(authorization)?.[1] ?? '')
    if (given === undefined) throw refused()
    const known = grantInForce(this.#parts.host, `key:${given.id}`)
    if (known === undefined || !proves(given.secret, known)) throw refused()
    const { role, funds, person = null, may } = known
    return { kind: 'key', principal: `key:${given.id}`, person, role, funds, ...(may === undefined ? {} : { may }) }
  }

  /** A read; what changes something goes to the relayer's door as an envelope, and is proven there. */
  #bySignature(request: FastifyRequest): Caller {
    const refuse = (problem: string): QuorateError => new QuorateError('UNAUTHENTICATED', { problem })
    const { fundId } = request.params as { readonly fundId?: string }
    const fund = this.#parts.funds().find((one) => one.fundId === fundId)
    // said as to whoever asks for a fund that is not theirs
    if (fund === undefined) return { kind: 'nobody', problem: 'a bot signs for one of its funds' }
    const given = readSigned(request, fund, undefined)
    const signed = envelopeRequestSchema.safeParse(given.request)
    const signer = evmAddressSchema.safeParse(given.signer)
    const signature = signatureSchema.safeParse(given.signature)
    if (!signed.success || !signer.success || !signature.success) throw refuse('the signature headers are not complete')
    if (Math.abs(this.#parts.now() - signed.data.timestamp) > envelopeWindowS)
      throw refuse(`its time is more than ${envelopeWindowS} s from this clock`)
    if (!this.#parts.isSignedBy(envelopeDigest(signed.data), signature.data, signer.data))
      throw refuse(`this method, path and time are not signed by ${signer.data}`)
    if (!this.#seen.take(`${signer.data}/${signed.data.nonce}`, signed.data.timestamp)) throw refuse('its nonce was used before')
    const bot = { kind: 'bot', principal: signer.data, person: null, address: signer.data } as const
    return isLetIn(this.#parts.host, fund.fundId, signer.data) ? { ...bot, letInto: fund.fundId } : bot
  }
}

/** Cookies know no ports: each instance of a machine has a name of its own. */
export const cookieNameOf = ({ context }: Pick<GatewayParts, 'context'>): string => `quorate-${context.instance.name}`
