// What was, what might have been and what is on record, in a real browser: the journal searched, a bot forked into a sandbox
// that nothing leaves, an event sent by who may, and the audit log that tells of it.
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeViolations, openPage, type WatchedPage } from './browser.ts'
import { consoleUrl, watchSwarm, type WatchedSwarm } from './watchedSwarm.ts'

let swarm: WatchedSwarm
let page: Page
beforeAll(async () => {
  swarm = await watchSwarm()
  ;({ page } = swarm.watched)
  await page.goto(consoleUrl(swarm.daemon))
  await page.getByRole('treegrid').waitFor()
}, 180_000)
afterAll(() => swarm.end())

const { poll } = expect
const go = (path: string, on = page) => on.goto(new URL(path, consoleUrl(swarm.daemon)).href)
const looks = [
  ['light', 1_400],
  ['dark', 1_400],
  ['light', 420],
  ['dark', 420],
] as const

/** In every look: nothing against WCAG, nothing beyond the edge, nothing that went wrong in a script. */
async function everyoneCanUseIt({ page: on, complaints }: WatchedPage = swarm.watched): Promise<void> {
  for (const [colorScheme, width] of looks) {
    await on.emulateMedia({ colorScheme })
    await on.setViewportSize({ width, height: 900 })
    const isWithin = await on.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')
    expect([colorScheme, width, isWithin, await axeViolations(on), complaints]).toEqual([colorScheme, width, true, [], []])
  }
  await on.emulateMedia({ colorScheme: 'light' })
  await on.setViewportSize({ width: 1_400, height: 900 })
}

const rows = (): Locator => page.getByRole('list', { name: /newest first/ }).getByRole('link')

test(
  'a search of the journal is a link, finds what was stated, and leads to the bot at that turn',
  { timeout: 60_000 },
  async () => {
    await swarm.daemon.fact('claim.finalized')
    await page.getByRole('link', { name: 'Journal' }).click()
    await poll(() => rows().count()).toBeGreaterThan(10)
    await page.getByLabel('Fact').fill('claim.finalized')
    await page.getByLabel('Bot').fill('relayer:main')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await poll(() => new URL(page.url()).search).toBe('?fact=claim.finalized&bot=relayer%3Amain')
    await poll(() => rows().first().textContent()).toMatch(/^relayer:main.*states .*claim\.finalized/)
    // a page that scrolls on has all of them, from the newest to the first
    await page.getByText('That is the whole journal.').waitFor()
    const known = swarm.daemon.facts.filter(({ type }) => type === 'claim.finalized').length
    await page.reload()
    await poll(() => rows().count()).toBeGreaterThanOrEqual(Math.min(known, 10))
    await everyoneCanUseIt()
    const href = (await rows().first().getAttribute('href')) ?? ''
    await rows().first().click()
    await page.getByText('The past', { exact: true }).waitFor()
    expect(page.url().endsWith(href)).toBe(true)
    expect(href).toMatch(/^\/bots\/relayer%3Amain\?seq=\d+$/)
  },
)

test('a search that finds nothing says so, one that is none is refused in words, and hostile text stays text', async () => {
  await go('/journal?text=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E')
  await page.getByRole('heading', { name: 'No turn fits' }).waitFor()
  expect(await page.getByLabel('Text').inputValue()).toBe('<img src=x onerror=alert(1)>')
  await go('/journal?bot=nobody')
  await page.getByRole('alert').getByText('REQUEST_INVALID').waitFor()
  await go('/journal?bot=nobody:here')
  await page.getByRole('alert').getByText('UNKNOWN_BOT').waitFor()
  await go('/journal?before=ever')
  await page.getByRole('alert').getByText('REQUEST_INVALID').waitFor()
})

/** The bot's own turns, as the journal has them. */
const seqOf = async (bot: string): Promise<number> => {
  const { seq } = await page.evaluate<{ seq: number }>(
    `fetch('/api/v1/bots/${encodeURIComponent(bot)}').then((one) => one.json())`,
  )
  return seq
}

