// Signing in and out at the console: with a one-time token, with an Ethereum account, at the team's OpenID provider.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { evmAddressSchema } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import { signatureSchema } from '#protocol/hash.ts'
import { EthereumSignIn } from './ethereumSignIn.ts'
import { cookieNameOf } from './identify.ts'
import { callbackPath, OidcSignIn } from './oidcSignIn.ts'
import { personBehind, type Proof } from './people.ts'
import { refusals, type GatewayApp, type RouteParts } from './routeTools.ts'
import type { SignedIn } from './sessions.ts'
import { arrivedPage, pageHeaders, signInPage } from './signInPage.ts'

const signedInSchema = z.object({ principal: z.string(), person: z.string(), role: z.string(), expiresAt: z.string() })
const answers = { ...refusals, 200: signedInSchema.describe('Signed in: the session is in the cookie.') }
/** Whoever signs somebody in must be a page of this very door: nobody is signed in as another by a foreign page. */
const own = { allow: 'sessions.open', ownPage: true } as const

/** POST of what signs in, GET of what begins it, DELETE of the session. */
export function sessionRoutes(app: GatewayApp, parts: RouteParts): void {
  const signIn = signerIn(parts)
  tokenRoute(app, parts, signIn)
  ethereumRoutes(app, parts, signIn)
  oidcRoutes(app, parts, signIn)
  app.route({
    method: 'DELETE',
    url: '/api/v1/sessions/current',
    config: { allow: 'sessions.end' },
    schema: {
      tags: ['sessions'],
      operationId: 'signOut',
      summary: 'Sign out',
      response: { ...refusals, 200: z.object({ signedOut: z.literal(true) }).describe('Signed out.') },
    },
    handler: async ({ caller }, reply) => {
      if (caller.kind !== 'key' || caller.byCookie !== true)
        throw new QuorateError('UNAUTHENTICATED', { problem: 'there is no session to end' })
      await parts.sessions.end(caller.principal)
      void reply.clearCookie(cookieNameOf(parts.gateway), { path: '/' })
      return { signedOut: true as const }
    },
  })
  app.get('/sign-in', { config: { allow: 'sessions.open' }, schema: { hide: true } }, (_request, reply) =>
    reply.headers(pageHeaders(signInPage)).send(signInPage.text),
  )
}

type SignIn = (
  request: FastifyRequest,
  reply: FastifyReply,
  used: string,
  who: SignedIn,
) => Promise<z.output<typeof signedInSchema>>

/** Opens a session and gives its cookie to the browser. */
function signerIn({ gateway, sessions, hosts }: RouteParts): SignIn {
  return async (request, reply, used, who) => {
    const { principal, cookie, lifetimeMs } = await sessions.open(used, who)
    void reply.header('cache-control', 'no-store').setCookie(cookieNameOf(gateway), cookie, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      // a page of this machine has no certificate
      secure: hosts().originOf(request.headers).startsWith('https:'),
      maxAge: Math.floor(lifetimeMs / 1_000),
    })
    const expiresAt = new Date(gateway.now() * 1_000 + lifetimeMs).toISOString()
    return { principal, person: who.person, role: who.role, expiresAt }
  }
}

function tokenRoute(app: GatewayApp, { gateway }: RouteParts, signIn: SignIn): void {
  app.route({
    method: 'POST',
    url: '/api/v1/sessions',
    config: own,
    schema: {
      tags: ['sessions'],
      operationId: 'signInWithToken',
      summary: 'Sign in with a one-time token',
      description: 'The token is printed when the daemon starts, and by `./quorate session open`. It works once.',
      body: z.strictObject({ token: z.string().min(1).max(128) }),
      response: answers,
    },
    handler: async (request, reply) => {
      const { token } = request.body
      const grant = gateway.takeTicket(token)
      if (grant === undefined)
        throw new QuorateError('UNAUTHENTICATED', { problem: 'the token was used, is too old, or is none' })
      const { by, ...who } = grant
      return signIn(request, reply, token, { ...who, how: 'token', subject: by })
    },
  })
}

