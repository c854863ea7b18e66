// The console's first page in a browser that has nothing of it yet. Option `bots`; option `measure`: 0 the script that it
// loads, in kB as it came over the wire; 1 the time to the first bot on the screen, in ms.
import type { Page } from 'playwright-core'
import type { Open } from '../contender.ts'
import { openCrowdPage } from '../workload/crowdPage.ts'

interface Loaded {
  readonly scriptBytes: number
  readonly unpackedBytes: number
  readonly styleBytes: number
  readonly requests: number
}

// what came over the wire for each file, without heads
const resources = `
  (() => {
    const files = performance.getEntriesByType('resource')
    const sum = (ending, size) =>
      files.filter(({ name }) => new URL(name).pathname.endsWith(ending)).reduce((all, file) => all + file[size], 0)
    return {
      scriptBytes: sum('.js', 'encodedBodySize'),
      unpackedBytes: sum('.js', 'decodedBodySize'),
      styleBytes: sum('.css', 'encodedBodySize'),
      requests: files.length,
    }
  })()
`
/** Runs before the page: marks the first task after the frame in which a bot is first there. */
const firstBot = `
  (() => {
    const look = () => {
      if (document.querySelector('[role=row].bot') === null) return requestAnimationFrame(look)
      const after = new MessageChannel()
      after.port1.onmessage = () => (document.documentElement.dataset.firstBotMs = performance.now())
      after.port2.postMessage(null)
    }
    requestAnimationFrame(look)
  })()
`

export const open: Open = async ({ folder, options }) => {
  const crowd = await openCrowdPage(folder, options['bots'] ?? 10)
  const url = new URL('/', crowd.page.url()).href
  return {
    sample: async () => {
      const page = await crowd.newPage()
      const { firstBotMs, scriptBytes, unpackedBytes, styleBytes, requests } = await firstVisit(page, url)
      await page.context().close()
      const details = { requests, unpackedKB: unpackedBytes / 1_000, styleKB: styleBytes / 1_000 }
      if (options['measure'] === 1) return [{ value: firstBotMs }]
      return [{ value: scriptBytes / 1_000, details }]
    },
    close: () => crowd.close(),
  }
}

async function firstVisit(page: Page, url: string): Promise<Loaded & { readonly firstBotMs: number }> {
  await page.addInitScript(firstBot)
  await page.goto(url)
  await page.locator('html[data-first-bot-ms]').waitFor()
  const firstBotMs = Number(await page.locator('html').getAttribute('data-first-bot-ms'))
  return { firstBotMs, ...(await page.evaluate<Loaded>(resources)) }
}