test('a bot is forked at a past turn, tried by hand, and none of it is in the journal', { timeout: 60_000 }, async () => {
  const asking = 'strategy:main'
  // a moment at which it waits for an answer
  const found = await page.evaluate<{ turns: readonly { seq: number; to: string }[] }>(
    `fetch('/api/v1/turns?bot=${asking}&event=xstate.done.actor.*&limit=50').then((one) => one.json())`,
  )
  const watching = found.turns.find(({ to }) => to === 'watching')?.seq ?? 0
  await go(`/bots/${encodeURIComponent(asking)}?seq=${watching}`)
  await page.getByText('The past', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Try from here' }).click()
  await page.getByText('Nothing leaves it').waitFor()
  const before = await journalOf(asking)
  await page.getByRole('button', { name: 'answer strategy.nextTask' }).click()
  const form = page.getByRole('form', { name: 'Answer of strategy.nextTask' })
  await form.getByRole('textbox', { name: 'output' }).fill('{"kind"')
  await form.getByRole('button', { name: 'Try it' }).click()
  await form.getByText(/is no JSON/).waitFor()
  await form.getByRole('radio', { name: 'it fails' }).check()
  await form.getByRole('textbox', { name: 'code' }).fill('RELAY_AWAY')
  await form.getByRole('button', { name: 'Try it' }).click()
  const steps = page.getByRole('region', { name: 'Steps' }).getByRole('listitem')
  await poll(() => steps.allTextContents()).toEqual([
    expect.stringContaining('the beginning'),
    expect.stringContaining('strategy.nextTask fails: RELAY_AWAY'),
  ])
  const standing = await page.getByRole('region', { name: 'Outcome' }).textContent()
  expect(standing).toMatch(/It took strategy\.nextTask fails/)
  expect(standing).not.toMatch(/It is in watching/)
  // kept over a reload; then a step that cannot be
  await page.reload()
  await poll(() => steps.count()).toBe(2)
  await everyoneCanUseIt()
  await page.getByRole('button', { name: 'Undo step 1' }).click()
  await poll(() => steps.count()).toBe(1)
  expect(await journalOf(asking)).toEqual(before)
})

/** Turns of the bot with what was tried in the sandbox, and nowhere else. */
async function journalOf(bot: string): Promise<unknown> {
  const found = await page.evaluate<{ turns: readonly { cause: { kind: string } }[] }>(
    `fetch('/api/v1/turns?bot=${bot}&text=RELAY_AWAY').then((one) => one.json())`,
  )
  return found.turns
}

test('a step that the bot would not take says why, and what to do', async () => {
  await go(`/bots/fund%3Amain/what-if?seq=${await seqOf('fund:main')}`)
  await page.getByRole('button', { name: 'fund.deposit' }).click()
  const form = page.getByRole('form', { name: 'fund.deposit' })
  await form.getByRole('button', { name: 'Try it' }).click()
  expect(await form.getByText('is needed').count()).toBe(3)
  for (const [field, text] of [
    ['amount', '-5'],
    ['by', 'me'],
    ['commandId', 'c-1'],
  ] as const)
    await form.getByRole('textbox', { name: field }).fill(text)
  await form.getByRole('button', { name: 'Try it' }).click()
  await page.getByRole('alert').getByText('EVENT_REFUSED').waitFor()
  await page.getByRole('button', { name: 'Begin again' }).click()
  await poll(() => page.getByRole('alert').count()).toBe(0)
})

/** A browser of its own for somebody with another role. */
async function signedIn(role: string, person: string): Promise<WatchedPage> {
  const { out } = await swarm.drill.quorate('session', 'open', '--role', role, '--person', person, '--json')
  const other = await openPage(swarm.browser)
  await other.page.goto((JSON.parse(out) as { url: string }).url)
  await other.page.getByRole('treegrid').waitFor()
  return other
}

test('who may sends an event by its command, once, and the audit log tells of it and verifies', { timeout: 60_000 }, async () => {
  await go('/bots/fund%3Amain')
  const events = page.getByRole('region', { name: 'Takes from outside' })
  await events.getByRole('button', { name: 'fund pause', exact: true }).click()
  const form = events.getByRole('form', { name: 'fund pause' })
  // the bot says which fund: nothing is left to say
  expect(await form.getByRole('textbox').count()).toBe(0)
  await everyoneCanUseIt()
  await form.getByRole('button', { name: 'Ask' }).click()
  await form.getByText(/paused: fund main/).waitFor()
  expect(swarm.daemon.facts.filter(({ type }) => type === 'fund.paused')).toHaveLength(1)
  await form.getByRole('link', { name: 'On record in the audit log' }).click()
  const entries = page.getByRole('list', { name: 'Entries, newest first' }).getByRole('listitem')
  await poll(() => entries.allTextContents()).toEqual([
    expect.stringMatching(/fund\.pause.*done/),
    expect.stringMatching(/fund\.pause.*asked.*over api/),
    expect.stringContaining('That is the whole journal'),
  ])
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText(/The chain of hashes verifies from entry 0 to entry \d+/).waitFor()
  expect(await page.getByText('verified', { exact: true }).count()).toBe(2)
  await everyoneCanUseIt()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()])
  expect(file.suggestedFilename()).toBe('audit.jsonl')
  // what is to be thought about twice is asked first
  await go('/bots/fund%3Amain')
  await events.getByRole('button', { name: 'fund unpause', exact: true }).click()
  await events.getByRole('button', { name: 'Go on' }).click()
  await events.getByRole('button', { name: 'No', exact: true }).click()
  expect(swarm.daemon.facts.filter(({ type }) => type === 'fund.unpaused')).toHaveLength(0)
})

