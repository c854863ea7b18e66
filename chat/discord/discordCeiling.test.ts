import { expect, test } from 'vitest'
import { discordCeiling } from './discordCeiling.ts'

const guilds = [
  { id: '1200000000000000001', greatestRole: 'approver', funds: 'all' },
  { id: '1200000000000000002', greatestRole: 'operator', funds: ['main', 'side'] },
  { id: '1200000000000000003', greatestRole: 'admin', funds: ['main', 'other'] },
] as const
const settings = { guilds, directMessages: true }
const at = (workspace: string, messenger: 'slack' | 'discord' = 'discord') => ({ messenger, workspace }) as const

test('is what the settings say of a server', () => {
  expect(discordCeiling(settings, at('1200000000000000002'))).toEqual({ role: 'operator', funds: ['main', 'side'] })
})

test('is the least of all servers for what is written to the bot itself', () => {
  expect(discordCeiling(settings, at('-'))).toEqual({ role: 'operator', funds: ['main'] })
  expect(discordCeiling({ ...settings, guilds: guilds.slice(0, 1) }, at('-'))).toEqual({ role: 'approver', funds: 'all' })
})

test.each([
  ['a server that is not listed', settings, at('1200000000000000009')],
  ['no server at all', { ...settings, guilds: [] }, at('-')],
  ['messages to the bot, where these are not heard', { ...settings, directMessages: false }, at('-')],
  ['another messenger', settings, at('1200000000000000001', 'slack')],
])('there is none for %s', (_what, given, user) => {
  expect(discordCeiling(given, user)).toBeUndefined()
})
