// The console over a crowd in a real browser, and what is seen on it: when each sequence was on the screen, and how long the
// page went without a frame. Clocks of the browser and of the crowd are the same machine's.
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../../test/console/browser.ts'
import { Crowd, type Commit } from './crowd.ts'

/**
 * Runs in the page. A sequence counts as seen in the first task after the frame that was made with it; a gap is the time
 * between two frames.
 */
const eye = `
  (() => {
    const seen = [], gaps = []
    let last = performance.now()
    const frame = () => {
      const now = performance.now()
      gaps.push(now - last)
      last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    const after = new MessageChannel()
    let shown = 0
    after.port1.onmessage = () => seen.push([shown, performance.timeOrigin + performance.now()])
    const mark = document.querySelector('.connection')
    new MutationObserver(() => {
      if (Number(mark.dataset.seq) === shown) return
      shown = Number(mark.dataset.seq)
      after.port2.postMessage(null)
    }).observe(mark, { attributes: true })
    window.eye = {
      begin: () => { seen.length = 0; gaps.length = 0; last = performance.now() },
      end: () => ({ seen: [...seen], gaps: [...gaps] }),
    }
  })()
`

/** What was seen. Times are ms. */
export interface Seen {
  /** The sequence that the page showed, and when. */
  readonly seen: readonly Commit[]
  /** Between frames. */
  readonly gaps: readonly number[]
}

export interface CrowdPage {
  readonly crowd: Crowd
  readonly page: Page
  /** A fresh page that is signed in, with nothing in its caches, that has not been anywhere. */
  newPage(): Promise<Page>
  /** Watches the page for as long as something is done. */
  watch(what: () => Promise<unknown>): Promise<Seen>
  close(): Promise<void>
}

/** The console's first page, live. @param folder empty, on a disk */
export async function openCrowdPage(folder: string, bots: number): Promise<CrowdPage> {
  const crowd = await Crowd.open(folder, bots)
  const browser = await openBrowser()
  const page = await signedIn(browser, crowd.url)
  await page.evaluate(eye)
  const storageState = await page.context().storageState()
  return {
    crowd,
    page,
    newPage: async () => (await browser.newContext({ storageState, ...look })).newPage(),
    watch: async (what) => {
      await page.evaluate('eye.begin()')
      await what()
      return page.evaluate<Seen>('eye.end()')
    },
    close: async () => {
      await browser.close()
      await crowd.close()
    },
  }
}

const look = { viewport: { width: 1_400, height: 900 }, reducedMotion: 'reduce' } as const

async function signedIn(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext(look)
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('row').nth(1).waitFor()
  await page.locator('.connection.live').waitFor()
  return page
}

/** Waits until the page shows what the journal has. Looks now and then: the page has better to do. */
export async function showsAll(page: Page, through: number): Promise<void> {
  await page.evaluate(`
    new Promise((resolve) => {
      const look = () =>
        Number(document.querySelector('.connection').dataset.seq) >= ${through} ? resolve() : setTimeout(look, 50)
      look()
    })
  `)
}
