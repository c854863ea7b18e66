import { expect, test } from 'vitest'
import { hidden, isSetting, settingsUnder, shownUrl, shownValue, valueFor, whatToWrite } from './settingsWords.ts'

test('knows every level of the settings, of lists and of records too', () => {
  for (const path of [
    ['profile'],
    ['chain', 'rpcUrl'],
    ['chain', 'port'],
    ['funds', '0', 'rounds', 'intervalMs'],
    ['keysElsewhere', 'any-name'],
  ])
    expect([path, isSetting(path)]).toEqual([path, true])
  for (const path of [['nothing'], ['chain', 'colour'], ['funds', 'x'], ['profile', 'more']])
    expect([path, isSetting(path)]).toEqual([path, false])
  expect(settingsUnder(['gateway'])).toEqual(expect.arrayContaining(['host', 'port', 'publicUrls']))
})

test.each([
  [['profile'], /^one of "development", "production" \(production refuses/],
  [['chain', 'seed'], /^a whole number from 1 to 1000000/],
  [['chain', 'rpcUrl'], /^a URL/],
  [['chain', 'developmentMarket'], /^true or false \(a throw-away chain/],
  [['gateway', 'publicUrls'], /^a list, as JSON \(addresses under which/],
  [['gateway', 'prot'], /^one of .*port/],
  [['version'], /^1$/],
])('says what to write at %j', (path, words) => expect(whatToWrite(path)).toMatch(words))

test('reads a typed word by what the setting takes', () => {
  expect(valueFor(['funds', '0', 'deposit'], '100')).toEqual({ value: '100' })
  expect(valueFor(['chain', 'seed'], '100')).toEqual({ value: 100 })
  expect(valueFor(['gateway', 'publicUrls'], '["a"]')).toEqual({ value: ['a'] })
  expect(valueFor(['chain', 'seed'], 'x')).toBeUndefined()
})

test('hides secrets, and of a node’s URL what may be a key to it', () => {
  expect(shownValue(['oidc', 'clientSecret'], 'x')).toBe(hidden)
  expect(shownValue(['chain', 'rpcUrl'], 'https://rpc.example/v3/0123abcd')).toBe(`https://rpc.example/${hidden}`)
  expect(shownUrl('https://user:word@rpc.example')).toBe(`https://rpc.example/${hidden}`)
  expect(shownUrl('https://rpc.example/?key=1')).toBe(`https://rpc.example/${hidden}`)
  expect(shownUrl('http://127.0.0.1:8545')).toBe('http://127.0.0.1:8545')
  expect(shownUrl('no url')).toBe(hidden)
  expect(shownValue(['funds', '0', 'name'], 'Main')).toBe('Main')
})
