// What people decide, in a real browser over a real daemon and chain: what is asked and what the contracts say of it, every
// way that it ends, and who may not. What is wrong with the swarm is dealt with beside it.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { components } from '#client/apiTypes.ts'
import type { SeenFact } from '../daemon/daemon.ts'
import { quickSettings } from '../daemon/drill.ts'
import type { WatchedPage } from './browser.ts'
import { hostile } from './hostile.ts'
import { askedBy, enterAs, everyoneCanUse, soon, twoLooks, visit, watchSwarm, type WatchedSwarm } from './watchedSwarm.ts'

// a busy machine draws slowly
vi.setConfig({ testTimeout: 90_000 })

/** Every trade waits for two persons, and not for long; a price that moves at all is an incident. */
function askingSettings(): unknown {
  // slowly enough for people: a price that ran away is refused by the contracts
  const settings = quickSettings({ walkIntervalMs: 1_000 })
  for (const fund of settings.funds) {
    Object.assign(fund, { name: hostile, approvalAboveValue: '1', twoPersonsAboveValue: '2', proposer: 'ines' })
    Object.assign(fund.strategy, { intentTtlS: 60 })
    Object.assign(fund.monitor.rules['price-deviation'], { threshold: 0, forS: 0 })
  }
  return settings
}

let swarm: WatchedSwarm
/** An approver. */
let mara: WatchedPage
beforeAll(async () => {
  swarm = await watchSwarm(askingSettings())
  mara = await enterAs(swarm, 'mara', 'approver')
}, 180_000)
afterAll(() => swarm.end())

type Asked = SeenFact<'approval.asked'>
let latest = 0
/** The next trade that waits. */
async function nextAsked(): Promise<Asked> {
  const asked = await swarm.daemon.fact('approval.asked', ({ seq }) => seq > latest)
  latest = asked.seq
  return asked
}
const pathOf = ({ approvalId }: Asked): string => `/approvals/${approvalId}`
const decision = ({ page }: WatchedPage) => page.getByRole('region', { name: 'Decision' })
const says = (watched: WatchedPage) => decision(watched).locator('.standing').textContent()
const button = (watched: WatchedPage, name: string) => watched.page.getByRole('button', { name })
const buttons = (watched: WatchedPage) => decision(watched).getByRole('button').count()
/** What the gateway says to a decision that the page does not offer. */
const forced = ({ page }: WatchedPage, { approvalId }: Asked, verdict: string, revision: number): Promise<unknown> =>
  page.evaluate(`fetch('/api/v1/approvals/${approvalId}/${verdict}', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': String(Math.random()) },
    body: '{"revision":${revision}}',
  }).then(async (answer) => [answer.status, (await answer.json()).error?.code])`)

let asked: Asked
test('what is asked is decoded: who gives what, for whom, until when, and what the contracts say of it', async () => {
  asked = await nextAsked()
  const { page } = mara
  // in the tree, on its bot; in the tab, before the page's name
  const waits = page.getByRole('row').filter({ has: page.locator(`a[title="approval:${asked.approvalId}"]`) })
  await waits.getByRole('link', { name: /waits for you/ }).waitFor()
  await soon(() => page.title()).toMatch(/^\([1-9]\d*\) Swarm · Quorate$/)
  await page.getByRole('link', { name: /Approvals/ }).click()
  await soon(() => page.title()).toMatch(/ Approvals · Quorate$/)
  await page.getByRole('listitem').getByRole('link').first().click()
  const row = await askedBy<components['schemas']['ApprovalRow']>(mara, `/api/v1${pathOf(asked)}`)
  await page.getByRole('heading', { level: 1, name: row.words }).waitFor()
  if (row.trade === null) throw new Error('a trade is asked for')
  const main = page.getByRole('main')
  for (const text of [
    row.trade.amountIn,
    row.trade.minAmountOut,
    row.trade.quoteAmountOut,
    'ines (strategy:main)',
    '2 persons',
    'whoever has the permission approver, but not who asked',
    row.summary,
    hostile,
  ])
    await main.getByText(text, { exact: true }).first().waitFor()
  await soon(() => page.locator('.page-head .countdown').textContent()).toMatch(/^[01]:\d\d$/)
  const verdicts = page.getByRole('region', { name: 'Verdicts' })
  // it is tried anew with every round: at some moment both are of the same block
  await soon(async () => {
    const { code, detail, block } = await askedBy<components['schemas']['Rehearsal']>(mara, `/api/v1${pathOf(asked)}/rehearsal`)
    return (await verdicts.textContent())?.includes(`${code} ${detail}, at block ${block}`)
  }).toBe(true)
  await soon(() => verdicts.textContent()).toMatch(/holds gives way from its quote\d+(\.\d+)? % of at most \d+/)
  expect(await verdicts.textContent()).toContain('they look at a trade once people have let it go on chain')
  await everyoneCanUse(mara)
})