function ethereumRoutes(app: GatewayApp, { gateway, hosts }: RouteParts, signIn: SignIn): void {
  const { people } = gateway.signIn
  const ethereum = new EthereumSignIn({
    ...gateway,
    nowMs: () => gateway.now() * 1_000,
    isKnown: (subject) => personBehind(people, { how: 'ethereum', subject }) !== undefined,
  })
  app.route({
    method: 'POST',
    url: '/api/v1/sessions/ethereum/message',
    config: own,
    schema: {
      tags: ['sessions'],
      operationId: 'getEthereumMessage',
      summary: 'The message that an Ethereum account signs to sign in (EIP-4361)',
      body: z.strictObject({ address: evmAddressSchema }),
      response: { ...refusals, 200: z.object({ message: z.string() }).describe('The text to sign.') },
    },
    // asking leaves nothing behind, so anyone may, and learns nothing of who may sign in
    handler: (request) => ({ message: ethereum.message(request.body.address, hosts().originOf(request.headers)) }),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/sessions/ethereum',
    config: own,
    schema: {
      tags: ['sessions'],
      operationId: 'signInWithEthereum',
      summary: 'Sign in with an Ethereum account',
      description:
        'Signed by the account’s key; an account that is a contract on the fund’s chain is asked whether it stands behind the signature (ERC-1271).',
      body: z.strictObject({ message: z.string().max(4_096), signature: signatureSchema }),
      response: answers,
    },
    handler: async (request, reply) => {
      const { message, signature } = request.body
      const { address, nonce } = await ethereum.signer(message, signature, hosts().originOf(request.headers))
      return signIn(request, reply, nonce, known(people, { how: 'ethereum', subject: address }))
    },
  })
}

function oidcRoutes(app: GatewayApp, { gateway, hosts }: RouteParts, signIn: SignIn): void {
  const { oidc: settings, people } = gateway.signIn
  if (settings === undefined) return
  const oidc = new OidcSignIn(settings, () => gateway.now() * 1_000)
  const stateCookie = `${cookieNameOf(gateway)}-oidc`
  const cookie = { path: '/api/v1/sessions/oidc', httpOnly: true, sameSite: 'lax' } as const
  app.route({
    method: 'GET',
    url: '/api/v1/sessions/oidc',
    config: { allow: 'sessions.open' },
    schema: {
      // for browsers: a program gets nothing from it
      hide: true,
    },
    handler: async ({ headers }, reply) => {
      const origin = hosts().originOf(headers)
      const { url, state, maxAgeS } = await oidc.begin(origin)
      // lax: the way back comes from the provider's page
      void reply.setCookie(stateCookie, state, { ...cookie, secure: origin.startsWith('https:'), maxAge: maxAgeS })
      return reply.header('cache-control', 'no-store').redirect(url, 302)
    },
  })
  app.route({
    method: 'GET',
    url: callbackPath,
    config: { allow: 'sessions.open' },
    schema: { hide: true },
    handler: async (request, reply) => {
      const { raw, headers, cookies } = request
      const { subject, used } = await oidc.finish(raw.url ?? '', hosts().originOf(headers), cookies[stateCookie])
      await signIn(request, reply, used, known(people, { how: 'oidc', subject }))
      // a page, not a redirect: the cookie is for pages of this door only, and the way here began elsewhere
      return reply.clearCookie(stateCookie, cookie).headers(pageHeaders(arrivedPage)).send(arrivedPage.text)
    },
  })
}

/** @throws NOT_A_PERSON for whoever is not in the settings */
function known(people: Parameters<typeof personBehind>[0], proof: Proof): SignedIn {
  const found = personBehind(people, proof)
  if (found === undefined) throw new QuorateError('NOT_A_PERSON', { subject: proof.subject })
  const { person, role, funds } = found
  return { person, role, funds, ...proof }
}
