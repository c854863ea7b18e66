// Time travel in a real browser: the whole swarm and a fund scrubbed back and played, links into the past and behind it.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TurnLine } from '#chat/commands/turnLine.ts'
import { axeViolations } from './browser.ts'
import { consoleUrl, shown, watchSwarm, type WatchedSwarm } from './watchedSwarm.ts'

let swarm: WatchedSwarm
beforeAll(async () => {
  swarm = await watchSwarm()
  await swarm.watched.page.goto(consoleUrl(swarm.daemon))
  await swarm.watched.page.getByRole('treegrid').waitFor()
  await swarm.daemon.fact('intent.executed')
}, 180_000)
afterAll(() => swarm.end())

const { poll } = expect
const slider = (): Locator => swarm.watched.page.getByRole('slider', { name: 'Turn' })
const banner = (): Locator => swarm.watched.page.locator('.past-banner')
const linkedSeq = (): number => Number(new URL(swarm.watched.page.url()).searchParams.get('seq'))
/** The moment that the banner names; 0: none does. */
const bannerSeq = async (): Promise<number> => Number(/after turn (\d+)/.exec((await banner().textContent()) ?? '')?.[1] ?? 0)
const goTo = (path: string): Promise<unknown> => swarm.watched.page.goto(new URL(path, consoleUrl(swarm.daemon)).href)

/** The last record of the journal, as the daemon says. */
const lastSeq = async (): Promise<number> => (await swarm.daemon.status()).durableThrough
/** Rows of the tree that are drawn: address → state. */
async function rows(): Promise<ReadonlyMap<string, string>> {
  const told = await swarm.watched.page.evaluate<readonly (readonly [string, string])[]>(
    `[...document.querySelectorAll('[role=row]')].flatMap((row) => {
       const link = row.querySelector('a[data-go]'), badge = row.querySelector('.badge')
       return link && badge ? [[link.title, badge.title]] : []
     })`,
  )
  return new Map(told)
}
/** How each bot stood after a turn, as the journal says. */
async function journalStates(seq: number): Promise<ReadonlyMap<string, string>> {
  const states = new Map<string, string>()
  for await (const item of swarm.daemon.client.stream('journal', { after: 0 }, new AbortController().signal)) {
    const turn = item as TurnLine // as the command states
    if (turn.seq <= seq) states.set(turn.actor, turn.to)
  }
  return states
}
async function expectRowsAt(seq: number): Promise<void> {
  const known = await journalStates(seq)
  await poll(async () => (await rows()).size).toBeGreaterThan(8)
  // one that had been started, and not had its first turn, was about to begin
  const isWrong = ([address, state]: readonly [string, string]): boolean => known.get(address) !== state && state !== 'begins'
  await poll(async () => [...(await rows())].filter(isWrong)).toEqual([])
}

test('the whole swarm is scrubbed back: every bot as it was, and unmistakably the past', async () => {
  const { page } = swarm.watched
  await poll(() => slider().isEnabled()).toBe(true)
  await slider().focus()
  for (let step = 0; step < 12; step += 1) await page.keyboard.press('ArrowLeft')
  await banner().waitFor()
  expect(await banner().textContent()).toMatch(/The past.*Nothing can be sent from here/)
  await poll(linkedSeq).toBe(await bannerSeq())
  await expectRowsAt(linkedSeq())
  // what is known of now alone is not told of then
  expect(await page.getByRole('region', { name: 'Health' }).count()).toBe(0)
  // the swarm goes on meanwhile, and the past does not move
  const [seq, live] = [await bannerSeq(), await shown(page)]
  await poll(async () => (await shown(page)).seq).toBeGreaterThan(live.seq + 5)
  expect(await bannerSeq()).toBe(seq)
  await expectRowsAt(seq)
})

