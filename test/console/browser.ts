// A real Chromium for tests of the console: Debian's own, without a network beyond this machine.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type Page } from 'playwright-core'
import { aptInstall } from '../daemon/aptInstall.ts'
import { closePagesFirst, keepCoverage } from './browserCoverage.ts'

const executablePath = '/usr/bin/chromium'
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // a tab that nobody sees is drawn all the same
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
]

/** @throws naming the command to type where there is none and none can be installed */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(executablePath)) await aptInstall('the console’s test', ['chromium'])
  const browser = await chromium.launch({ executablePath, args })
  closePagesFirst(browser)
  return browser
}

/** How a page is looked at. */
export interface Look {
  readonly colours?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
}

/** A page, and all that went wrong in it. */
export interface WatchedPage {
  readonly page: Page
  /** Errors of scripts, what the policy refused, and answers that could not be read. Empty is well. */
  readonly complaints: readonly string[]
}

/** A fresh page that keeps nothing of others. */
export async function openPage(
  browser: Browser,
  { colours = 'light', width = 1_400, height = 900 }: Look = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ colorScheme: colours, viewport: { width, height }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await keepCoverage(context, page)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`))
  page.on('console', (message) => {
    // a refusal is shown on the page; the browser tells of every one of them here, too
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
  })
  return { page, complaints }
}

const axe: string = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] as const
/** The part of axe's result that is read. */
interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}

/** No criterion of WCAG, but who listens to a page looks for its name first. */
const more = { 'page-has-heading-one': { enabled: true } } as const

/** What axe finds against WCAG 2.2 A and AA, and a page without a name: `rule: element`. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  // through the debugger, which the page's policy does not stop
  await page.evaluate(axe)
  const { violations } = await page.evaluate<AxeResult>(`axe.run(document, ${JSON.stringify({ runOnly: rules, rules: more })})`)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}
