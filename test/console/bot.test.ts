// The page of a bot in a real browser, over a real daemon and chain: its live chart, its past, and what can be saved of it.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { allStates, type ChartGraph } from '#charts/chartGraph.ts'
import { mermaidOf } from '#charts/mermaid.ts'
import type { components } from '#client/apiTypes.ts'
import { askedBy, enter, everyoneCanUse, soon, twoLooks, visit, watchSwarm, type WatchedSwarm } from './watchedSwarm.ts'

type Moment = components['schemas']['Moment']
type Turns = components['schemas']['BotTurns']

// a busy machine draws slowly
vi.setConfig({ testTimeout: 60_000 })

let swarm: WatchedSwarm
const relayer = 'relayer:main'
const botPath = `/bots/${encodeURIComponent(relayer)}`
beforeAll(async () => {
  swarm = await watchSwarm()
  await enter(swarm)
  await swarm.daemon.fact('intent.executed')
}, 180_000)
afterAll(() => swarm.end())

const page = () => swarm.watched.page
const banner = () => page().locator('.past-banner')
const chart = () => page().getByRole('application', { name: /^Statechart of relayer/ })
/** What the page says of one moment: its state in the head, the states that the chart marks, the turn, what was taken. */
interface Drawn {
  readonly badge: string
  readonly marked: readonly string[]
  readonly seq: number
  readonly taken: number
}
const drawn = (): Promise<Drawn> =>
  page().evaluate<Drawn>(`({
    badge: document.querySelector('.bot-head .badge').textContent,
    marked: [...document.querySelectorAll('.chart .state.active:not(.root) > .name')].map((name) => name.textContent),
    seq: Number(/turn (\\d+)/.exec(document.querySelector('.bot-head').textContent)?.[1]),
    taken: document.querySelectorAll('.chart .edge.taken').length,
  })`)
const turnsOf = (query: string): Promise<Turns> => askedBy(swarm.watched, `/api/v1${botPath}/turns?${query}`)
const momentAt = (seq: number): Promise<Moment> => askedBy(swarm.watched, `/api/v1${botPath}/turns/${seq}`)

test('the chart marks where the bot is, and moves on with each of its turns', async () => {
  await page().getByRole('link', { name: relayer, exact: true }).first().click()
  await chart().locator('.state').first().waitFor({ timeout: 20_000 })
  const states = new Set<string>()
  const first = await drawn()
  let took = 0
  await soon(
    async () => {
      const { badge, marked, taken } = await drawn()
      expect(marked).toEqual([badge])
      states.add(badge)
      took += taken
      return states.size > 2 && took > 0
    },
    { interval: 40 },
  ).toBe(true)
  expect((await drawn()).seq).toBeGreaterThan(first.seq)
})

test('a state is explained where one points or goes by key, and timers count down in the chart', async () => {
  const { root } = await askedBy<ChartGraph>(swarm.watched, '/api/v1/charts/relayer')
  const leaves = allStates(root).filter(({ children }) => children.length === 0)
  await soon(() => chart().locator('.wait.timer text').allTextContents(), { interval: 20 }).toEqual([
    expect.stringMatching(/^\d+:\d\d$/),
  ])
  await page().getByRole('button', { name: 'Follow what is active' }).click()
  await chart().press('0')
  for (const { id, description } of leaves.slice(0, 3)) {
    await chart().locator(`[data-state="${id}"]`).focus()
    expect(await page().getByRole('tooltip').textContent()).toContain(description)
  }
  await chart().locator(`[data-state="${leaves[3]?.id}"] .name`).hover()
  await page()
    .getByRole('tooltip', { name: leaves[3]?.id ?? '' })
    .waitFor()
  await page().getByRole('button', { name: 'Follow what is active' }).click()
})

test('everyone can use it while it is live', () => everyoneCanUse(swarm.watched))