test('it is stepped and played with the keys, and Home and End lead to its ends', async () => {
  const { page } = swarm.watched
  const begun = await bannerSeq()
  await page.locator('main').focus()
  await page.keyboard.press('ArrowLeft')
  await poll(bannerSeq).toBeLessThan(begun)
  await page.keyboard.press('ArrowRight')
  await poll(bannerSeq).toBe(begun)
  await page.keyboard.press('Home')
  await poll(bannerSeq).toBeLessThan(begun - 50)
  const first = await bannerSeq()
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('8')
  await page.locator('main').focus()
  await page.keyboard.press(' ')
  await poll(bannerSeq).toBeGreaterThan(first + 10)
  await page.keyboard.press(' ')
  await page.getByRole('button', { name: 'Play (space)' }).waitFor()
  await expectRowsAt(await bannerSeq())
  await page.keyboard.press('End')
  await poll(() => banner().count()).toBe(0)
  await poll(linkedSeq).toBe(0)
  await page.getByRole('region', { name: 'Health' }).waitFor()
})

test('a link into the past shows it, and leads to the same moment of each bot', async () => {
  const { page } = swarm.watched
  const { seq } = await swarm.daemon.fact('snapshot.published')
  await goTo(`/?seq=${seq}`)
  await poll(bannerSeq).toBe(seq)
  await expectRowsAt(seq)
  await page.getByRole('link', { name: 'audit:log' }).first().click()
  await page.getByRole('heading', { name: 'audit:log' }).waitFor()
  expect(linkedSeq()).toBe(seq)
  await banner().waitFor()
})

test('the past of a fund is its bots, its turns and what had been told of it by then', async () => {
  const { page } = swarm.watched
  const { seq } = await swarm.daemon.fact('intent.executed')
  await goTo(`/funds/main?seq=${seq - 1}`)
  await poll(bannerSeq).toBeGreaterThan(0)
  await page.getByRole('heading', { name: /Price of .*, up to then/ }).waitFor()
  await expectRowsAt(seq - 1)
  const addresses = [...(await rows()).keys()]
  expect(addresses.filter((address) => !/[:.]main|^intent:/.test(address))).toEqual([])
  // the trade is of later, and so is all that is known of now alone
  expect(await page.getByRole('heading', { name: 'Trades that had been executed' }).count()).toBe(0)
  expect(await page.getByRole('heading', { name: 'Limits' }).count()).toBe(0)
  await goTo(`/funds/main?seq=${seq}`)
  await page.getByRole('heading', { name: 'Trades that had been executed' }).waitFor()
  await page.getByRole('button', { name: 'Back to now' }).click()
  await page.getByRole('heading', { name: 'Limits' }).waitFor()
})

test.each([
  ['light', 1_400],
  ['dark', 1_400],
  ['light', 420],
  ['dark', 420],
] as const)('everyone can use it: %s colours, %i pixels wide', async (colours, width) => {
  const { page, complaints } = swarm.watched
  const { seq } = await swarm.daemon.fact('intent.executed')
  await page.emulateMedia({ colorScheme: colours })
  await page.setViewportSize({ width, height: 900 })
  for (const path of [`/?seq=${seq}`, `/funds/main?seq=${seq}`]) {
    await goTo(path)
    await poll(bannerSeq).toBeGreaterThan(0)
    await page.getByRole('treegrid').waitFor()
    expect([path, await axeViolations(page), complaints]).toEqual([path, [], []])
    // nothing is beyond the edge
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }
})

