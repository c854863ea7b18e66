// 10,000 bots on the first page: scrolled through from top to bottom, the longest time without a frame, in ms. Beside it:
// how long a search takes from the key to its rows, and a jump to the last row.
import type { Page } from 'playwright-core'
import type { Open } from '../contender.ts'
import { openCrowdPage } from '../workload/crowdPage.ts'

/** As a wheel does that is turned fast. */
const [steps, stepPx] = [120, 900]

/** Time from now until a row is there whose text begins so, in the page's own clock. */
const until = (text: string): string => `
  new Promise((resolve) => {
    const begun = performance.now()
    const look = () => {
      const rows = [...document.querySelectorAll('[role=row].bot')]
      if (rows.some((row) => row.textContent.startsWith(${JSON.stringify(text)}))) resolve(performance.now() - begun)
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
`

/** A wheel's scrolling goes on for a while, and would carry off whatever is scrolled to meanwhile. */
const atRest = `
  new Promise((resolve) => {
    const rows = document.querySelector('[role=treegrid]')
    let last = -1
    const look = () => {
      if (rows.scrollTop === last) return resolve()
      last = rows.scrollTop
      setTimeout(look, 100)
    }
    look()
  })
`

export const open: Open = async ({ folder, options }) => {
  const { page, watch, close } = await openCrowdPage(folder, options['bots'] ?? 10_000)
  return {
    sample: async () => {
      await page.getByRole('button', { name: 'The swarm' }).focus()
      await page.getByRole('treegrid').hover()
      const { gaps } = await watch(async () => {
        for (let step = 0; step < steps; step++) await page.mouse.wheel(0, stepPx)
      })
      await page.evaluate(atRest)
      const searchMs = await searched(page)
      const endMs = await jumped(page)
      return [{ value: Math.max(...gaps), details: { searchMs, endMs } }]
    },
    close,
  }
}

async function searched(page: Page): Promise<number> {
  const field = page.getByRole('searchbox')
  await field.focus()
  const found = page.evaluate<number>(until('counter:9876'))
  await page.keyboard.insertText('counter:9876')
  const ms = await found
  await field.fill('')
  // all of them are back: what is pressed before goes through what was found
  await page.getByRole('row').nth(10).waitFor()
  return ms
}

/** To the last row and, not measured, back. */
async function jumped(page: Page): Promise<number> {
  await page.evaluate(`document.querySelector('[role=treegrid]').scrollTop = 0`)
  await page.getByRole('button', { name: 'The swarm' }).focus()
  // the last of the crowd's roles by name
  const there = page.evaluate<number>(until('second'))
  await page.keyboard.press('End')
  const ms = await there
  await page.keyboard.press('Home')
  await page.getByRole('button', { name: 'The swarm' }).waitFor()
  return ms
}
