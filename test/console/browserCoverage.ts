// What of the console's scripts ran in a browser, kept for scripts/test.ts when that asks for it by a folder.
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'

const folder = process.env['QUORATE_BROWSER_COVERAGE']

/** Has the browser close its pages before itself, so that what ran on them is kept. */
export function closePagesFirst(browser: Browser): void {
  const close = browser.close.bind(browser)
  browser.close = async (options) => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    await close(options)
  }
}

/** Counts from now on; kept when the context is closed, and before each address that is opened: what ran before is lost then. */
export async function keepCoverage(context: BrowserContext, page: Page): Promise<void> {
  if (folder === undefined) return
  const begin = (): Promise<void> => page.coverage.startJSCoverage({ resetOnNavigation: false })
  await begin()
  const goto = page.goto.bind(page)
  page.goto = async (url, options) => {
    await keep(page, folder)
    await begin()
    return goto(url, options)
  }
  const close = context.close.bind(context)
  context.close = async (options) => {
    await keep(page, folder)
    await close(options)
  }
}

async function keep(page: Page, place: string): Promise<void> {
  const scripts = await page.coverage.stopJSCoverage()
  const ours = scripts.map(({ url, functions }) => ({ url: new URL(url).pathname, functions }))
  if (ours.length === 0) return
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, `${randomUUID()}.json`), JSON.stringify(ours.filter(({ url }) => url.startsWith('/assets/'))))
}
