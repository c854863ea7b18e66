// Charts laid out by the page's own worker, each looked at on the page of a bot: the 36-state chart in ms, warm. Beside it
// the same cold, and the charts of this program.
import type { Page } from 'playwright-core'
import { median } from '../statistics.ts'
import type { Open, Reading } from '../contender.ts'
import { openCrowdPage } from '../workload/crowdPage.ts'
import { allMachines } from '../../test/machines/allMachines.ts'

/** Of the crowd's names of the 36-state chart, the first after which the worker's code is compiled. */
const [warmFrom, examples] = [4, 8]

export const open: Open = async ({ folder }) => {
  const crowd = await openCrowdPage(folder, 10)
  const url = new URL('/', crowd.page.url()).href
  return {
    sample: async () => {
      const page = await crowd.newPage()
      await page.goto(url)
      const reading = await layouts(page)
      await page.context().close()
      return [reading]
    },
    close: () => crowd.close(),
  }
}

async function layouts(page: Page): Promise<Reading> {
  const same: number[] = []
  for (let n = 0; n < examples; n++) same.push(await layoutMs(page, `example${n}`))
  const own: [role: string, ms: number][] = []
  for (const role of Object.keys(allMachines)) {
    await layoutMs(page, `first${role}`)
    own.push([role, await layoutMs(page, `second${role}`)])
  }
  const ofOwn = new Map(own)
  return {
    value: median(same.slice(warmFrom)),
    details: {
      coldMs: same[0] ?? Number.NaN,
      'slowest of the program’s charts ms': Math.max(...ofOwn.values()),
      'intent (21 states, 42 arrows) ms': ofOwn.get('intent') ?? Number.NaN,
      'account (10 states, 37 arrows) ms': ofOwn.get('account') ?? Number.NaN,
    },
  }
}

/** What the page says that the layout of a bot's chart took. It comes from another page: no other chart is there. */
async function layoutMs(page: Page, role: string): Promise<number> {
  // as a link of the page does
  await page.evaluate(`history.pushState(null, '', '/')`)
  await page.getByRole('treegrid').waitFor()
  await page.evaluate(`history.pushState(null, '', '/bots/${role}:one')`)
  const chart = page.locator('[data-layout-ms]')
  await chart.waitFor()
  if ((await chart.getAttribute('data-layout')) !== 'routed') throw new Error(`the chart of ${role} was not laid out`)
  return Number(await chart.getAttribute('data-layout-ms'))
}
