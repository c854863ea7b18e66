import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { botEvents, botScopes, slackManifest } from '#chat/slack/manifest.ts'
import { slackManifestFiles, slackManifestText } from './slackManifest.ts'

test.each(slackManifestFiles)('%s is what the code says', (path, publicUrl) => {
  expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).toBe(slackManifestText(publicUrl))
})

test('the app asks for these scopes and events, and for no other: one more is a visible act', () => {
  expect(botScopes).toEqual([
    'app_mentions:read',
    'channels:history',
    'chat:write',
    'commands',
    'files:write',
    'groups:history',
    'im:history',
    'im:write',
  ])
  expect(botEvents).toEqual(['app_home_opened', 'app_mention', 'app_uninstalled', 'message.im', 'tokens_revoked'])
})

test('by a socket it names no address; over HTTP every address is one path of the gateway', () => {
  expect(JSON.stringify(slackManifest(null))).not.toContain('http')
  expect(slackManifest(null).settings).toMatchObject({ socket_mode_enabled: true, token_rotation_enabled: false })
  const addresses = JSON.stringify(slackManifest('https://swarm.example')).match(/https:[^"]+/g)
  expect([...new Set(addresses)]).toEqual([
    'https://swarm.example/api/v1/slack/events',
    'https://swarm.example/api/v1/slack/oauth_redirect',
  ])
})
