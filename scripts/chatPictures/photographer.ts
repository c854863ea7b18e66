// A browser without a network that makes pictures of pages: whatever a page asks of anybody is refused and told.
import type { Browser } from 'playwright-core'
import { openBrowser } from '../../test/console/browser.ts'
import { pictureWidth } from './pageFrame.ts'

/** Letters stay sharp; all of them together stay below 600 kB. */
const quality = 48
/** A document is read, not scrolled through. */
const heightMax = 1_400
/** Fonts and web components of the page itself. */
const settleMs = 400

export class Photographer {
  readonly #browser: Browser

  private constructor(browser: Browser) {
    this.#browser = browser
  }

  /** @throws naming the command to type where there is no Chromium and none can be installed */
  static async open(): Promise<Photographer> {
    return new Photographer(await openBrowser())
  }

  /**
   * @param page HTML whose `main` is the picture
   * @param fadeAt below this it is not shown
   * @returns it as WebP
   * @throws where the page asked for anything, something in it failed, or it is too large to be read
   */
  async take(page: string, fadeAt = heightMax): Promise<Buffer> {
    const complaints: string[] = []
    const viewport = { width: pictureWidth, height: heightMax }
    const context = await this.#browser.newContext({ viewport, offline: true, reducedMotion: 'reduce' })
    try {
      await context.route('**', (route) => {
        complaints.push(`it asked for ${route.request().url().slice(0, 200)}`)
        return route.abort()
      })
      const tab = await context.newPage()
      tab.on('pageerror', (error) => complaints.push(error.message))
      await tab.setContent(page, { waitUntil: 'load' })
      await tab.evaluate('document.fonts.ready.then(() => undefined)')
      await tab.waitForTimeout(settleMs)
      const { height, spills } = await tab.evaluate<{ readonly height: number; readonly spills: boolean }>(measured)
      if (spills) complaints.push('something is wider than the page')
      if (height > heightMax && fadeAt === heightMax) complaints.push(`it is ${height} high, of ${heightMax}`)
      if (complaints.length > 0) throw new Error(complaints.join('; '))
      if (height > fadeAt) await tab.addStyleTag({ content: fading(fadeAt) })
      const devtools = await context.newCDPSession(tab)
      const clip = { x: 0, y: 0, width: pictureWidth, height: Math.min(Math.ceil(height), fadeAt), scale: 1 }
      const { data } = await devtools.send('Page.captureScreenshot', {
        format: 'webp',
        quality,
        clip,
        captureBeyondViewport: true,
      })
      return Buffer.from(data, 'base64')
    } finally {
      await context.close()
    }
  }

  close(): Promise<void> {
    return this.#browser.close()
  }
}

const measured = `(() => {
  const main = document.querySelector('main')
  return { height: main.getBoundingClientRect().height, spills: document.documentElement.scrollWidth > main.clientWidth }
})()`
const fading = (height: number): string => `main { height: ${height}px; overflow: hidden; position: relative }
main::after { content: ''; position: absolute; inset: auto 0 0 0; height: 90px; background: linear-gradient(transparent, var(--page)) }`
