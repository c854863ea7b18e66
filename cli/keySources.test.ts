import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultSettings } from './defaultSettings.ts'
import { instanceFolders } from './instance.ts'
import { keySourcesOf } from './keySources.ts'
import { parseSettings } from './settings.ts'

const folders = instanceFolders('one', '/somewhere')
const local = 'http://127.0.0.1:4000'

test('keys come from the environment, the instance’s keystores and, on a local chain, the published accounts', () => {
  const environment = { QUORATE_KEY_OWNER: '0x01' }
  expect(keySourcesOf(defaultSettings(), folders, environment, local)).toEqual({
    environment,
    keystoreFolder: join(folders.readOnly, 'keystores'),
    elsewhere: {},
    development: { chainId: 31_337, url: local, accounts: expect.objectContaining({ owner: 0, walker: 10 }) },
  })
})

test('published accounts are judged by the configured chain, not by the URL that was attached to', () => {
  const chain = { kind: 'rpc', rpcUrl: 'https://rpc.example/', chainId: 31_337 }
  const settings = parseSettings({ ...defaultSettings(), chain }, 'settings.json')
  expect(keySourcesOf(settings, folders, {}, local).development).toMatchObject({ url: 'https://rpc.example/', chainId: 31_337 })
})

test('under the production profile they come from keystores only', () => {
  const settings = { ...defaultSettings(), profile: 'production' as const }
  expect(keySourcesOf(settings, folders, {}, local)).toMatchObject({ keystoresOnly: true })
  expect(keySourcesOf(defaultSettings(), folders, {}, local)).not.toHaveProperty('keystoresOnly')
})
