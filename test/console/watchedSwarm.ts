// A daemon on a chain of its own, a browser, and a page of its console.
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Daemon } from '../daemon/daemon.ts'
import { openDrill, quickSettings, type Drill } from '../daemon/drill.ts'
import { axeViolations, openBrowser, openPage, type Look, type WatchedPage } from './browser.ts'

export interface WatchedSwarm {
  readonly drill: Drill
  readonly browser: Browser
  /** The running one; a test that kills it puts its successor here. */
  daemon: Daemon
  /** A page that has not been anywhere yet. */
  readonly watched: WatchedPage
  end(): Promise<void>
}

/** A swarm, and a browser that may look at it. @param settings of its instance; without them it trades in a hurry */
export async function watchSwarm(settings: unknown = quickSettings()): Promise<WatchedSwarm> {
  const browser = await openBrowser()
  const drill = openDrill()
  const end = async (): Promise<void> => {
    await browser.close()
    await drill.end()
  }
  try {
    drill.configure(settings)
    return { drill, browser, daemon: await drill.up(), watched: await openPage(browser), end }
  } catch (failure) {
    await end()
    throw failure
  }
}

/** Signs a page in by the address that the daemon printed; that works once. */
export const enter = (swarm: WatchedSwarm): Promise<void> => enterBy(swarm.watched.page, consoleUrl(swarm.daemon))

/** A page of somebody else, who has a role. */
export async function enterAs({ drill, browser }: WatchedSwarm, person: string, role: string): Promise<WatchedPage> {
  // as the command states it
  const { url } = (await drill.asked('session', 'open', '--person', person, '--role', role)) as { readonly url: string }
  const watched = await openPage(browser)
  await enterBy(watched.page, url)
  return watched
}

async function enterBy(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('treegrid').waitFor()
}

/** Follows a link from elsewhere to a path of the console. */
export async function visit({ page }: WatchedPage, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href)
}

/** What the gateway tells the one who reads the page. @throws for a refusal */
export async function askedBy<Answer>({ page }: WatchedPage, path: string): Promise<Answer> {
  const answer = await page.request.get(new URL(path, page.url()).href)
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as Answer // as the document states it
}

/** Waits for what a page shows, as long as a busy machine may take. */
export const soon: typeof expect.poll = (shows, options) => expect.poll(shows, { timeout: 20_000, ...options })

const looks: readonly Required<Look>[] = (['light', 'dark'] as const).flatMap((colours) =>
  [1_400, 420].map((width) => ({ colours, width, height: 900 })),
)
/** For a page whose parts are looked at elsewhere, too. */
export const twoLooks: readonly Required<Look>[] = looks.filter(({ colours, width }) => (colours === 'dark') === width < 1_000)

// what ends beyond the edge, where the page does; innermost first
const beyondTheEdge = `document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
  .map((element) => element.outerHTML.slice(0, 90))
  .toReversed()
  .slice(0, 4)`

/** The page as it is, in every colour and width: axe finds nothing, nothing is beyond the edge, and nothing complained. */
export async function everyoneCanUse(
  { page, complaints }: WatchedPage,
  through: readonly Required<Look>[] = looks,
): Promise<void> {
  for (const { colours, width, height } of through) {
    await page.emulateMedia({ colorScheme: colours })
    await page.setViewportSize({ width, height })
    const axe = await axeViolations(page)
    const beyond = await page.evaluate<readonly string[]>(beyondTheEdge)
    expect({ colours, width, axe, beyond, complaints }).toEqual({ colours, width, axe: [], beyond: [], complaints: [] })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1_400, height: 900 })
}

/** The address with the one-time token that the daemon printed when it started. */
export function consoleUrl({ printed }: Pick<Daemon, 'printed'>): string {
  const ready = printed.find((line) => line.startsWith('{"type":"ready"')) ?? ''
  const found = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(ready)?.[0]
  if (found === undefined) throw new Error(`the daemon printed no address of a console: ${ready}`)
  return found
}

/** What the page says of its connection. */
export interface Shown {
  readonly connection: string
  /** The last sequence that it shows. */
  readonly seq: number
  /** Turns that came over the stream since it was opened. */
  readonly counted: number
}
export async function shown(page: Page): Promise<Shown> {
  // all of one moment
  const mark = "document.querySelector('.connection')"
  const { text, seq, counted } = await page.evaluate<Record<string, string>>(
    `({ ...${mark}.dataset, text: ${mark}.textContent })`,
  )
  return { connection: text ?? '', seq: Number(seq), counted: Number(counted) }
}
