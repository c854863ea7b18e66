import { expect, test } from 'vitest'
import { placesOf, slackPlaces } from './slackCalls.ts'
import { isInstalledByOAuth, missingSecrets, slackSecrets, slackSettingsSchema } from './slackSettings.ts'

test('no workspace may use it that is not listed, and each has its greatest role', () => {
  const read = (value: unknown): boolean => slackSettingsSchema.safeParse(value).success
  const workspaces = [{ team: 'T024BE7LD', role: 'operator' }]
  expect(read({ mode: 'socket', workspaces, channel: 'C024BE91L' })).toBe(true)
  for (const wrong of [
    { mode: 'socket', workspaces: [] },
    { mode: 'socket' },
    { mode: 'both', workspaces },
    { mode: 'http', workspaces: [{ team: 'T024BE7LD' }] },
    { mode: 'http', workspaces: [{ team: '*', role: 'viewer' }] },
    { mode: 'http', workspaces: [...workspaces, ...workspaces] },
    { mode: 'http', workspaces, channel: '#general' },
    { mode: 'http', workspaces, token: 'xoxb-1' },
    ...[
      'https://slack.example/api/',
      'http://slack.com/api/',
      'https://slack.com/api',
      'https://slack.com.example/',
      'slack.com',
    ].map((apiUrl) => ({ mode: 'http', workspaces, apiUrl })),
  ])
    expect(read(wrong)).toBe(false)
})

test('secrets come from the environment, and one that cannot be one is refused without being repeated', () => {
  const token = 'xoxb-1234567890'
  expect(slackSecrets({ SLACK_BOT_TOKEN: ` ${token} `, SLACK_APP_TOKEN: '', OTHER: 'x' })).toEqual({ SLACK_BOT_TOKEN: token })
  for (const [name, value] of [
    ['SLACK_BOT_TOKEN', 'xoxp-1234567890'],
    ['SLACK_APP_TOKEN', token],
    ['SLACK_SIGNING_SECRET', 'short'],
    ['SLACK_CLIENT_ID', 'abc'],
    ['SLACK_CLIENT_SECRET', 'with a space in it and so on'],
  ] as const)
    expect(() => slackSecrets({ [name]: value })).toThrowError(
      expect.objectContaining({ code: 'SETTINGS_INVALID', message: expect.not.stringContaining(value) }),
    )
})

test('what is missing depends on the mode and on how it is installed', () => {
  const of = (mode: 'http' | 'socket', ...names: string[]): readonly string[] =>
    missingSecrets({ mode }, Object.fromEntries(names.map((name) => [name, 'x'])))
  expect(of('socket')).toEqual(['SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN'])
  expect(of('http', 'SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN')).toEqual([])
  expect(of('http', 'SLACK_SIGNING_SECRET', 'SLACK_CLIENT_ID')).toEqual(['SLACK_CLIENT_SECRET'])
  expect(of('socket', 'SLACK_APP_TOKEN', 'SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET')).toEqual([])
  expect(of('socket', 'SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN', 'SLACK_CLIENT_ID')).toEqual([])
  expect(isInstalledByOAuth({ SLACK_CLIENT_ID: '1', SLACK_CLIENT_SECRET: 'x' })).toBe(true)
  expect(isInstalledByOAuth({ SLACK_CLIENT_ID: '1', SLACK_CLIENT_SECRET: 'x', SLACK_BOT_TOKEN: 'x' })).toBe(false)
})

test('Slack is where it says, and a token goes nowhere else', () => {
  const at = (apiUrl?: string) => placesOf(apiUrl === undefined ? {} : { apiUrl })
  expect(at()).toBe(slackPlaces)
  expect(at('https://slack-gov.com/api/')).toEqual({
    api: 'https://slack-gov.com/api/',
    authorize: 'https://slack-gov.com/oauth/v2/authorize',
    hooks: slackPlaces.hooks,
  })
  expect(at('http://127.0.0.1:4003/api/').hooks).toEqual(['http://127.0.0.1:4003'])
})
