import { expect, test } from 'vitest'
import { botOf, hostOf } from '#chat/commands/fixtures.ts'
import type { BotView } from '#runtime/host.ts'
import { askerOf, isStranger, mayStillHere, type Ceiling } from './identity.ts'
import type { MessengerUser } from './messenger.ts'

const user: MessengerUser = { messenger: 'slack', workspace: 'T1', user: 'U1' }
const link = { ...user, person: 'mara', role: 'approver', funds: ['main', 'other'] }
const all: Ceiling = { role: 'admin', funds: 'all' }
const hostWith = (...bots: readonly Partial<BotView>[]) =>
  hostOf({ bots: bots.map((more, at) => botOf(`link:l${at}`, { context: link, seq: at + 1, ...more })) })

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
  expect(mayStillHere(host, asker, all, ['admin', 'main'])).toBe(true)
  expect(mayStillHere(host, asker, all, ['approver', 'other'])).toBe(false)
  expect(mayStillHere(host, asker, all, ['approver'])).toBe(false)
  expect(mayStillHere(host, asker, { ...all, role: 'operator' }, ['approver', 'third'])).toBe(false)
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
  expect(mayStillHere(host, asker, all, ['approver', 'main'])).toBe(true)
  expect(mayStillHere(host, asker, all, ['admin', 'main'])).toBe(false)
  expect(mayStillHere(host, asker, { ...all, role: 'operator' }, ['approver', 'main'])).toBe(false)
  expect(mayStillHere(host, asker, { ...all, funds: ['other'] }, ['approver', 'main'])).toBe(false)
  expect(mayStillHere(host, asker, undefined, ['viewer', 'main'])).toBe(false)
  expect(mayStillHere(hostWith({ status: 'done' }), asker, all, ['viewer', 'main'])).toBe(false)
})
