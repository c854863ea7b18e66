// What messengers do to an order: an answer before its question, an old message after a newer one, and several things that wait
// at once. What is pressed is what is meant, and what is typed without a name is asked for, never guessed.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Card } from '#chat/cards/card.ts'
import { pressValue, type PressVerb } from '#chat/cards/press.ts'
import { cardOfSubject } from '#chat/cards/subject.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import type { IncidentInput } from '#machines/incident.ts'
import type { ApprovalInput } from '#machines/approvalState.ts'
import type { Address } from '#runtime/authoring.ts'
import { deliveryOf, openChatGround, type ChatGround } from './chatGround.ts'

let ground: ChatGround
beforeAll(async () => {
  ground = await openChatGround()
}, 60_000)
afterAll(() => ground.close())

const told = ({ title, lines, block }: Card): string => [title, ...lines, block].join('\n')
const pressed = (verb: PressVerb, id: string, revision = 0) =>
  ({ kind: 'pressed', value: pressValue({ verb, id, revision }) }) as const
/** As the card of an incident has it at this moment. */
function buttonOf(id: string, verb: PressVerb): { readonly kind: 'pressed'; readonly value: string } {
  const card = cardOfSubject(ground.model.parts.host, `incident:${id}`, nameBook([]))
  return { kind: 'pressed', value: card?.buttons.find((button) => button.value.includes(`:${verb}:`))?.value ?? '' }
}
const stateOf = (address: Address): unknown => ground.model.parts.host.view(address)?.value
/** What was asked of the fund and done. */
const asked = (what: string): number =>
  ground.model.parts.host.list('request').filter(({ context }) => (context as { readonly what: string }).what === what).length

test('a yes that overtakes its question answers nothing, and delivered again behind it neither', async () => {
  await ground.link('O1', 'mara', 'admin')
  await ground.send('O1', 'pause main')
  const early = deliveryOf('O1', 'yes')
  expect(told(await ground.send('O1', 'yes', early))).toMatch(/question/)
  expect(told(await ground.send('O1', 'resume main'))).toContain('let fund main execute trades again?')
  expect(await ground.desk.take(early)).toEqual({ again: true })
  expect(asked('fund.unpause')).toBe(0)
  expect(told(await ground.send('O1', 'yes'))).toContain('unpaused')
  expect(asked('fund.unpause')).toBe(1)
})

test('an old message that comes once more behind a newer one undoes nothing', async () => {
  await ground.link('O2', 'mara', 'admin')
  const old = deliveryOf('O2', 'pause main')
  await ground.send('O2', 'pause main', old)
  await ground.send('O2', 'resume main')
  await ground.send('O2', 'yes')
  const before = asked('fund.pause')
  expect(await ground.desk.take(old)).toEqual({ again: true })
  expect(told(await ground.send('O2', 'whoami'))).toContain('mara')
  expect(asked('fund.pause')).toBe(before)
})

test('of two incidents the one that is pressed is taken on, and without a name it is asked which', async () => {
  await ground.link('O3', 'jun', 'operator')
  const { host } = ground.model.parts
  const about = { monitor: 'monitor:main', fundId: 'main', rule: 'loss-bucket', severity: 'warning' } as const
  const figures = { threshold: 80, value: 90, detail: '', at: Math.floor(Date.now() / 1_000) }
  const waits = { escalateMs: 86_400_000, healthyMs: 300_000, guardian: null }
  for (const id of ['main.loss-bucket.1', 'main.loss-bucket.2'])
    await host.spawn('incident', id, { id, subject: id, ...about, ...figures, ...waits } satisfies IncidentInput)
  const which = await ground.send('O3', 'acknowledge')
  expect(which.tone).toBe('waiting')
  expect(which.buttons.map(({ label }) => label).join(' ')).toMatch(/bucket\.1: .*bucket\.2: |bucket\.2: .*bucket\.1: /)
  const [one, other] = [buttonOf('main.loss-bucket.1', 'acknowledge'), buttonOf('main.loss-bucket.2', 'resolve')]
  expect(told(await ground.send('O3', one))).toContain('main.loss-bucket.1')
  expect(told(await ground.send('O3', other))).toContain('main.loss-bucket.2')
  expect([stateOf('incident:main.loss-bucket.1'), stateOf('incident:main.loss-bucket.2')]).toMatchObject([
    { attention: 'acknowledged' },
    { attention: 'resolved' },
  ])
})

test('of two approvals the older is decided by its own card, and the newer goes on waiting', async () => {
  await ground.link('O4', 'mara', 'approver')
  const { host } = ground.model.parts
  const ask = (id: string): Promise<unknown> =>
    host.spawn('approval', id, {
      id,
      fundId: 'main',
      what: 'intent.execute',
      digest: `0x${id.repeat(2)}`,
      summary: `trade ${id}`,
      requester: { principal: 'strategy:main', person: 'ines' },
      quorum: 1,
      approvers: null,
      decideMs: 600_000,
      useMs: 1_200_000,
      asker: 'intent:none',
    } satisfies ApprovalInput)
  const [older, newer] = ['a'.repeat(32), 'b'.repeat(32)] as const
  await ask(older)
  await ask(newer)
  expect(told(await ground.send('O4', pressed('approve', older, 1)))).toContain('approved')
  expect([stateOf(`approval:${older}`), stateOf(`approval:${newer}`)]).toEqual([{ open: 'granted' }, { open: 'pending' }])
  // the other card was open all the while, and is as good as before
  expect(told(await ground.send('O4', pressed('reject', newer, 1)))).toContain('rejected')
  expect(stateOf(`approval:${older}`)).toEqual({ open: 'granted' })
})
