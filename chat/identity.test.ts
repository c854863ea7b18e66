import { expect, test } from 'vitest'
import { botOf, hostOf } from '#chat/commands/fixtures.ts'
import type { Asker } from '#chat/commands/asker.ts'
import type { BotView } from '#runtime/host.ts'
import { askerOf, isStranger, knownAs, mayStillHere, userOfPerson, type Ceiling, type CeilingOf } from './identity.ts'
import type { MessengerUser } from './messenger.ts'

const user: MessengerUser = { messenger: 'slack', workspace: 'T1', user: 'U1' }
const link = { ...user, person: 'mara', role: 'approver', funds: ['main', 'other'] }
const all: Ceiling = { role: 'admin', funds: 'all' }
const hostWith = (...bots: readonly Partial<BotView>[]) =>
  hostOf({ bots: bots.map((more, at) => botOf(`link:l${at}`, { context: link, seq: at + 1, ...more })) })
const still = (
  host: ReturnType<typeof hostWith>,
  asker: Asker,
  ceiling: Ceiling | undefined,
  needed: Parameters<typeof mayStillHere>[2],
): boolean => mayStillHere({ host, user, ceilingOf: () => ceiling }, asker, needed)

test('whoever a link says, as far as the workspace may', () => {
  expect(askerOf(hostWith({}), user, () => all)).toEqual({
    principal: 'link:l0',
    person: 'mara',
    role: 'approver',
    funds: ['main', 'other'],
  })
  expect(askerOf(hostWith({}), user, () => ({ role: 'operator', funds: ['other'] }))).toMatchObject({
    role: 'operator',
    funds: ['other'],
  })
  const everywhere = hostWith({ context: { ...link, funds: 'all' } })
  expect(askerOf(everywhere, user, () => ({ role: 'viewer', funds: ['main'] }))).toMatchObject({
    role: 'viewer',
    funds: ['main'],
  })
})

test('a role of one fund is bounded by the workspace as the others are, and is not there where the fund is not', () => {
  const roles = [
    { fund: 'main', role: 'admin' },
    { fund: 'third', role: 'approver' },
  ]
  const host = hostWith({ context: { ...link, role: 'viewer', funds: 'all', roles } })
  expect(askerOf(host, user, () => ({ role: 'operator', funds: ['main', 'other'] }))).toEqual({
    principal: 'link:l0',
    person: 'mara',
    role: 'viewer',
    funds: ['main', 'other'],
    roles: [{ fund: 'main', role: 'operator' }],
  })
  const asker = askerOf(host, user, () => all)
  expect(still(host, asker, all, ['admin', 'main'])).toBe(true)
  expect(still(host, asker, all, ['approver', 'other'])).toBe(false)
  expect(still(host, asker, all, ['approver'])).toBe(false)
  expect(still(host, asker, { ...all, role: 'operator' }, ['approver', 'third'])).toBe(false)
})

test('a link whose roles cannot be read gives nothing', () => {
  const host = hostWith({ context: { ...link, roles: [{ fund: 'main', role: 'boss' }] } })
  expect(isStranger(askerOf(host, user, () => all))).toBe(true)
})

test('the newest link counts', () => {
  const host = hostWith({}, { context: { ...link, person: 'jun' } })
  expect(askerOf(host, user, () => all)).toMatchObject({ principal: 'link:l1', person: 'jun' })
})

test.each<[string, BotView[] | undefined, MessengerUser, Ceiling | undefined]>([
  ['who is not linked', [], user, all],
  ['whose link was taken back', [botOf('link:l0', { context: link, status: 'done' })], user, all],
  ['of another workspace', undefined, { ...user, workspace: 'T2' }, all],
  ['of another messenger', undefined, { ...user, messenger: 'discord' }, all],
  ['of a workspace that is not listed', undefined, user, undefined],
])('%s is a stranger, who may say who they are and nothing else', (_name, bots, who, ceiling) => {
  const asker = askerOf(bots === undefined ? hostWith({}) : hostOf({ bots }), who, () => ceiling)
  expect(isStranger(asker)).toBe(true)
  expect(asker).toMatchObject({ person: null, may: ['commands.link', 'commands.whoami'] })
})

test('at the deed it is asked again, of the link and of the workspace', () => {
  const host = hostWith({})
  const asker = askerOf(host, user, () => all)
  expect(still(host, asker, all, ['approver', 'main'])).toBe(true)
  expect(still(host, asker, all, ['admin', 'main'])).toBe(false)
  expect(still(host, asker, { ...all, role: 'operator' }, ['approver', 'main'])).toBe(false)
  expect(still(host, asker, { ...all, funds: ['other'] }, ['approver', 'main'])).toBe(false)
  expect(still(host, asker, undefined, ['viewer', 'main'])).toBe(false)
  expect(still(hostWith({ status: 'done' }), asker, all, ['viewer', 'main'])).toBe(false)
})

test('at the deed it is asked whether it is still the same person by the same link', () => {
  const asker = askerOf(hostWith({}), user, () => all)
  const anew = hostWith({}, { context: { ...link, person: 'jun', role: 'admin' } })
  expect(still(anew, asker, all, ['viewer', 'main'])).toBe(false)
})

