import { expect, test } from 'vitest'
import { discordSettingsSchema } from './discordSettings.ts'

const settings = {
  mode: 'gateway',
  applicationId: '1100000000000000001',
  publicKey: 'ab'.repeat(32),
  guilds: [{ id: '1200000000000000001', greatestRole: 'approver' }],
}

test('takes what the developer portal shows, and fills in the rest', () => {
  expect(discordSettingsSchema.parse(settings)).toEqual({
    ...settings,
    guilds: [{ id: '1200000000000000001', greatestRole: 'approver', funds: 'all' }],
    directMessages: true,
    testChannel: null,
    apiUrl: 'https://discord.com/api',
  })
})

test.each([
  ['a mode that there is not', { mode: 'websocket' }],
  ['a public key that is too short', { publicKey: 'ab' }],
  ['an id that is a name', { applicationId: 'quorate' }],
  ['a server without a role', { guilds: [{ id: '1200000000000000001' }] }],
  ['an address that is not encrypted', { apiUrl: 'http://discord.example/api' }],
  ['an address that is none', { apiUrl: 'discord' }],
  ['a token, which belongs in the environment', { token: 'secret' }],
])('refuses %s', (_what, change) => {
  expect(discordSettingsSchema.safeParse({ ...settings, ...change }).success).toBe(false)
})

test('takes an address of this machine, for tests', () => {
  expect(discordSettingsSchema.parse({ ...settings, apiUrl: 'http://127.0.0.1:8080/api' }).apiUrl).toBe(
    'http://127.0.0.1:8080/api',
  )
})
