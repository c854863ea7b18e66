// The document for machines, and the same as a page for people. The page may load its own style sheet and nothing else.
import { docsPage } from './docsPage.ts'
import { docsStyle } from './docsStyle.ts'
import type { GatewayApp } from './routeTools.ts'
import type { ApiDocument } from './tidyDocument.ts'

const policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** GET of the document, its page and the page's style sheet. For anyone: they tell of no fund. */
export function docsRoutes(app: GatewayApp): void {
  // apiDocument.ts gives it this shape
  const document = (): ApiDocument => app.swagger() as unknown as ApiDocument
  let page: string | undefined
  const hidden = { config: { allow: 'document.read' }, schema: { hide: true } } as const
  app.get('/openapi.json', hidden, async () => document())
  app.get('/docs', hidden, async (_request, reply) => {
    page ??= docsPage(document())
    return reply
      .type('text/html; charset=utf-8')
      .headers({
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      })
      .send(page)
  })
  app.get('/docs/page.css', hidden, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('x-content-type-options', 'nosniff').send(docsStyle),
  )
}