test('a person is found by the newest link in force of that very workspace', () => {
  const host = hostWith({}, { context: { ...link, user: 'U2' } }, { context: { ...link, user: 'U3' }, status: 'done' })
  const here = { messenger: 'slack', workspace: 'T1' } as const
  expect(userOfPerson(host, 'mara', here)).toBe('U2')
  expect(userOfPerson(host, 'jun', here)).toBeUndefined()
  expect(userOfPerson(host, 'mara', { ...here, workspace: 'T2' })).toBeUndefined()
  expect(userOfPerson(host, 'mara', { ...here, messenger: 'discord' })).toBeUndefined()
})

// Discord: one user of servers S1 and S2, who writes to the bot itself
const direct: MessengerUser = { messenger: 'discord', workspace: '-', user: '42' }
const inServer = (workspace: string, more: object = {}): Partial<BotView> => ({
  context: { ...link, messenger: 'discord', workspace, user: '42', ...more },
})
const servers: CeilingOf = ({ workspace }) => (workspace === 'S3' ? undefined : all)
const least: CeilingOf = ({ workspace }) => (workspace === 'S1' ? all : { role: 'operator', funds: 'all' })

test('who is linked in a server is known in direct messages, by that very link', () => {
  expect(knownAs(hostWith(inServer('S1')), direct, servers)).toEqual({
    asker: { principal: 'link:l0', person: 'mara', role: 'approver', funds: ['main', 'other'] },
    unknown: null,
  })
})

test('links in two servers that agree hold as far as both do, and as direct messages may', () => {
  const roles = [{ fund: 'main', role: 'admin' }]
  const host = hostWith(
    inServer('S1', { role: 'viewer', funds: 'all', roles }),
    inServer('S2', { role: 'approver', funds: ['main', 'third'] }),
  )
  const asker = { principal: 'link:l0', person: 'mara', role: 'viewer', funds: ['main', 'third'] }
  expect(askerOf(host, direct, servers)).toEqual({ ...asker, roles: [{ fund: 'main', role: 'approver' }] })
  expect(askerOf(host, direct, least)).toEqual({ ...asker, roles: [{ fund: 'main', role: 'operator' }] })
})

test('the newest of one server counts, and none of a server that lets nobody in', () => {
  const host = hostWith(inServer('S1', { role: 'admin' }), inServer('S1', { role: 'viewer' }), inServer('S3', { person: 'jun' }))
  expect(askerOf(host, direct, servers)).toMatchObject({ principal: 'link:l1', person: 'mara', role: 'viewer' })
})

test('links of two servers that name two people are nobody’s here, and it is said', () => {
  const host = hostWith(inServer('S1'), inServer('S2', { person: 'jun' }))
  const { asker, unknown } = knownAs(host, direct, servers)
  expect(isStranger(asker)).toBe(true)
  expect(asker.may).toEqual(['commands.link'])
  expect(unknown?.message).toContain('they name jun and mara')
  // in each server they are who they are there
  expect(askerOf(host, { ...direct, workspace: 'S1' }, servers)).toMatchObject({ person: 'mara' })
  expect(askerOf(host, { ...direct, workspace: 'S2' }, servers)).toMatchObject({ person: 'jun' })
})

test('links that have no fund in common give nothing here, and it is said', () => {
  const host = hostWith(inServer('S1', { funds: ['main'] }), inServer('S2', { funds: ['third'] }))
  expect(knownAs(host, direct, servers).unknown?.message).toContain('no fund in common')
})

test('what was said in direct messages comes before what servers say', () => {
  const host = hostWith(inServer('S1', { person: 'jun' }), inServer('-', { role: 'viewer' }), inServer('S2'))
  expect(askerOf(host, direct, servers)).toMatchObject({ principal: 'link:l1', person: 'mara', role: 'viewer' })
})

test.each<[string, Partial<BotView>, MessengerUser, CeilingOf]>([
  ['a link that was taken back', { ...inServer('S1'), status: 'done' }, direct, servers],
  ['another user', inServer('S1', { user: '43' }), direct, servers],
  ['where direct messages are not heard', inServer('S1'), direct, ({ workspace }) => (workspace === '-' ? undefined : all)],
  ['another server', inServer('S1'), { ...direct, workspace: 'S2' }, servers],
  ['a user of Slack, who is of one workspace', { context: link }, { ...user, workspace: '-' }, servers],
])('%s makes nobody known in direct messages', (_name, bot, who, ceilingOf) => {
  const { asker, unknown } = knownAs(hostWith(bot), who, ceilingOf)
  expect([isStranger(asker), unknown?.code]).toEqual([true, 'NOT_LINKED'])
})

test('a link that is taken back in a server is gone in direct messages at the deed', () => {
  const asker = askerOf(hostWith(inServer('S1')), direct, servers)
  const parts = { user: direct, ceilingOf: servers }
  expect(mayStillHere({ host: hostWith(inServer('S1')), ...parts }, asker, ['approver', 'main'])).toBe(true)
  expect(mayStillHere({ host: hostWith({ ...inServer('S1'), status: 'done' }), ...parts }, asker, ['viewer', 'main'])).toBe(false)
  const two = hostWith(inServer('S1'), inServer('S2', { person: 'jun' }))
  expect(mayStillHere({ host: two, ...parts }, asker, ['viewer', 'main'])).toBe(false)
})
