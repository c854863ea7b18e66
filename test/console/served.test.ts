// The console as the gateway serves it: built from these sources, with nothing inline, and nothing beside its own files.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consoleFolder, isConsoleFresh, keptConsole, readyConsole } from '#cli/consoleFiles.ts'
import { QuorateError } from '#protocol/errors.ts'
import { openModelGateway, type ModelGateway } from '../gateway/openModelGateway.ts'

let open: ModelGateway
beforeAll(async () => {
  execFileSync(process.execPath, [join(consoleFolder, '..', '..', 'scripts', 'buildConsole.ts')])
  open = await openModelGateway(undefined, { parts: { console: readyConsole } })
}, 120_000)
afterAll(() => open.close())

const get = async (path: string): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> => {
  const response = await fetch(new URL(path, open.gateway.url))
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const assetsOf = (page: string): readonly string[] => [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '')

describe('the page', () => {
  it.each(['/', '/bots/fund%3Amain?seq=3', '/funds/main', '/approvals', '/chat'])('is the same file at %s', async (path) => {
    const { status, headers, text } = await get(path)
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-store',
    ])
    expect(text).toBe(readFileSync(join(consoleFolder, 'page.html'), 'utf8'))
  })

  it('runs nothing that is written into it and asks nobody else', async () => {
    const { headers, text } = await get('/')
    expect(headers.get('content-security-policy')).toMatchInlineSnapshot(
      `"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"`,
    )
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/)
    expect(assetsOf(text).filter((path) => !path.startsWith('/assets/'))).toEqual([])
  })

  it('loads what is there, small and for good', async () => {
    const { text } = await get('/')
    for (const path of assetsOf(text)) {
      const { status, headers } = await get(path)
      expect([path, status, headers.get('cache-control')]).toEqual([path, 200, 'public, max-age=31536000, immutable'])
      expect([path, headers.get('content-encoding')]).toEqual([path, 'gzip'])
    }
  })

  it('brings at most 100 kB of script for the swarm with its past', async () => {
    const { text } = await get('/')
    // the scrubber comes by itself once the tree is there
    const later = readdirSync(join(consoleFolder, 'assets')).filter((name) => /^swarmTime-.*\.js$/.test(name))
    expect(later).toHaveLength(1)
    const first = assetsOf(text).filter((path) => path.endsWith('.js'))
    const scripts = withImports([...first, ...later.map((name) => `/assets/${name}`)])
    expect(scripts.size).toBeGreaterThan(first.length + 1)
    const packed = [...scripts].map((path) => readFileSync(join(consoleFolder, `${path}.gz`)))
    expect(packed.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(100_000)
    for (const [index, path] of [...scripts].entries())
      expect(gunzipSync(packed[index] ?? '')).toEqual(readFileSync(join(consoleFolder, path)))
  })
})

/** Scripts, and all that they name at their beginning. */
function withImports(paths: readonly string[], found = new Set<string>()): ReadonlySet<string> {
  for (const path of paths) {
    if (found.has(path)) continue
    found.add(path)
    const named = [...readFileSync(join(consoleFolder, path), 'utf8').matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)]
    withImports(
      named.map(([, name]) => `/assets/${name}`),
      found,
    )
  }
  return found
}

it('builds nothing in that no page asks for', () => {
  const files = readdirSync(join(consoleFolder, 'assets')).filter((name) => !name.endsWith('.gz'))
  const texts = [join(consoleFolder, 'page.html'), ...files.map((name) => join(consoleFolder, 'assets', name))]
    .filter((path) => /\.(js|css|html)$/.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  const isNamed = (name: string): boolean => texts.some(({ path, text }) => !path.endsWith(name) && text.includes(name))
  expect(files.filter((name) => !isNamed(name))).toEqual([])
  // the layout engine is most of all script: once, for the worker
  expect(files.filter((name) => name.startsWith('elk'))).toEqual([expect.stringMatching(/^elk-worker/)])
})

it.each([
  '/assets/none.js',
  '/assets/../built-from.txt',
  '/assets/%2e%2e/built-from.txt',
  '/assets/..%2fbuilt-from.txt',
  '/built-from.txt',
  '/elsewhere',
])('gives nothing for %s', async (path) => {
  const { status } = await get(path)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
})

it('is known to be of these sources', () => {
  expect(existsSync(join(consoleFolder, 'built-from.txt'))).toBe(true)
  expect(isConsoleFresh()).toBe(true)
})

it('that could not be built says so, and is tried again for whoever asks next', async () => {
  let attempts = 0
  const ready = keptConsole(() => {
    attempts += 1
    return attempts < 3
      ? Promise.reject(new QuorateError('CONSOLE_NOT_BUILT', { problem: 'no room' }))
      : Promise.resolve(consoleFolder)
  })
  await expect(ready()).rejects.toMatchObject({ code: 'CONSOLE_NOT_BUILT' })
  await expect(ready()).rejects.toMatchObject({ code: 'CONSOLE_NOT_BUILT' })
  await expect(ready()).resolves.toBe(consoleFolder)
  await expect(ready()).resolves.toBe(consoleFolder)
  expect(attempts).toBe(3)
})