test('a page that slept goes on where it was, and says when the daemon is of another version meanwhile', async () => {
  const { page } = swarm.watched
  await page.setViewportSize({ width: 1_400, height: 900 })
  await goTo('/')
  await poll(async () => (await shown(page)).connection).toBe('live')
  const begun = await shown(page)
  await page.evaluate("dispatchEvent(new Event('online'))")
  await poll(async () => (await shown(page)).connection).toBe('live')
  await poll(async () => (await shown(page)).counted).toBeGreaterThan(begun.counted + 5)
  const outdated = page.getByText('The daemon is of another version than this page')
  expect(await outdated.count()).toBe(0)
  // what a daemon serves whose console was built from other sources
  await page.route('**/', async (route) =>
    route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/assets/page-other.js"></script>' }),
  )
  await page.evaluate("dispatchEvent(new Event('online'))")
  await outdated.waitFor()
  expect(await axeViolations(page)).toEqual([])
  await page.unroute('**/')
  // nothing is loaded anew but by whoever reads
  await page.getByRole('button', { name: 'Load anew' }).click()
  await poll(async () => (await shown(page)).connection).toBe('live')
  expect(await outdated.count()).toBe(0)
})

test('a page that the browser froze catches up without being loaded anew, and misses nothing', async () => {
  const { page } = swarm.watched
  await goTo('/')
  await poll(async () => (await shown(page)).connection).toBe('live')
  await page.evaluate('window.isSameDocument = true')
  const power = await page.context().newCDPSession(page)
  await power.send('Page.setWebLifecycleState', { state: 'frozen' })
  const before = await lastSeq()
  await poll(lastSeq).toBeGreaterThan(before + 30)
  await power.send('Page.setWebLifecycleState', { state: 'active' })
  const after = await lastSeq()
  await poll(async () => (await shown(page)).seq).toBeGreaterThanOrEqual(after)
  expect(await page.evaluate<boolean>('window.isSameDocument')).toBe(true)
})

test('a page whose script cannot be had says so, and the others are there', async () => {
  const { page } = swarm.watched
  await page.route('**/assets/auditPage-*.js', (route) => route.abort())
  await goTo('/audit')
  await page.getByRole('heading', { name: 'This page could not be shown' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('link', { name: 'Funds' }).click()
  await page.getByRole('heading', { level: 1, name: 'Funds' }).waitFor()
  await page.goBack()
  await page.unroute('**/assets/auditPage-*.js')
  await page.getByRole('button', { name: 'Load anew' }).click()
  await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor()
  expect(await page.title()).toBe('Audit log · Quorate')
})

test('whose session has ended signs in again, and is back where they were', async () => {
  const { page } = swarm.watched
  await goTo('/funds/main')
  await page.getByRole('heading', { name: 'Limits' }).waitFor()
  const { principal } = await page.evaluate<{ principal: string }>("fetch('/api/v1/me').then((answer) => answer.json())")
  await swarm.drill.quorate('session', 'revoke', principal.replace('session:', ''))
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.evaluate("location.hash = 'token=used-up'")
  await page.getByRole('alert').waitFor()
  const { url } = (await swarm.drill.asked('session', 'open', '--json')) as { readonly url: string }
  await page.evaluate(`location.hash = ${JSON.stringify(new URL(url).hash)}`)
  await page.getByRole('heading', { name: 'Limits' }).waitFor()
  expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe('/funds/main')
})

test('a link behind what the journal holds says so, and leads to where it begins', async () => {
  const { page } = swarm.watched
  await page.setViewportSize({ width: 1_400, height: 900 })
  const { through } = (await swarm.drill.asked('journal', 'compact', '--json')) as { readonly through: number }
  rmSync(join(swarm.drill.folders.storage, 'journal', 'archive'), { recursive: true })
  for (const path of ['/', '/bots/audit%3Alog', '/funds/main']) {
    await goTo(`${path}?seq=3`)
    const way = page.getByRole('link', { name: /^To the first moment that is kept/ })
    await way.waitFor()
    expect(await page.getByText('JOURNAL_TRUNCATED').count()).toBe(1)
    await way.click()
    // the base segment, or the first record behind it
    await poll(() => [through, through + 1].includes(linkedSeq())).toBe(true)
    await poll(() => page.getByText('JOURNAL_TRUNCATED').count()).toBe(0)
    await banner().waitFor()
  }
})
