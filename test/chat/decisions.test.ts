// Buttons of an approval, pressed in every way that people and messengers press them: each is answered privately for what it
// is, one effect comes of all of them, and the log has every one.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditVerifyCommand, type AuditVerdict } from '#chat/commands/audit.ts'
import { contextOf } from '#chat/commands/fixtures.ts'
import { pressValue, type PressVerb } from '#chat/cards/press.ts'
import { modelFund } from '../cycle/modelSwarm.ts'
import { answerTo, deliveryOf, openChatGround, userOf, type ChatGround } from './chatGround.ts'

let ground: ChatGround
let id = ''
beforeAll(async () => {
  const rules = { approvalAboveValue: '1000000000', twoPersonsAboveValue: '2000000000', proposer: 'ines' }
  ground = await openChatGround({ fund: modelFund(rules) })
  for (const [user, person, role] of [
    ['MARA', 'mara', 'approver'],
    ['NOOR', 'noor', 'approver'],
    ['INES', 'ines', 'approver'],
    ['LOOKER', 'jun', 'operator'],
  ] as const)
    await ground.link(user, person, role)
  await ground.link('OTHER', 'zoe', 'approver', ['other'])
  id = String((await ground.model.swarm.fact(({ type }) => type === 'approval.asked')).data['approvalId'])
}, 60_000)
afterAll(() => ground.close())

const press = (verb: PressVerb, revision: number) => ({ kind: 'pressed', value: pressValue({ verb, id, revision }) }) as const
async function pressed(user: string, verb: PressVerb, revision: number): Promise<string> {
  const { title, lines, block } = await ground.send(user, press(verb, revision))
  return [title, ...lines, block].join('\n')
}
const approval = (): {
  readonly status: string
  readonly context: { readonly votes: readonly object[]; readonly revision: number }
} => ground.model.parts.host.view(`approval:${id}`) as never

test('who it waits for sees it on their own page, who asked for it and who may not do not', async () => {
  const waiting = async (user: string): Promise<readonly string[]> =>
    (await ground.desk.waiting(userOf(user))).flatMap(({ buttons }) => buttons.map(({ value }) => value))
  expect(await waiting('MARA')).toEqual([`v1:approve:${id}:1`, `v1:reject:${id}:1`])
  expect(await waiting('INES')).toEqual([])
  expect(await waiting('OTHER')).toEqual([])
  expect(await waiting('NOBODY')).toEqual([])
})

test.each<[string, string, PressVerb, number, RegExp]>([
  ['a stranger', 'NOBODY', 'approve', 1, /nobody here knows who you are/],
  ['who has not the role', 'LOOKER', 'approve', 1, /needs the permission approver/],
  ['who asked for it', 'INES', 'approve', 1, /somebody else has to decide/],
  ['who asked for it, to reject it', 'INES', 'reject', 1, /somebody else has to decide/],
  ['who sees another fund', 'OTHER', 'approve', 1, /no approval|no fund/],
  ['a revision that is to come', 'MARA', 'approve', 7, /changed since you looked/],
])('%s decides nothing, and is told why', async (_name, user, verb, revision, words) => {
  expect(await pressed(user, verb, revision)).toMatch(words)
  expect(approval().context).toMatchObject({ votes: [], revision: 1 })
})

test('pressed three times at once, and delivered three times each, it is one vote', async () => {
  const deliveries = [1, 2, 3].map(() => deliveryOf('MARA', press('approve', 1)))
  await Promise.all([...deliveries, ...deliveries, ...deliveries].map((delivery) => ground.desk.take(delivery)))
  const answers = await Promise.all(deliveries.map(({ replyTo }) => answerTo(ground.messenger, replyTo)))
  const told = answers.map(({ lines, block }) => [...lines, block].join('\n'))
  expect(told.filter((text) => text.includes('1 of 2 approved'))).toHaveLength(1)
  expect(told.filter((text) => text.includes('approved it before') || text.includes('changed since'))).toHaveLength(2)
  expect(approval().context.votes).toHaveLength(1)
  for (const { replyTo } of deliveries) expect(ground.messenger.answers.filter(({ to }) => to === replyTo)).toHaveLength(1)
})

test('typed, it is shown first as it is now, and a yes is about exactly that', async () => {
  const sure = await ground.send('NOOR', `approve ${id}`)
  expect(sure.lines.join('\n')).toMatch(/BUY 5,000 USDQ .* of fund main\nasked by ines\ndigest 0x[0-9a-f]{64}\nApprove this\?/s)
  expect(sure.buttons.map(({ label }) => label)).toEqual(['Yes', 'No'])
  expect((await ground.send('NOOR', 'no')).block).toContain('nothing was done')
  expect(approval().context.votes).toHaveLength(1)
})

test(
  'a card from before the first vote is stale; the one that shows it lets the trade go on, once',
  { timeout: 60_000 },
  async () => {
    expect(await pressed('NOOR', 'approve', 1)).toMatch(/changed since you looked.*\n.*approval show/s)
    expect(await pressed('NOOR', 'approve', 2)).toContain('approved')
    await ground.model.swarm.fact(({ type }) => type === 'intent.executed')
    const executed = ground.model.swarm.facts.filter(({ type, data }) => type === 'approval.ended' && data['approvalId'] === id)
    expect(executed.map(({ data }) => data['how'])).toEqual(['used'])
  },
)

test.each<[string, string, PressVerb]>([
  ['who decided it', 'MARA', 'approve'],
  ['who changed their mind', 'NOOR', 'reject'],
])('%s comes too late, and is told who decided', async (_name, user, verb) => {
  expect(await pressed(user, verb, 3)).toMatch(/approved by mara, noor and used/)
})

test('every press is in the log with what came of it, and its chain is whole', async () => {
  const entries = ground.model.swarm.facts
    .filter(({ type }) => type === 'audit.entry')
    .map(
      ({ data }) =>
        data['entry'] as { readonly kind: string; readonly user?: string; readonly code?: string; readonly deed?: string },
    )
  const presses = entries.filter(({ kind, deed }) => kind === 'errand' && deed === 'pressed')
  for (const [user, code] of [
    ['NOBODY', 'NOT_LINKED'],
    ['LOOKER', 'NOT_PERMITTED'],
    ['INES', 'APPROVAL_DENIED'],
    ['MARA', 'OK'],
    ['NOOR', 'APPROVAL_STALE'],
    ['NOOR', 'OK'],
    ['MARA', 'APPROVAL_DECIDED'],
  ])
    expect(presses).toContainEqual(expect.objectContaining({ user, code }))
  for await (const verdict of auditVerifyCommand.answer({}, contextOf({ host: ground.model.swarm.host })))
    expect((verdict as AuditVerdict).whole).toBe(true)
})