test('its context, its turns and its messages are told, and each leads on', async () => {
  const { turns } = await turnsOf('before=1000000000&limit=50')
  const turn = turns.findLast(({ cause, messages }) => cause.kind === 'message' && messages.length > 0)
  if (turn === undefined) throw new Error('a relayer is told something, and tells of it')
  await visit(swarm.watched, `${botPath}?seq=${turn.seq}`)
  await soon(() => banner().textContent()).toContain(`after turn ${turn.seq}`)

  await page().getByRole('tab', { name: 'Context' }).click()
  const { differences } = await momentAt(turn.seq)
  const changes = (differences ?? []).filter(({ path }) => path.startsWith('context.')).length
  expect(changes).toBeGreaterThan(0)
  await page()
    .getByText(`Turn ${turn.seq} changed ${changes === 1 ? 'one value' : `${changes} values`}.`)
    .waitFor()
  expect(await page().locator('.tree .changed, .tree-gone').count()).toBe(changes)

  await page().keyboard.press('ArrowRight')
  // it may be the newest itself
  const others = page().getByRole('list', { name: 'Turns, newest first' }).locator('button:not([aria-current])')
  expect(await page().getByRole('tab', { name: 'Journal' }).getAttribute('aria-selected')).toBe('true')
  const shownTurn = page().locator('[aria-current=step]')
  expect(await shownTurn.textContent()).toContain(`${turn.seq} ·`)
  await others.first().click()
  await soon(() => banner().textContent()).not.toContain(`after turn ${turn.seq}`)

  // however far back it is, its row is where one sees it
  const oldest = turns[0]?.seq ?? 0
  await visit(swarm.watched, `${botPath}?seq=${oldest}`)
  await page().getByRole('tab', { name: 'Journal' }).click()
  await shownTurn.getByText(`${oldest} ·`).waitFor()

  await visit(swarm.watched, `${botPath}?seq=${turn.seq}`)
  await page().getByRole('tab', { name: 'Messages' }).click()
  const diagram = page().getByRole('group', { name: 'Messages, oldest first' })
  await diagram
    .getByText(turn.messages[0]?.event ?? '?')
    .first()
    .waitFor()
  // the last arrow that came in leads to the turn that sent it
  const { cause } = turn
  if (cause.kind !== 'message') throw new Error('it was found by that')
  await diagram.locator('.step.last .hit').first().click()
  await page().getByRole('heading', { name: cause.from }).waitFor()
  await soon(() => banner().textContent()).toContain(`after turn ${Number.parseInt(cause.id, 10)}`)
})

test('a link leads to the moment that it names, and between two turns to the first of them', async () => {
  const { turns } = await turnsOf('before=1000000000&limit=60')
  const [at, next] = turns.flatMap((turn, index) => {
    const after = turns[index + 1]
    return after !== undefined && after.seq > turn.seq + 1 && turn.from !== turn.to ? [[turn, after] as const] : []
  })[0] ?? [undefined, undefined]
  if (at === undefined || next === undefined) throw new Error('it is not alone in the journal')
  await visit(swarm.watched, `${botPath}?seq=${next.seq - 1}`)
  await chart().locator('.state').first().waitFor()
  // one that has no target changes no state, and has no arrow
  const { transitions } = await askedBy<ChartGraph>(swarm.watched, '/api/v1/charts/relayer')
  const arrows = transitions.filter(({ id }) => at.taken.includes(id)).flatMap(({ targets }) => targets)
  await soon(drawn).toEqual({ badge: at.to, marked: [at.to], seq: at.seq, taken: arrows.length })
})

test('the past cannot be taken for now, and sends nothing', async () => {
  const { turns } = await turnsOf('before=1000000000&limit=30')
  await visit(swarm.watched, `${botPath}?seq=${turns[0]?.seq}`)
  await soon(() => banner().textContent()).toMatch(
    /^The past: after turn \d+, .* ago\. Nothing can be sent from here\.Back to now$/,
  )
  await page().locator('.bot.past .chart-view.past').waitFor()
  await page().getByRole('tab', { name: 'Then' }).click()
  await page().getByText('this is the past').waitFor()
  expect(await page().getByRole('complementary').locator('form, button:not([role=tab]), a[href^="/chat"]').count()).toBe(0)
  await everyoneCanUse(swarm.watched)
  await page().getByRole('button', { name: 'Back to now' }).click()
  await soon(() => banner().count()).toBe(0)
  await soon(() => new URL(page().url()).search).toBe('')
})

