// A person approves trades in Slack while the daemon is killed under their hands: between the click and what it does, between
// that and the card, between a post and its record. After each restart: decided once, executed once, one card, as it is.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AuditVerdict } from '#chat/commands/audit.ts'
import { ChatInstance, type SeenCard } from './chatInstance.ts'

let chat: ChatInstance
const decided = new Set<string>()
beforeAll(async () => {
  chat = await ChatInstance.open()
  for (const { approvalId } of chat.facts('approval.asked')) decided.add(String(approvalId))
}, 120_000)
afterAll(() => chat.end(), 60_000)

/** Until the trade of this card is executed, is shown so, and its thread has the receipt. */
async function toTheEnd(ts: string): Promise<SeenCard> {
  const card = await chat.until('its card shows it executed', async () => {
    const found = (await chat.cards()).find((one) => one.ts === ts)
    return found?.text.includes('Executed, once.') === true ? found : undefined
  })
  await chat.until('its thread has the receipt', async () => (await chat.thread(card)).some((text) => text.includes('executed')))
  return card
}

it.each(['card.post.before', 'card.post.after'])(
  'killed at %s: the trade that waits has one card',
  { timeout: 180_000 },
  async (point) => {
    const last = await chat.waiting()
    expect(await chat.through(point, () => chat.press(last.press))).toBe(point)
    decided.add(last.approval)
    const next = await chat.until('the next trade has its card', async () => {
      const waits = await chat.waiting()
      return waits.ts === last.ts ? undefined : waits
    })
    expect((await chat.cards()).filter(({ text }) => text.includes(next.approval))).toHaveLength(1)
  },
)

it.each([
  'errand.do.before',
  'errand.do.after',
  'errand.answer.before',
  'errand.answer.after',
  'card.update.before',
  'card.update.after',
  'card.say.before',
  'card.say.after',
])('killed at %s: approved once, told, executed once, and the card says so', { timeout: 180_000 }, async (point) => {
  const { ts, press, approval } = await chat.waiting()
  let id = ''
  expect(await chat.through(point, async () => void (id = await chat.press(press)))).toBe(point)
  decided.add(approval)
  // Slack delivers it twice more
  for (const _again of [1, 2]) await chat.press(press, id)
  expect(await chat.answerTo(id)).toMatch(/approved|is not open/)
  const card = await toTheEnd(ts)
  expect(card.text).toContain('mara approves it')
  expect(card.text).not.toContain('v1:approve')
  // as it is, and no later look finds it otherwise
  expect((await chat.cards()).filter(({ text }) => text.includes('v1:approve')).every((one) => one.ts !== ts)).toBe(true)
})

it.each(['errand.answer.before', 'errand.answer.after'])(
  'killed at %s: a bot that was asked for has one picture, where only who asked reads',
  { timeout: 180_000 },
  async (point) => {
    const allAnswered = (): boolean => chat.facts('errand.taken').length === chat.facts('errand.answered').length
    await chat.until('nothing else waits for its answer', allAnswered)
    const before = (await chat.pictures()).length
    let told = ''
    expect(await chat.through(point, async () => void (told = await chat.typed('show fund:main')))).toBe(point)
    await chat.until('it is answered', allAnswered)
    expect(told).toContain('The picture is in your direct messages.')
    expect((await chat.pictures()).slice(before)).toEqual([expect.stringMatching(/^fund-main-\d+\.png$/)])
  },
)

it('decided once each, executed once each on the chain, one card and one reply of each kind, and a log that is whole', async () => {
  const votes = chat.facts('approval.decided').map(({ approvalId }) => String(approvalId))
  expect([...votes].toSorted()).toEqual([...decided].toSorted())
  const executed = chat.facts('intent.executed').map(({ intentHash }) => String(intentHash))
  expect(executed).toHaveLength(decided.size)
  expect([...(await chat.instance.chainEvents()).executions].toSorted()).toEqual(executed.toSorted())
  const cards = await chat.cards()
  const posted = chat.facts('card.posted').map(({ subject }) => String(subject))
  expect(new Set(posted).size).toBe(posted.length)
  expect(cards).toHaveLength(posted.length)
  for (const card of cards) {
    const said = await chat.thread(card)
    expect(said).toEqual([...new Set(said)])
  }
  expect(chat.instance.trail.quarantined).toEqual([])
  // the command's own answer
  expect(((await chat.instance.client.ask('audit.verify', {})) as AuditVerdict).whole).toBe(true)
})