test('who may not decide sees why, has no button, and is refused at the door', async () => {
  const looker = await enterAs(swarm, 'vera', 'viewer')
  await visit(looker, pathOf(asked))
  await soon(() => says(looker)).toBe('You may look at it, as viewer; deciding takes the role approver for this fund.')
  expect([await buttons(looker), await forced(looker, asked, 'approve', 1)]).toEqual([0, [403, 'NOT_PERMITTED']])
  const proposer = await enterAs(swarm, 'ines', 'approver')
  await visit(proposer, pathOf(asked))
  await soon(() => says(proposer)).toBe('You asked for it: somebody else has to decide.')
  expect([await buttons(proposer), await forced(proposer, asked, 'approve', 1)]).toEqual([0, [403, 'APPROVAL_DENIED']])
  expect([...looker.complaints, ...proposer.complaints]).toEqual([])
  await looker.page.context().close()
  await proposer.page.context().close()
})

test('what somebody else decides meanwhile has to be looked at before one decides; then it is done, once', async () => {
  // the one before has been looked at for long
  await forced(mara, asked, 'reject', 1)
  asked = await nextAsked()
  await visit(mara, pathOf(asked))
  await soon(() => says(mara)).toBe('It takes 2 persons. One who rejects it ends it.')
  const said = await swarm.drill.quorate('approval', 'approve', asked.approvalId, '--revision', '1', '--reason', hostile)
  expect([said.complaint, said.exit]).toEqual(['', 0])
  await mara.page.getByText('It has changed since you opened it: operator approved it.').waitFor()
  expect([await button(mara, 'Approve').isDisabled(), await button(mara, 'Reject').isDisabled()]).toEqual([true, true])
  // the daemon holds to it, too
  expect(await forced(mara, asked, 'approve', 1)).toEqual([412, 'APPROVAL_STALE'])
  await mara.page.locator('.votes').getByText(hostile, { exact: true }).waitFor()
  await button(mara, 'I have looked at revision 2').click()
  await decision(mara).getByRole('textbox', { name: 'Reason, if you like' }).fill(hostile)
  await button(mara, 'Approve').press('Enter')
  await decision(mara).getByText('Done: approved.').waitFor()
  await swarm.daemon.fact('intent.executed', ({ intentHash }) => intentHash === asked.digest)
  await soon(() => says(mara)).toBe('Approved by operator, mara, and used. It can be used no second time.')
  expect([await buttons(mara), await forced(mara, asked, 'reject', 3)]).toEqual([0, [409, 'APPROVAL_DECIDED']])
  const verdicts = mara.page.getByRole('region', { name: 'Verdicts' })
  await soon(() => verdicts.textContent()).toMatch(/PASS.*OK dry run by executor/)
  expect(await mara.page.locator('.votes').getByText(hostile, { exact: true }).count()).toBe(2)
  await everyoneCanUse(mara, twoLooks)
})

