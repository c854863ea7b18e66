import fastify from 'fastify'
import swagger from '@fastify/swagger'
import { beforeAll, expect, test } from 'vitest'
import { commandTable } from '#chat/commands/commandTable.ts'
import { docsPage } from '#gateway/docsPage.ts'
import { docsRoutes } from '#gateway/docsRoutes.ts'
import { docsStyle } from '#gateway/docsStyle.ts'
import { openApi } from '#gateway/openApi.ts'
import type { GatewayApp } from '#gateway/routeTools.ts'
import type { ApiDocument } from '#gateway/tidyDocument.ts'

let document: ApiDocument
let page: string
beforeAll(async () => {
  document = await openApi({ commands: commandTable.filter(({ runs }) => runs === 'daemon'), version: '1.2.3' })
  page = docsPage(document)
})

test('every operation and every schema is on the page once, and in its contents', () => {
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
  const names = Object.keys(document.components['schemas'] ?? {}).map((name) => `schema-${name}`)
  const anchors = [...page.matchAll(/<article id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(anchors)).toEqual(new Set([...ids, ...names]))
  expect(anchors).toHaveLength(ids.length + names.length)
  expect([...ids, ...names].filter((id) => !page.includes(`<a href="#${id}">`))).toEqual([])
})

test('every link leads somewhere on this gateway', () => {
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  const links = [...page.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, to]) => to ?? '')
  const lost = links.filter((to) => !(to.startsWith('#') && ids.has(to.slice(1))) && to !== '/openapi.json')
  expect(lost).toEqual([])
})

test('it has no script and no style of its own, and asks for nothing but its style sheet', () => {
  expect(page).not.toMatch(/<script|<style|<iframe|<img| style=| on\w+=|javascript:/i)
  expect([...page.matchAll(/<link [^>]*href="([^"]+)"/g)].map(([, to]) => to)).toEqual(['/docs/page.css'])
  expect(docsStyle).not.toMatch(/url\(|@import/)
})

test('what is written in a document is shown, not obeyed', () => {
  const evil = '<script>alert(1)</script>'
  const operation = {
    operationId: 'a"><b',
    summary: evil,
    description: `See ${evil} and **bold**`,
    tags: ['t'],
    parameters: [{ name: evil, in: 'query', description: evil, schema: { type: 'string', pattern: evil } }],
    responses: { 200: { description: evil, content: { [evil]: {} } } },
  }
  const made = docsPage({
    openapi: '3.1.0',
    info: { title: evil, version: evil, description: `${evil}\n\n[click](javascript:alert(1))` },
    tags: [{ name: 't', description: evil }],
    paths: { [`/${evil}`]: { get: operation } },
    components: { schemas: { [evil]: { type: 'object', properties: { [evil]: { const: evil } }, examples: [evil] } } },
  })
  expect(made).not.toContain('<script')
  expect(made).not.toContain('javascript:')
  expect(made).not.toContain('a"><b')
  expect(made).toContain('<strong>bold</strong>')
})

test('it is served under a policy that lets nothing else in', async () => {
  const app = fastify()
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'T', version: '1' }, components: { schemas: {} } } })
  docsRoutes(app as unknown as GatewayApp)
  const { statusCode, headers, body } = await app.inject('/docs')
  expect(statusCode).toBe(200)
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(body).toContain('<title>T API 1</title>')
  expect((await app.inject('/docs/page.css')).headers['content-type']).toBe('text/css; charset=utf-8')
  expect((await app.inject('/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' })
  await app.close()
})
