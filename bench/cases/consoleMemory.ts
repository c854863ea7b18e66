// The page's memory in MiB after an hour's worth of 200 events a second among 1,000 bots, replayed as fast as the page takes
// them over its own stream; against the same page before, and after half of them.
import type { CDPSession } from 'playwright-core'
import type { Open } from '../contender.ts'
import { openCrowdPage, showsAll } from '../workload/crowdPage.ts'

const hourOfTurns = 3_600 * 200
/** Until all that is bounded is full. */
const fill = 20_000

export const open: Open = async ({ folder }) => {
  const { page, crowd, close } = await openCrowdPage(folder, 1_000)
  const debuggerOfPage = await page.context().newCDPSession(page)
  const replay = async (turns: number): Promise<number> => {
    const { through } = await crowd.load({ kind: 'flood', turns })
    await showsAll(page, through)
    return heapMiB(debuggerOfPage)
  }
  const counted = async (): Promise<number> => Number(await page.locator('.connection').getAttribute('data-counted'))
  return {
    sample: async () => {
      const before = await replay(fill)
      const from = await counted()
      const begun = performance.now()
      const half = await replay(hourOfTurns / 2)
      const value = await replay(hourOfTurns / 2)
      const turns = (await counted()) - from
      const seconds = (performance.now() - begun) / 1_000
      return [{ value, beside: { before, 'half way': half }, details: { turns, turnsPerSecond: turns / seconds } }]
    },
    close,
  }
}

/** Used script heap after a collection. */
async function heapMiB(debuggerOfPage: CDPSession): Promise<number> {
  await debuggerOfPage.send('HeapProfiler.collectGarbage')
  await debuggerOfPage.send('HeapProfiler.collectGarbage')
  const { usedSize } = await debuggerOfPage.send('Runtime.getHeapUsage')
  return usedSize / 2 ** 20
}