test('what one person rejects is not done, and everybody who looks is told who and why', async () => {
  asked = await nextAsked()
  const other = await enterAs(swarm, 'noor', 'approver')
  await visit(mara, pathOf(asked))
  await visit(other, pathOf(asked))
  await soon(() => buttons(other)).toBe(2)
  await decision(mara).getByRole('textbox', { name: 'Reason, if you like' }).fill(hostile)
  await button(mara, 'Reject').click()
  await decision(mara).getByText('Done: rejected.').waitFor()
  await swarm.daemon.fact('intent.dropped', ({ intentHash }) => intentHash === asked.digest)
  // decided elsewhere, for the one who only looked
  await soon(() => says(other)).toBe('Rejected by mara. It was not done.')
  expect(await buttons(other)).toBe(0)
  await other.page.locator('.votes').getByText(hostile, { exact: true }).waitFor()
  await other.page.getByRole('link', { name: 'the whole trade' }).click()
  await soon(() => other.page.locator('.page-head .badge').textContent()).toBe('dropped')
  await other.page.getByText(`mara rejected it: ${hostile}`).first().waitFor()
  expect(other.complaints).toEqual([])
  await other.page.context().close()
  await visit(mara, '/approvals?show=all')
  await mara.page
    .getByRole('link', { name: /^(BUY|SELL) / })
    .first()
    .waitFor()
  await everyoneCanUse(mara, twoLooks)
})

test('an incident is taken on and ended with a note, by who may; what nobody decides meanwhile expires', async () => {
  asked = await nextAsked()
  const waits = await enterAs(swarm, 'olga', 'approver')
  await visit(waits, pathOf(asked))
  await soon(() => buttons(waits)).toBe(2)

  const { incidentId } = await swarm.daemon.fact('incident.raised')
  await visit(waits, `/incidents/${incidentId}`)
  const dealing = (watched: WatchedPage) => watched.page.getByRole('region', { name: 'What you can do' })
  await waits.page.goBack()
  await visit(mara, '/incidents')
  await mara.page.locator(`a[href="/incidents/${incidentId}"]`).click()
  await button(mara, 'Take it on').waitFor()
  await everyoneCanUse(mara)
  await dealing(mara).getByRole('textbox', { name: 'Note' }).fill(hostile)
  await button(mara, 'Take it on').click()
  await dealing(mara).getByText('It is in your hands.').waitFor()
  await mara.page.getByText(`taken on`, { exact: true }).waitFor()
  await soon(() => mara.page.getByText(hostile, { exact: true }).count()).toBe(1)
  const looker = await enterAs(swarm, 'vera', 'viewer')
  await visit(looker, `/incidents/${incidentId}`)
  await dealing(looker).getByText('You may look at it, as viewer; dealing with it takes the role operator.').waitFor()
  expect(await dealing(looker).getByRole('button').count()).toBe(0)
  await dealing(mara).getByRole('textbox', { name: 'Note' }).fill('mended')
  await button(mara, 'It is over').click()
  // the other page is told, too
  await dealing(looker).getByText('It is over: nothing is to be done.').waitFor()
  await looker.page.getByText('mended', { exact: true }).waitFor()
  const { out } = await swarm.drill.quorate('incident', 'show', incidentId)
  expect(out).toMatch(/resolved[^\n]*mended/)
  await everyoneCanUse(looker, twoLooks)
  await looker.page.context().close()

  await soon(() => says(waits), { timeout: 80_000 }).toMatch(/^Expired: nobody approved it in time\. It was not done\.$/)
  expect([await buttons(waits), await forced(waits, asked, 'approve', 1)]).toEqual([0, [410, 'APPROVAL_EXPIRED']])
  expect([...waits.complaints, ...mara.complaints]).toEqual([])
})

test('a link to no approval and to no incident says so', async () => {
  for (const [path, code] of [
    ['/approvals/0000', 'UNKNOWN_APPROVAL'],
    ['/incidents/main.price-deviation.999', 'UNKNOWN_INCIDENT'],
  ] as const) {
    await visit(mara, path)
    await mara.page.getByText(code).waitFor()
    expect(await mara.page.getByRole('heading', { level: 1 }).count()).toBe(1)
  }
  await everyoneCanUse(mara, twoLooks)
})