test('keys and the slider go through its turns', async () => {
  await visit(swarm.watched, botPath)
  const slider = page().getByRole('slider', { name: 'Turn' })
  await soon(() => slider.isEnabled()).toBe(true)
  // a bot that is at work turns on meanwhile: what counts is where one stands among the turns that were there
  const press = (key: string): Promise<void> => page().keyboard.press(key)
  const at = async (): Promise<number> => (await drawn()).seq
  await press('ArrowLeft')
  await soon(() => banner().count()).toBe(1)
  const last = await at()
  await press('ArrowLeft')
  await press('ArrowLeft')
  await soon(at).toBeLessThan(last)
  const back = await at()
  await press('ArrowRight')
  await soon(at).toBeGreaterThan(back)
  expect(await at()).toBeLessThan(last)
  await soon(() => new URL(page().url()).search).toBe(`?seq=${await at()}`)

  await press('Home')
  await soon(() => slider.inputValue()).toBe('0')
  const first = await at()
  await page().getByRole('combobox', { name: 'Speed' }).selectOption('8×')
  await page().locator('body').press(' ')
  await page().getByRole('button', { name: 'Pause (space)' }).waitFor()
  await soon(at).toBeGreaterThan(first)
  await page().locator('body').press(' ')
  await page().getByRole('button', { name: 'Play (space)' }).waitFor()

  await slider.fill('3')
  await soon(() => page().locator('.scrubber-says').textContent()).toMatch(/· 4 of /)
  await slider.press('ArrowRight')
  await soon(() => page().locator('.scrubber-says').textContent()).toMatch(/· 5 of /)
  await slider.press('End')
  await soon(() => banner().count()).toBe(0)
})

test('a link that names nothing says so, and what to do', async () => {
  await visit(swarm.watched, '/bots/nobody%3Ahere')
  await page()
    .getByRole('heading', { level: 1, name: /nobody:here/ })
    .waitFor()
  await page().getByText('UNKNOWN_BOT').waitFor()
  await everyoneCanUse(swarm.watched, twoLooks)

  await visit(swarm.watched, `${botPath}?seq=1`)
  await soon(() => banner().textContent()).toMatch(/^The past: .*was not there yet at 1/)

  await visit(swarm.watched, `${botPath}?seq=999999999999`)
  await soon(() => banner().textContent()).toMatch(/999999999999 has not come yet/)

  await visit(swarm.watched, `${botPath}?seq=none`)
  await chart().locator('.state').first().waitFor()
  expect(await banner().count()).toBe(0)
})

test('what is saved is what the daemon has', async () => {
  const { turns } = await turnsOf('before=1000000000&limit=30')
  await visit(swarm.watched, `${botPath}?seq=${turns[0]?.seq}`)
  await chart().locator('.state').first().waitFor()
  const saved = async (name: string): Promise<{ readonly file: string; readonly text: string }> => {
    if (!(await page().getByRole('button', { name }).isVisible())) await page().getByLabel('Save as a file').click()
    const [download] = await Promise.all([page().waitForEvent('download'), page().getByRole('button', { name }).click()])
    return { file: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
  }
  const graph = await askedBy<ChartGraph>(swarm.watched, '/api/v1/charts/relayer')
  const svg = await saved('Chart as SVG')
  expect(svg.file).toBe(`relayer-main-${turns[0]?.seq}.svg`)
  const { names, active, problem } = await page().evaluate<{ names: string[]; active: string[]; problem: string | null }>(`{
    const parsed = new DOMParser().parseFromString(${JSON.stringify(svg.text)}, 'image/svg+xml')
    const texts = (chosen) => [...parsed.querySelectorAll(chosen)].map((text) => text.textContent)
    ;({
      names: texts('.state > .name'),
      active: texts('.state.active:not(.root) > .name'),
      problem: parsed.querySelector('parsererror')?.textContent ?? null,
    })
  }`)
  expect([problem, active]).toEqual([null, [turns[0]?.to]])
  for (const { id, key } of allStates(graph.root)) expect(names).toContain(id === '' ? graph.name : key)
  expect(await saved('Chart as Mermaid')).toEqual({ file: 'relayer.mmd', text: mermaidOf(graph) })
  const lines = await saved('Turns as JSON lines')
  const rows = lines.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  const all = await turnsOf('after=0&limit=500')
  expect(rows.length).toBeGreaterThan(50)
  expect(rows.slice(0, all.turns.length)).toEqual(all.turns.slice(0, rows.length))
})
