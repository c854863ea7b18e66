// The first page with ten thousand bots and two hundred events a second, and charts that are too much for the layout engine:
// a real browser over a real gateway and journal.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { createMachine } from 'xstate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exampleMachine } from '#charts/fixtures.ts'
import { openBenchGateway, type BenchGateway } from '../../bench/workload/benchGateway.ts'
import { runLoad } from '../../bench/workload/crowdLoad.ts'
import { axeViolations, openBrowser, openPage, type WatchedPage } from './browser.ts'
import { shown } from './watchedSwarm.ts'

const bots = 10_000
/** More boxes than are drawn with arrows, and no compound that could be shut. */
const huge = createMachine({
  id: 'huge',
  initial: 's0',
  states: Object.fromEntries(
    Array.from({ length: 300 }, (_, n) => [`s${n}`, { description: `The ${n}th.`, on: { next: `s${(n + 1) % 300}` } }]),
  ),
})

const folder = mkdtempSync(join(tmpdir(), 'quorate-crowd-'))
let swarm: BenchGateway
let browser: Browser
let watched: WatchedPage
beforeAll(async () => {
  swarm = await openBenchGateway(folder, { counters: bots, withConsole: true, charts: { huge, example: exampleMachine } })
  browser = await openBrowser()
  watched = await openPage(browser)
  await watched.page.goto(swarm.signInUrl())
  await watched.page.getByRole('row').nth(1).waitFor({ timeout: 60_000 })
}, 180_000)
afterAll(async () => {
  await browser.close()
  await swarm.close()
  rmSync(folder, { recursive: true, force: true })
})

const { poll } = expect
const rows = async (): Promise<number> =>
  Number(await watched.page.getByRole('treegrid').getAttribute('aria-rowcount', { timeout: 1_000 }))
/** All bots, and the line above them. */
const allRows = (): number => [...swarm.host.glances()].length + 1

test('ten thousand bots are counted, found, and walked to the last one with one key', async () => {
  const { page } = watched
  await poll(rows).toBe(allRows())
  expect(allRows()).toBeGreaterThan(bots)
  // only those that are seen are in the page
  expect(await page.getByRole('row').count()).toBeLessThan(100)
  const search = page.getByRole('searchbox', { name: 'Search bots' })
  await search.fill('counter:9876')
  await poll(rows).toBe(2)
  await search.fill('')
  await poll(rows).toBe(allRows())
  await page.getByRole('button', { name: 'The swarm' }).focus()
  await page.keyboard.press('End')
  await poll(() => page.locator(':focus').textContent()).toMatch(/^session:/)
  expect(await page.locator(':focus').isVisible()).toBe(true)
  await page.keyboard.press('ArrowUp')
  await poll(() => page.locator(':focus').textContent()).toMatch(/^huge:|^key:/)
  await page.keyboard.press('Home')
  await poll(() => page.locator(':focus').textContent()).toMatch(/The swarm/)
})

test('the list is scrolled to its end and back, and everyone can use it', async () => {
  const { page } = watched
  await page.getByRole('treegrid').hover()
  for (let step = 0; step < 20; step += 1) await page.mouse.wheel(0, 20_000)
  await page.getByRole('link', { name: 'huge:one', exact: true }).waitFor()
  await page.mouse.wheel(0, -1_000_000)
  await page.getByRole('button', { name: 'The swarm' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
})

test('at 200 events a second every turn is counted and every click answered', { timeout: 60_000 }, async () => {
  const { page, complaints } = watched
  const begun = await shown(page)
  const done = new AbortController()
  const load = runLoad(swarm.host, bots, { kind: 'load', perSecond: 200, ms: 6_000 }).finally(() => done.abort())
  let clicks = 0
  const group = page.getByRole('button', { name: 'The swarm' })
  for (; !done.signal.aborted || clicks < 5; clicks += 1) {
    await group.click()
    await poll(rows).toBe(1)
    await group.click()
    await poll(rows).toBe(allRows())
  }
  const commits = await load
  expect(commits).toHaveLength(1_200)
  const through = swarm.host.durableThrough()
  await poll(async () => (await shown(page)).seq).toBe(through)
  let turns = 0
  for await (const { seq } of swarm.host.turns({ after: begun.seq })) if (seq <= through) turns += 1
  expect((await shown(page)).counted - begun.counted).toBe(turns)
  expect(turns).toBeGreaterThanOrEqual(1_200)
  expect(complaints).toEqual([])
})

test('a machine too large to draw is a nested list with its transitions written in it', async () => {
  const { page } = watched
  await page.goto(new URL('/bots/huge%3Aone', swarm.gateway.url).href)
  await page.locator('[data-layout=list]').waitFor()
  await page.getByText('This chart could not be laid out with arrows').waitFor()
  expect(await page.locator('.chart-panel').getByText('s299', { exact: true }).count()).toBeGreaterThan(0)
})

test('a layout engine that breaks leaves a nested list, and the next chart is drawn', async () => {
  const { page } = watched
  await page.route('**/elk-worker*', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("broken")' }),
  )
  await page.goto(new URL('/bots/example%3Aone', swarm.gateway.url).href)
  await page.locator('[data-layout=list]').waitFor()
  await page.getByText('This chart could not be laid out with arrows').waitFor()
  await page.unroute('**/elk-worker*')
  await page.evaluate(`history.pushState(null, '', '/bots/counter:1')`)
  await page.locator('[data-layout=routed]').waitFor()
})
