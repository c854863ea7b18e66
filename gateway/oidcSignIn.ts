// OpenID Connect for teams: the code flow with PKCE, state and nonce, by openid-client. Its state is bound to the browser
// that began; nothing is kept here between the two halves.
import { timingSafeEqual } from 'node:crypto'
import * as client from 'openid-client'
import { QuorateError } from '#protocol/errors.ts'
import { Challenges } from './challenge.ts'
import type { OidcSettings } from './people.ts'

/** From leaving for the provider to coming back. */
const patienceMs = 600_000
/** What the provider may take to answer. */
const timeoutS = 10

/** Where the provider sends people back to, under the origin of this door. */
export const callbackPath = '/api/v1/sessions/oidc/callback'

/** A provider as the gateway is given it. */
export interface OidcParts extends OidcSettings {
  /** From the environment or a keystore; absent: a public client. */
  readonly clientSecret?: string | undefined
}

/** Signing in at one provider. */
export class OidcSignIn {
  readonly #parts: OidcParts
  readonly #challenges: Challenges
  #configuration: Promise<client.Configuration> | undefined

  /** @param nowMs wall clock, ms */
  constructor(parts: OidcParts, nowMs: () => number) {
    this.#parts = parts
    this.#challenges = new Challenges('oidc', patienceMs, nowMs)
  }

  /** Where to send a browser, and the state that it must bring back in a cookie. @throws OIDC_UNREACHABLE */
  async begin(origin: string): Promise<{ readonly url: string; readonly state: string; readonly maxAgeS: number }> {
    const configuration = await this.#discovered()
    const state = this.#challenges.issue()
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: `${origin}${callbackPath}`,
      scope: this.#parts.scope,
      code_challenge: await client.calculatePKCECodeChallenge(this.#challenges.secretOf(state, 'verifier')),
      code_challenge_method: 'S256',
      state,
      nonce: this.#challenges.secretOf(state, 'nonce'),
    })
    return { url: url.href, state, maxAgeS: patienceMs / 1_000 }
  }

  /**
   * Who came back. @param target path and query of the callback @param kept the state of the browser's cookie
   * @throws UNAUTHENTICATED, OIDC_UNREACHABLE
   */
  async finish(
    target: string,
    origin: string,
    kept: string | undefined,
  ): Promise<{ readonly subject: string; readonly used: string }> {
    const refuse = (problem: string, cause?: unknown): QuorateError => new QuorateError('UNAUTHENTICATED', { problem }, { cause })
    const url = new URL(target, origin)
    const state = url.searchParams.get('state') ?? ''
    if (kept === undefined || !isSame(kept, state)) throw refuse('this browser did not begin it: begin again')
    if (!this.#challenges.isGood(state)) throw refuse('it took too long: begin again')
    const configuration = await this.#discovered()
    let claims: client.IDToken | undefined
    try {
      const tokens = await client.authorizationCodeGrant(configuration, url, {
        pkceCodeVerifier: this.#challenges.secretOf(state, 'verifier'),
        expectedState: state,
        expectedNonce: this.#challenges.secretOf(state, 'nonce'),
        idTokenExpected: true,
      })
      claims = tokens.claims()
    } catch (cause) {
      throw refuse(`the provider does not vouch for it (${codeOf(cause)})`, cause)
    }
    return { subject: this.#subjectOf(claims, refuse), used: state }
  }

  #subjectOf(claims: client.IDToken | undefined, refuse: (problem: string) => QuorateError): string {
    if (claims === undefined) throw refuse('the provider does not say who it is')
    if (this.#parts.claim === 'sub') return claims.sub
    const { email, email_verified: isVerified } = claims
    if (typeof email !== 'string' || isVerified !== true) throw refuse('the provider has not verified an e-mail address')
    return email.toLowerCase()
  }

  /** Read once; a provider that does not answer is asked again the next time. */
  #discovered(): Promise<client.Configuration> {
    this.#configuration ??= this.#discover().catch((cause: unknown) => {
      this.#configuration = undefined
      throw new QuorateError('OIDC_UNREACHABLE', { issuer: this.#parts.issuer, problem: codeOf(cause) }, { cause })
    })
    return this.#configuration
  }

  #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#parts
    const authentication = clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret)
    // the settings let http through for a provider of this machine only
    const execute = issuer.startsWith('http:') ? [client.allowInsecureRequests] : []
    return client.discovery(new URL(issuer), clientId, undefined, authentication, { execute, timeout: timeoutS })
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Its own word for what is wrong; its message may quote what was sent. */
function codeOf(cause: unknown): string {
  const { error, code, name } = cause as { readonly error?: unknown; readonly code?: unknown; readonly name?: unknown }
  const word = [error, code, name].find((each) => typeof each === 'string') ?? 'it does not answer'
  return word.slice(0, 100)
}
