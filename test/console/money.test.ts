// The money in a real browser, over a real daemon and chain: what a fund holds, and one trade from the claim to the receipt.
// One of its sources is a page that somebody hostile has written.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { components } from '#client/apiTypes.ts'
import { readable, readablePrice } from '#console/parts/figures.ts'
import type { SeenFact } from '../daemon/daemon.ts'
import { quickSettings } from '../daemon/drill.ts'
import { hostile } from './hostile.ts'
import { askedBy, enter, everyoneCanUse, soon, twoLooks, visit, watchSwarm, type WatchedSwarm } from './watchedSwarm.ts'

type Schemas = components['schemas']

// a busy machine draws slowly
vi.setConfig({ testTimeout: 90_000 })

let swarm: WatchedSwarm
let bought: SeenFact<'intent.executed'>
let source: Server
beforeAll(async () => {
  source = createServer((_asked, answer) => answer.writeHead(200, { 'content-type': 'text/plain' }).end(hostile))
  await once(source.listen(0, '127.0.0.1'), 'listening')
  const { port } = source.address() as AddressInfo // a TCP server's address is always this
  const settings = quickSettings()
  settings.fetch.allowLoopback = [`127.0.0.1:${port}`]
  settings.developmentKeys['crawler-mood'] = 12
  const mood = { type: 'http-text', url: `http://127.0.0.1:${port}/mood`, schemaId: 'mood/1' } as const
  for (const fund of settings.funds) fund.crawlers.push({ name: 'mood', key: 'crawler-mood', source: mood })
  swarm = await watchSwarm(settings)
  await enter(swarm)
}, 180_000)
afterAll(async () => {
  source.close()
  await swarm.end()
})

const page = () => swarm.watched.page
const story = () => page().getByRole('list', { name: 'What happened' })
const step = (name: string) =>
  story()
    .getByRole('listitem')
    .filter({ has: page().getByRole('heading', { name, exact: false }) })
const storyOf = (hash: string): Promise<Schemas['ExplainResult']> =>
  askedBy(swarm.watched, `/api/v1/funds/main/intents/${hash}/story`)

test(
  'a trade is followed while it goes on: from the fund’s page, step by step, to its receipt',
  { timeout: 180_000 },
  async () => {
    await page().getByRole('link', { name: 'Funds' }).click()
    await page().getByRole('link', { name: 'Main fund' }).click()
    await page().getByRole('heading', { name: 'Main fund', level: 1 }).waitFor()
    bought = await followed(swarm.daemon.facts.at(-1)?.seq ?? 0)
    await soon(() => page().locator('.page-head .badge').textContent()).toBe('executed')
    await soon(() => page().locator('.story .step.done').count()).toBe(7)
  },
)

/** Looks at the next trade until it is over; one that the price ran away from is dropped, and then at the one after it. */
async function followed(after: number): Promise<SeenFact<'intent.executed'>> {
  const { intentHash, seq } = await swarm.daemon.fact('intent.proposed', (fact) => fact.seq > after)
  await page().locator(`a[href="/funds/main/intents/${intentHash}"]`).first().click()
  await story().waitFor()
  const isThis = (fact: { readonly intentHash: string }): boolean => fact.intentHash === intentHash
  const end = await Promise.race([swarm.daemon.fact('intent.executed', isThis), swarm.daemon.fact('intent.dropped', isThis)])
  if (end.type === 'intent.executed') return end
  await page().goBack()
  return followed(seq)
}

