// What messengers ask for: their servers deliver here what people do in chats. Who asks is proven by the messenger's own
// signature over the very bytes of the body, which is for its adapter to judge: here the bytes are only read, bounded, and
// handed on. It comes from other machines through the operator's public address, so Host must be one of this gateway's; no
// server of a messenger sends an Origin, and what does is a page.
import { QuorateError } from '#protocol/errors.ts'
import { bodyBytesMax } from '#chat/commands/limits.ts'
import { requestIdHeader } from './requestId.ts'
import type { GatewayApp, RouteParts } from './routeTools.ts'

/** The paths of messengers, in a scope of their own: no body is parsed there. */
export function messengerRoutes(app: GatewayApp, { gateway: { messengers = [] } }: RouteParts): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyBytesMax }, (_request, body, done) => done(null, body))
  for (const { method, path, listen } of messengers)
    app.route({
      method,
      url: path,
      exposeHeadRoute: false,
      config: { allow: 'messengers.deliver' },
      schema: { hide: true },
      onRequest: async ({ headers }) => {
        if (method === 'POST' && headers.origin !== undefined)
          throw new QuorateError('ORIGIN_REFUSED', { origin: headers.origin.slice(0, 200) })
      },
      handler: (request, reply) => {
        reply.hijack()
        reply.raw.setHeader(requestIdHeader, request.id)
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        listen(Object.assign(request.raw, { rawBody: body }), reply.raw)
      },
    })
}
