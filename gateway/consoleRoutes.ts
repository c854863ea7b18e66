// The console's files. Its pages are the same file under several addresses: the script in it reads which one is meant.
import files from '@fastify/static'
import type { FastifyReply } from 'fastify'
import { tmpdir } from 'node:os'
import type { GatewayApp, RouteParts } from './routeTools.ts'

/** Addresses of pages; each may have more behind it. */
const pages = [
  '/',
  '/bots/*',
  '/funds',
  '/funds/*',
  '/approvals',
  '/approvals/*',
  '/incidents',
  '/incidents/*',
  '/chat',
  '/journal',
  '/audit',
] as const
/** Nothing that is written into a page is run, and nothing is asked of anybody but this door. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
const pageHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const
/** Their names have a digest of what is in them. */
const assetHeaders = { 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' } as const

/** GET of the console's pages and what they load; not there where no console is served. */
export function consoleRoutes(app: GatewayApp, { gateway }: RouteParts): void {
  const { console: ready } = gateway
  if (ready === undefined) return
  // whose folder it is becomes known when it is built
  void app.register(files, { root: tmpdir(), serve: false, preCompressed: true, cacheControl: false })
  const hidden = { config: { allow: 'console.read' }, schema: { hide: true } } as const
  const send = async (reply: FastifyReply, file: string, headers: Readonly<Record<string, string>>): Promise<FastifyReply> =>
    reply.headers(headers).sendFile(file, await ready())
  for (const url of pages) app.get(url, hidden, (_request, reply) => send(reply, 'page.html', pageHeaders))
  app.get('/assets/*', hidden, ({ params }, reply) => send(reply, `assets/${(params as { '*': string })['*']}`, assetHeaders))
}
