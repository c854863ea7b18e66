// `npm run screenshots -- [--only swarm,bot] [--missing] [--json]`: starts a swarm of its own, lets it trade, and writes a
// picture of every page of the console, light and dark, wide and narrow, into docs/images. With `--missing` only those that
// are not there. Exit codes: 0 all were written, 1 some were not, 2 wrong use. Some minutes; needs Chromium.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openPage } from '../test/console/browser.ts'
import { consoleUrl } from '../test/console/watchedSwarm.ts'
import type { Daemon, SeenFact } from '../test/daemon/daemon.ts'
import { openDrill, quickSettings, type Drill } from '../test/daemon/drill.ts'
import { scriptArgs } from './scriptArgs.ts'
import { picturedPages, type PicturedPage, type ShownSwarm } from './screenshotPages.ts'

const exitCodes = { written: 0, incomplete: 1, wrongUse: 2 } as const
const folder = join(import.meta.dirname, '..', 'docs', 'images')
const looks = [
  ['light', 1_400],
  ['dark', 1_400],
  ['light', 420],
  ['dark', 420],
] as const
const height = 900
/** Letters stay sharp; a page is some 40 kB. */
const quality = 78
/** What comes in after the page is there: a layout, a first moment, figures of ten seconds. */
const settleMs = 2_000
/** Other colours, another width: it is laid out anew. */
const lookMs = 700

interface Picture {
  readonly page: PicturedPage
  readonly colours: (typeof looks)[number][0]
  readonly width: (typeof looks)[number][1]
  readonly file: string
}

/** Trades wait for people and a price that moves is an incident, so that every page has something to show. */
function shownSettings(): unknown {
  const settings = quickSettings({ walkIntervalMs: 1_500 })
  for (const fund of settings.funds) {
    Object.assign(fund, { approvalAboveValue: '1' })
    Object.assign(fund.rounds, { intervalMs: 2_000 })
    Object.assign(fund.strategy, { intentTtlS: 900 })
    Object.assign(fund.monitor.rules['price-deviation'] as object, { threshold: 0, forS: 0 })
  }
  return settings
}

/** Trades that are approved before one of them has to be executed: a price may run away from one on a busy machine. */
const triesMax = 6

/** Approves trades until one was executed, waits for the next one, and leaves that to whoever looks at the pictures. */
async function traded(drill: Drill, daemon: Daemon): Promise<ShownSwarm> {
  let latest = 0
  for (let tries = 0; tries < triesMax; tries += 1) {
    const asked = await nextAsked(daemon, latest)
    latest = asked.seq
    const executed = daemon.facts.findLast(({ type }) => type === 'intent.executed')
    if (executed?.type === 'intent.executed') return shownSwarm(drill, executed, asked.approvalId)
    await drill.quorate('approval', 'approve', asked.approvalId, '--revision', '1', '--reason', 'as agreed this morning')
  }
  throw new Error(`of ${triesMax} approved trades none was executed`)
}

/** Rounds take long on a busy machine. */
async function nextAsked(daemon: Daemon, after: number): Promise<SeenFact<'approval.asked'>> {
  const ask = (): Promise<SeenFact<'approval.asked'>> => daemon.fact('approval.asked', ({ seq }) => seq > after)
  return ask().catch(ask).catch(ask)
}

async function shownSwarm(
  drill: Drill,
  { intentHash, seq }: { readonly intentHash: string; readonly seq: number },
  approvalId: string,
): Promise<ShownSwarm> {
  const { incidents } = (await drill.asked('incident', 'list', '--json')) as {
    readonly incidents: readonly { readonly id: string }[]
  }
  const [incident] = incidents
  if (incident === undefined) throw new Error('nothing went wrong')
  return { intentHash, executedSeq: seq, approvalId, incidentId: incident.id }
}

/** All looks of one page, without leaving it. */
async function take(page: Page, pictures: readonly Picture[], url: string): Promise<void> {
  const [{ page: pictured, width }] = pictures as readonly [Picture, ...Picture[]]
  await page.setViewportSize({ width, height })
  await page.goto(url)
  await pictured.ready(page)
  await delay(settleMs)
  const devtools = await page.context().newCDPSession(page)
  for (const picture of pictures) {
    console.error(`screenshots: ${nameOf(picture)}`)
    await page.emulateMedia({ colorScheme: picture.colours, reducedMotion: 'reduce' })
    await page.setViewportSize({ width: picture.width, height })
    await delay(lookMs)
    const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality })
    // whole or not at all
    writeFileSync(`${picture.file}.part`, Buffer.from(data, 'base64'))
    renameSync(`${picture.file}.part`, picture.file)
  }
  await devtools.detach()
}

const nameOf = ({ file }: Picture): string => basename(file)

async function takeAll(browser: Browser, pictures: readonly Picture[], drill: Drill): Promise<readonly string[]> {
  const daemon = await drill.up()
  const { page, complaints } = await openPage(browser)
  const home = consoleUrl(daemon)
  await page.goto(home)
  await page.getByRole('treegrid').waitFor()
  const swarm = await traded(drill, daemon)
  const failed: string[] = []
  for (const pictured of picturedPages) {
    const own = pictures.filter((picture) => picture.page === pictured)
    try {
      if (own.length > 0) await take(page, own, new URL(pictured.path(swarm), home).href)
    } catch (failure) {
      failed.push(`${pictured.name}: ${failure instanceof Error ? failure.message : String(failure)}`)
    }
  }
  return [...failed, ...complaints]
}

async function run(): Promise<number> {
  const { values } = scriptArgs({
    options: {
      only: { type: 'string' },
      missing: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const only = values.only?.split(',')
  const unknown = only?.filter((name) => !picturedPages.some((page) => page.name === name)) ?? []
  if (unknown.length > 0) {
    console.error(
      `screenshots: no page is called ${unknown.join(', ')}; there are ${picturedPages.map(({ name }) => name).join(', ')}`,
    )
    return exitCodes.wrongUse
  }
  const pictures = picturedPages
    .filter(({ name }) => only === undefined || only.includes(name))
    .flatMap((page) =>
      looks.map(([colours, width]) => ({ page, colours, width, file: join(folder, `${page.name}-${colours}-${width}.webp`) })),
    )
    .filter(({ file }) => !values.missing || !existsSync(file))
  const problems = pictures.length === 0 ? [] : await withSwarm((browser, drill) => takeAll(browser, pictures, drill))
  if (values.json) console.log(JSON.stringify({ written: pictures.map(nameOf), problems }))
  else console.log(`${pictures.length} pictures, ${problems.length} problems`)
  for (const problem of problems) console.error(`screenshots: ${problem}`)
  return problems.length === 0 ? exitCodes.written : exitCodes.incomplete
}

async function withSwarm<Done>(use: (browser: Browser, drill: Drill) => Promise<Done>): Promise<Done> {
  mkdirSync(folder, { recursive: true })
  const browser = await openBrowser()
  const drill = openDrill()
  try {
    drill.configure(shownSettings())
    return await use(browser, drill)
  } finally {
    await browser.close()
    await drill.end()
  }
}

process.exitCode = await run()
