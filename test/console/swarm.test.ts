// The first page of the console in a real browser, over a real daemon and chain: the way in, what is live, what is lost when
// the daemon is killed under it (nothing), and whether everyone can use it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TurnLine } from '#chat/commands/turnLine.ts'
import { axeViolations, openPage } from './browser.ts'
import { consoleUrl, shown, watchSwarm, type WatchedSwarm } from './watchedSwarm.ts'

let swarm: WatchedSwarm
beforeAll(async () => {
  swarm = await watchSwarm()
}, 180_000)
afterAll(() => swarm.end())

const { poll } = expect
const connection = async (): Promise<string> => (await shown(swarm.watched.page)).connection

test('whoever has no token is told how to come in', async () => {
  const { page, complaints } = await openPage(swarm.browser)
  await page.goto(new URL('/', consoleUrl(swarm.daemon)).href)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await page.getByText('./quorate session open').isVisible()).toBe(true)
  expect([await axeViolations(page), complaints]).toEqual([[], []])
  await page.context().close()
})

test('the printed address signs in, once, and leaves no token behind', async () => {
  const { page } = swarm.watched
  const url = consoleUrl(swarm.daemon)
  await page.goto(url)
  await page.getByRole('treegrid').waitFor()
  await poll(connection).toBe('live')
  expect(page.url()).toBe(new URL('/', url).href)
  const other = await openPage(swarm.browser)
  await other.page.goto(url)
  expect(await other.page.getByRole('alert').textContent()).toMatch(/token/)
  await other.page.context().close()
})

test('every bot is in the tree, and each turn shows as it is committed', async () => {
  const { page } = swarm.watched
  for (const bot of ['swarm:root', 'fund:main', 'verifier:main.alpha', 'relayer:main'])
    await page.getByRole('link', { name: bot, exact: true }).first().waitFor()
  const before = await shown(page)
  await swarm.daemon.fact('claim.finalized', ({ seq }) => seq > before.seq)
  await poll(async () => (await shown(page)).counted).toBeGreaterThan(before.counted + 10)
  expect(await page.getByRole('region', { name: 'Newest turns' }).getByRole('listitem').count()).toBeGreaterThan(10)
})

test('a search finds a bot, and says when there is none', async () => {
  const { page } = swarm.watched
  const search = page.getByRole('searchbox', { name: 'Search bots' })
  await search.fill('verifier')
  await poll(() => page.getByRole('row').count()).toBe(4)
  await search.fill('<img src=x onerror=alert(1)>')
  await page.getByText('No bot fits “<img src=x onerror=alert(1)>”').waitFor()
  await search.fill('')
})

test('rows are walked through with the keyboard alone', async () => {
  const { page } = swarm.watched
  await page.getByRole('button', { name: 'The swarm' }).focus()
  await page.keyboard.press('ArrowLeft')
  await poll(() => page.getByRole('link', { name: 'swarm:root', exact: true }).count()).toBe(0)
  await page.keyboard.press('ArrowRight')
  await page.getByRole('link', { name: 'swarm:root', exact: true }).waitFor()
  await page.keyboard.press('ArrowDown')
  await poll(() => page.locator(':focus').textContent()).toBe('anchor:log')
  await page.keyboard.press('End')
  await poll(() => page.locator(':focus').textContent()).toBe('verifier:main.gamma')
})

test.each([
  ['light', 1_400],
  ['dark', 1_400],
  ['light', 420],
  ['dark', 420],
] as const)('everyone can use it: %s colours, %i pixels wide', async (colours, width) => {
  const { page } = swarm.watched
  await page.emulateMedia({ colorScheme: colours })
  await page.setViewportSize({ width, height: 900 })
  expect(await axeViolations(page)).toEqual([])
  // nothing is beyond the edge
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
})

test('a daemon that is killed under the page is found again, and no turn is missed', { timeout: 120_000 }, async () => {
  const { page, complaints } = swarm.watched
  await page.setViewportSize({ width: 1_400, height: 900 })
  const begun = await shown(page)
  await swarm.daemon.end('SIGKILL')
  await poll(connection).toBe('daemon away, trying again')
  swarm.daemon = await swarm.drill.up()
  await poll(connection, { timeout: 30_000 }).toBe('live')
  await swarm.daemon.fact('claim.finalized', ({ seq }) => seq > begun.seq + 50)
  // between two moments that the page itself names, it has counted what the journal has
  await poll(async () => (await shown(page)).seq, { timeout: 20_000 }).toBeGreaterThan(begun.seq + 50)
  const now = await shown(page)
  expect(now.counted - begun.counted).toBe(await turnsBetween(begun.seq, now.seq))
  expect(complaints).toEqual([])
})

async function turnsBetween(after: number, through: number): Promise<number> {
  let turns = 0
  for await (const item of swarm.daemon.client.stream('journal', { after }, new AbortController().signal))
    if ((item as TurnLine).seq <= through) turns += 1 // as the command states
  return turns
}