test('a viewer sends nothing, tries nothing and searches nothing, and is told so', { timeout: 60_000 }, async () => {
  const { page: other } = await signedIn('viewer', 'mara')
  await go('/bots/fund%3Amain', other)
  const events = other.getByRole('region', { name: 'Takes from outside' })
  await events.getByText('not by you').first().waitFor()
  expect([await events.getByRole('button').count(), await other.getByText('Try from here').count()]).toEqual([0, 0])
  for (const path of ['/bots/fund%3Amain/what-if', '/journal']) {
    await go(path, other)
    await other.getByRole('alert').getByText('NOT_PERMITTED').waitFor()
  }
  // who may look may read what was asked
  await go('/audit?text=fund.pause', other)
  await other.getByText('fund.pause').first().waitFor()
  await other.context().close()
})

test('dead letters are told whole, hostile ones as text, and what may be done with them asks first', async () => {
  const line = {
    seq: 7,
    at: new Date().toISOString(),
    bot: 'fund:main',
    event: 'round.closed',
    code: 'TURN_FAILED',
    problem: '<b>x</b>',
  }
  const answers: Readonly<Record<string, object>> = {
    list: { now: line.at, count: 1, letters: [line] },
    show: {
      now: line.at,
      letter: {
        seq: 7,
        at: line.at,
        actor: line.bot,
        event: { type: line.event, round: 3 },
        cause: { kind: 'message', from: 'relayer:main', id: '6/0' },
        code: line.code,
        problem: line.problem,
      },
    },
  }
  const asked: string[] = []
  await page.route(/\/commands\/deadletters\./, (route) => {
    const [, verb = ''] = /deadletters\.(\w+)$/.exec(route.request().url()) ?? []
    asked.push(`${verb} ${route.request().postData() ?? ''}`)
    return verb in answers ? route.fulfill({ json: answers[verb] }) : route.continue()
  })
  await go('/bots/fund%3Amain')
  await page.getByRole('tab', { name: 'Dead letters 1' }).click()
  await page.getByText('<b>x</b>').waitFor()
  await page.getByRole('button', { name: 'Look at it' }).click()
  await page.getByText('It came from relayer:main.').waitFor()
  await page.getByRole('button', { name: 'deadletters drop' }).click()
  await everyoneCanUseIt()
  await page.getByRole('button', { name: 'Go on' }).click()
  expect(asked.filter((one) => one.startsWith('drop'))).toEqual([])
  await page.getByRole('button', { name: 'Yes, deadletters drop' }).click()
  // there is none of that number: the daemon's own words
  await page.getByText('UNKNOWN_DEAD_LETTER').waitFor()
  expect(asked.filter((one) => one.startsWith('drop'))).toEqual(['drop {"seq":7}'])
  await page.unroute(/\/commands\/deadletters\./)
})
