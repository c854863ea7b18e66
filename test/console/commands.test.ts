// The commands page in a real browser: typed, completed, filled in, asked first, refused in words.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeViolations } from './browser.ts'
import { consoleUrl, watchSwarm, type WatchedSwarm } from './watchedSwarm.ts'

let swarm: WatchedSwarm
beforeAll(async () => {
  swarm = await watchSwarm()
  const { page } = swarm.watched
  await page.goto(consoleUrl(swarm.daemon))
  await page.getByRole('treegrid').waitFor()
  await page.getByRole('link', { name: 'Commands' }).click()
  await page.getByRole('heading', { name: 'Commands', level: 1 }).waitFor()
}, 180_000)
afterAll(() => swarm.end())

const answers = () => swarm.watched.page.getByRole('log').getByRole('article')
const type = async (line: string): Promise<void> => {
  const field = swarm.watched.page.getByRole('combobox', { name: 'Command' })
  await field.fill(line)
  await field.press('Enter')
}

test('a typed command answers what the command line prints', async () => {
  await type('fund status main')
  await answers().last().getByText(/main/).first().waitFor()
  const { out } = await swarm.drill.quorate('fund', 'status', 'main')
  // figures move on between the two; the rows do not
  const [heads, printed] = [await answers().last().locator('pre').textContent(), out].map((text) =>
    (text ?? '').split('\n').flatMap((line) => /^ *([a-z]+) {2,}/.exec(line)?.[1] ?? []),
  )
  expect(heads?.length).toBeGreaterThan(2)
  expect(heads).toEqual(printed)
})

test('what is typed is completed from what there is', async () => {
  const { page } = swarm.watched
  const field = page.getByRole('combobox', { name: 'Command' })
  await field.fill('fund sta')
  await page.getByRole('option', { name: 'fund status', exact: true }).waitFor()
  await field.press('Tab')
  await page.getByRole('option', { name: 'fund status main' }).waitFor()
  await field.press('Tab')
  expect(await field.inputValue()).toBe('fund status main ')
  await field.press('Escape')
})

test('what is no command, and what is refused, is said with what to do next', async () => {
  await type('fund fly main')
  await answers().last().getByText('no command fund fly').waitFor()
  await type('show nobody:here')
  await answers().last().getByText('UNKNOWN_BOT').waitFor()
  await type('show "<img src=x onerror=alert(1)>"')
  await answers().last().getByText('<img src=x onerror=alert(1)>').first().waitFor()
})

test('what people should think about twice is asked first, and done once', { timeout: 60_000 }, async () => {
  await type('fund pause main')
  await swarm.daemon.fact('fund.paused')
  await type('fund unpause main')
  await answers().last().getByText('let fund main execute trades again?').waitFor()
  await answers().last().getByRole('button', { name: 'No' }).click()
  await answers()
    .last()
    .getByText(/Given up.*nothing was done/)
    .waitFor()
  expect(swarm.daemon.facts.filter(({ type: name }) => name === 'fund.unpaused')).toHaveLength(0)
  await type('fund unpause main')
  await answers().last().getByRole('button', { name: 'Yes' }).click()
  await expect.poll(() => answers().last().locator('pre').textContent(), { timeout: 20_000 }).toMatch(/unpaused/)
  expect(swarm.daemon.facts.filter(({ type: name }) => name === 'fund.unpaused')).toHaveLength(1)
})

test('what is missing is asked for, with what there is to choose from', async () => {
  const { page } = swarm.watched
  await type('show')
  await answers().last().getByText('Which bot?').waitFor()
  expect(await axeViolations(page)).toEqual([])
  await answers().last().getByRole('button', { name: 'fund:main' }).click()
  await answers()
    .last()
    .getByText(/rounds/)
    .first()
    .waitFor()
  await type('show')
  await answers().last().getByRole('button', { name: 'cancel' }).click()
  await answers().last().getByText('Given up').waitFor()
  // a question that was given up is over, and is shown so
  await answers().getByText('what was said since has ended this question').last().waitFor()
  // one that another line came after waits on, and its buttons with it
  await type('show')
  await answers().last().getByRole('button', { name: 'fund:main' }).waitFor()
  await type('status')
  await answers()
    .last()
    .getByText(/Still open: show/)
    .waitFor()
  const waiting = answers().filter({ has: page.getByRole('button', { name: 'fund:main' }) })
  await waiting.last().getByRole('button', { name: 'cancel' }).click()
  await answers()
    .last()
    .getByText(/Given up: show/)
    .waitFor()
  expect(await waiting.count()).toBe(0)
})

test('a form writes the line that it stands for', async () => {
  const { page } = swarm.watched
  await page.getByRole('searchbox', { name: 'Search commands' }).fill('list the bots')
  await page.getByRole('complementary', { name: 'All commands' }).getByRole('button').first().click()
  const form = page.getByRole('form', { name: 'bots' })
  await form.getByLabel('--role').fill('verifier')
  await form.getByRole('checkbox', { name: '--all' }).check()
  await form.getByText('bots --role verifier --all').waitFor()
  expect(await axeViolations(page)).toEqual([])
  await form.getByRole('button', { name: 'Ask' }).click()
  await answers()
    .last()
    .getByText(/verifier:main.alpha/)
    .waitFor()
})

test.each([
  ['light', 1_400],
  ['dark', 420],
] as const)('everyone can use it: %s colours, %i pixels wide', async (colours, width) => {
  const { page, complaints } = swarm.watched
  await page.emulateMedia({ colorScheme: colours })
  await page.setViewportSize({ width, height: 900 })
  expect([await axeViolations(page), complaints]).toEqual([[], []])
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
})
