// Somebody of Discord who writes to the bot itself, after they said in a server who they are: a whole desk before real bots.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { discordCeiling } from '#chat/discord/discordCeiling.ts'
import { noWorkspace, type MessengerUser } from '#chat/messenger.ts'
import { FundsGround } from './fundsGround.ts'

const [one, two] = ['1200000000000000001', '1200000000000000002'] as const
const settings = {
  guilds: [
    { id: one, greatestRole: 'admin', funds: 'all' },
    { id: two, greatestRole: 'approver', funds: 'all' },
  ],
  directMessages: true,
} as const
let ground: FundsGround
beforeAll(async () => {
  ground = await FundsGround.open((user) => discordCeiling(settings, user))
})
afterAll(() => ground.close())

const at = (user: string, workspace: string = noWorkspace): MessengerUser => ({ messenger: 'discord', workspace, user })
const mara = { person: 'mara', role: 'approver', funds: ['main'] } as const

test('who is linked in a server decides in a direct message too, in the name of that link', async () => {
  const id = await ground.link(at('1', one), mara)
  const approval = await ground.approvalOf('main')
  expect(await ground.say(at('1'), `v1:approve:${approval}:1`)).toMatchObject({ code: 'OK', principal: `link:${id}` })
  expect(ground.host.view(`approval:${approval}`)?.context).toMatchObject({ votes: [{ by: `link:${id}`, person: 'mara' }] })
  expect((await ground.say(at('1'), 'pause second')).code).toBe('UNKNOWN_FUND')
  expect(ground.desk.completions(at('1'), 'approve').map(({ value }) => value)).toContain('approve')
})

test('two approvals of one person, in a server and beside it, are one', async () => {
  await ground.link(at('2', one), mara)
  const approval = await ground.approvalOf('main')
  await ground.say(at('2', one), `v1:approve:${approval}:1`)
  expect((await ground.say(at('2'), `v1:approve:${approval}:1`)).code).not.toBe('OK')
  expect(ground.host.view(`approval:${approval}`)?.context).toMatchObject({ votes: [{ person: 'mara' }] })
})

test('one user who is two people in two servers is nobody beside them, until they say who', async () => {
  await ground.link(at('3', one), mara)
  await ground.link(at('3', two), { ...mara, person: 'jun' })
  const approval = await ground.approvalOf('main')
  for (const line of [`v1:approve:${approval}:1`, 'whoami', 'status', 'frobnicate'])
    expect(await ground.say(at('3'), line)).toMatchObject({
      code: 'LINKS_DISAGREE',
      principal: '',
      lines: [expect.stringContaining('they name jun and mara'), expect.stringContaining('link <code>')],
    })
  expect(ground.host.view(`approval:${approval}`)?.context).toMatchObject({ votes: [] })
  expect(await ground.desk.waiting(at('3'))).toEqual([])
  await ground.link(at('3'), mara)
  expect((await ground.say(at('3'), `v1:approve:${approval}:1`)).code).toBe('OK')
})

test('a link that is ended in the server is ended beside it', async () => {
  const id = await ground.link(at('4', one), mara)
  await ground.link(at('5', one), { person: 'boss', role: 'admin' })
  expect((await ground.say(at('4'), 'pause main')).code).toBe('OK')
  expect((await ground.say(at('5', one), `link end ${id}`)).code).toBe('OK')
  expect((await ground.say(at('4'), 'pause main')).code).toBe('NOT_LINKED')
})

test('nobody may more beside the servers than in the least of them', async () => {
  await ground.link(at('6', one), { person: 'boss', role: 'admin' })
  expect((await ground.say(at('6', one), 'link list')).code).toBe('OK')
  expect((await ground.say(at('6'), 'link list')).code).toBe('NOT_PERMITTED')
})
