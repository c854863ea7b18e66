// The pages of the console that pictures are made of: how each is called, where it is, and when it can be looked at.
import type { Page } from 'playwright-core'

/** What happened in the swarm that is shown. */
export interface ShownSwarm {
  /** Of a trade that was executed, and the turn that told it. */
  readonly intentHash: string
  readonly executedSeq: number
  /** Of what waits for a person. */
  readonly approvalId: string
  readonly incidentId: string
}

/** One page. */
export interface PicturedPage {
  /** Of its files: `<name>-<colours>-<width>.webp`. */
  readonly name: string
  readonly path: (swarm: ShownSwarm) => string
  /** Waits until it shows what it is for. */
  readonly ready: (page: Page) => Promise<unknown>
}

const heading =
  (name: RegExp): PicturedPage['ready'] =>
  (page) =>
    page.getByRole('heading', { name }).first().waitFor()
/** The layout of a chart comes out of a worker. */
const chart: PicturedPage['ready'] = (page) => page.locator('.bot-chart svg g').first().waitFor()
const past: PicturedPage['ready'] = async (page) => {
  await page.locator('.past-banner').waitFor()
  await page.getByRole('treegrid').waitFor()
}

/** A row for each. */
export const picturedPages: readonly PicturedPage[] = [
  {
    name: 'swarm',
    path: () => '/',
    async ready(page) {
      // what is of the fund is more to look at than who is signed in
      await page.getByRole('button', { name: 'The swarm' }).click()
      await page.getByRole('link', { name: 'waits for you' }).first().waitFor()
    },
  },
  { name: 'swarm-past', path: ({ executedSeq }) => `/?seq=${executedSeq}`, ready: past },
  { name: 'bot', path: () => '/bots/verifier%3Amain.alpha', ready: chart },
  { name: 'bot-past', path: ({ executedSeq }) => `/bots/verifier%3Amain.alpha?seq=${executedSeq}`, ready: chart },
  {
    name: 'what-if',
    path: ({ executedSeq }) => `/bots/verifier%3Amain.alpha/what-if?seq=${executedSeq}`,
    // the first question begins a thread
    ready: (page) => page.getByRole('region', { name: 'Outcome' }).waitFor(),
  },
  { name: 'funds', path: () => '/funds', ready: heading(/^Funds$/) },
  { name: 'fund', path: () => '/funds/main', ready: heading(/^Price of/) },
  { name: 'fund-past', path: ({ executedSeq }) => `/funds/main?seq=${executedSeq}`, ready: past },
  {
    name: 'trade',
    path: ({ intentHash }) => `/funds/main/intents/${intentHash}`,
    ready: (page) => page.getByRole('heading', { level: 1 }).waitFor(),
  },
  { name: 'approvals', path: () => '/approvals', ready: heading(/^Approvals/) },
  {
    name: 'approval',
    path: ({ approvalId }) => `/approvals/${approvalId}`,
    ready: (page) => page.getByRole('region', { name: 'Verdicts' }).getByText('at block').waitFor(),
  },
  { name: 'incidents', path: () => '/incidents', ready: heading(/^Incidents/) },
  {
    name: 'incident',
    path: ({ incidentId }) => `/incidents/${incidentId}`,
    ready: (page) => page.getByRole('region', { name: 'What you can do' }).waitFor(),
  },
  { name: 'journal', path: () => '/journal', ready: (page) => page.getByRole('heading', { level: 1 }).waitFor() },
  { name: 'audit', path: () => '/audit', ready: (page) => page.getByRole('heading', { level: 1 }).waitFor() },
  {
    name: 'commands',
    path: () => '/chat',
    async ready(page) {
      const prompt = page.getByRole('combobox', { name: 'Command' })
      await prompt.fill('bots')
      await prompt.press('Enter')
      await page.getByRole('log', { name: 'Answers' }).getByText('verifier:main.alpha').first().waitFor()
    },
  },
]