test('each step tells who did what, and leads to the turn that did it', async () => {
  const { intent } = await storyOf(bought.intentHash)
  const claim = intent?.claims.find(({ sourceType }) => sourceType === 'amm-price')
  const [run] = intent?.dryRuns ?? []
  if (intent === null || claim === undefined || run === undefined || intent.execution === null) throw new Error('it was executed')
  await visit(swarm.watched, `/funds/main/intents/${bought.intentHash}`)
  const claimed = step('Claimed')
  await claimed.getByText(claim.crawlerName, { exact: true }).waitFor()
  await claimed.getByText(claim.sourceRef).waitFor()
  const price = JSON.parse(claim.extracted) as { readonly spotWad: string } // as amm-price claims are
  expect(await claimed.textContent()).toContain(`${readablePrice(price.spotWad)} USDC per WETH`)
  // what a page said is text, and nothing that the browser does
  await claimed.getByText(hostile, { exact: true }).waitFor()
  const signed = step('Signed by verifiers')
  for (const { name } of intent.signatures.opinions) await signed.getByText(name, { exact: true }).waitFor()
  const { attestedWeight, thresholdWeight } = intent.signatures
  expect([attestedWeight >= (thresholdWeight ?? 99), await signed.textContent()]).toEqual([
    true,
    expect.stringContaining(`weight ${attestedWeight} of ${thresholdWeight} needed`),
  ])
  expect(await step('Dry run').textContent()).toContain(`${run.code} by ${run.by}`)
  const executed = step('Executed')
  expect(await executed.textContent()).toContain(intent.execution.amountOut)
  expect(await executed.textContent()).toContain(`block${intent.execution.block}`)
  await everyoneCanUse(swarm.watched)

  const link = signed.locator('.turn-link a').first()
  const [, actor = '', seq = ''] = /^\/bots\/([^?]+)\?seq=(\d+)$/.exec((await link.getAttribute('href')) ?? '') ?? []
  await link.click()
  await page()
    .getByRole('heading', { level: 1 })
    .filter({ has: page().locator(`[title="${decodeURIComponent(actor)}"]`) })
    .waitFor()
  await soon(() => page().locator('.past-banner').textContent()).toContain(`after turn ${seq}`)
  await page().goBack()
  await story().waitFor()
})

test('a fund’s page shows what it holds, its price with its trades, its limits and who signs for it', async () => {
  await swarm.daemon.fact('intent.executed', ({ seq, action }) => seq > bought.seq && action === 'SELL')
  await visit(swarm.watched, '/funds/main')
  const tile = (name: string) => page().locator('.tile').filter({ hasText: name }).locator('.tile-value').textContent()
  // figures move on between two questions: at some moment they are the same
  await soon(async () => {
    const { totalAssets, base, realisedProfit } = await askedBy<Schemas['FundStatus']>(swarm.watched, '/api/v1/funds/main/status')
    const said = [totalAssets, realisedProfit].map((units) => `${readable(units ?? '', base.decimals, 2)} ${base.symbol}`)
    return JSON.stringify(said) === JSON.stringify([await tile('Worth'), await tile('Realised profit')])
  }).toBe(true)
  const chart = page().getByRole('group', { name: /^Price of WETH in USDC: \d+ claims, \d+ trades$/ })
  await soon(() => chart.getByRole('link').count()).toBeGreaterThan(1)
  expect(await chart.getByRole('link', { name: /^BUY at [\d,.]+ USDC/ }).count()).toBeGreaterThan(0)
  expect(await chart.locator('path.spot').getAttribute('d')).toMatch(/^M[\d.]+ [\d.]+L/)
  const { monitors } = await askedBy<{
    readonly monitors: readonly { readonly fundId: string; readonly rules: readonly { readonly measures: string }[] }[]
  }>(swarm.watched, '/api/v1/monitors')
  for (const { measures } of monitors.find(({ fundId }) => fundId === 'main')?.rules ?? [])
    await page().getByText(measures, { exact: true }).waitFor()
  await page().getByRole('heading', { name: 'On chain, whoever signs' }).waitFor()
  for (const name of ['alpha', 'beta', 'gamma']) await page().getByRole('rowheader', { name }).getByRole('link').waitFor()
  await everyoneCanUse(swarm.watched)
  // by key alone: a mark of the chart leads to its trade
  await chart.getByRole('link').first().focus()
  await page().keyboard.press('Enter')
  await story().waitFor()
})

test('a link to no fund, and to no trade, says so', async () => {
  for (const [path, code] of [
    ['/funds/none', 'UNKNOWN_FUND'],
    ['/funds/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', 'REQUEST_INVALID'],
    [`/funds/main/intents/0x${'0'.repeat(64)}`, 'UNKNOWN_INTENT'],
  ] as const) {
    await visit(swarm.watched, path)
    await page().getByText(code).first().waitFor()
    expect(await page().getByRole('heading', { level: 1 }).count()).toBe(1)
  }
  await everyoneCanUse(swarm.watched, twoLooks)
})
