import { expect, test } from 'vitest'
import { Redaction } from './redaction.ts'

const canary = 'c4n4ry-9f8e7d6c5b4a'
const hash = `0x${'ab'.repeat(32)}`

test.each<[string, string]>([
  ['an authorization header as text', `Authorization: Bearer ${canary}`],
  ['a header’s member', JSON.stringify({ headers: { authorization: `Bearer ${canary}` } })],
  ['a cookie', JSON.stringify({ cookie: `session="${canary}"; other=1` })],
  ['a cookie that is set, as text', `set-cookie: session=${canary}; HttpOnly`],
  ['a password', JSON.stringify({ password: canary })],
  ['a password with quotes in it', JSON.stringify({ password: `a"b\\${canary}` })],
  ['a password within JSON within JSON', JSON.stringify({ body: JSON.stringify({ passphrase: canary }) })],
  ['an API key of ours', `the key qk_desk_${canary}${canary}${canary} was used`],
  ['an address with credentials', `HTTP request failed. URL: https://user:${canary}@node.example/rpc`],
  ['an address with a user only', `https://${canary}@node.example`],
  ['an address with a key in its query', `https://node.example/?apikey=${canary}&x=1`],
  ['a token of OpenID Connect', `eyJhbGciOiJSUzI1NiJ9.${canary.replaceAll('-', '')}abcdef.${canary}`],
  ['a client’s secret', JSON.stringify({ client_secret: canary, clientSecret: canary })],
  ['a mnemonic', JSON.stringify({ mnemonic: `${canary} ${canary}` })],
])('%s is taken out, and JSON stays JSON', (_what, text) => {
  const said = new Redaction().text(text)
  expect(said).not.toContain(canary)
  expect(said).not.toContain(canary.replaceAll('-', ''))
  expect(said).toContain('[redacted]')
  const isJson = (each: string): boolean => {
    try {
      return typeof JSON.parse(each) === 'object'
    } catch {
      return false
    }
  }
  expect(isJson(said)).toBe(isJson(text))
})

test('what is known to be secret is taken out wherever it stands', () => {
  const known = new Redaction()
  known.hideEnvironment({ QUORATE_KEY_OWNER: `0x${'cd'.repeat(32)}`, QUORATE_PASSWORD: canary, EDITOR: 'some-editor' })
  known.hideUrl(`https://node.example/v3/${'e'.repeat(32)}`)
  const said = known.text(`${'cd'.repeat(32)} ${canary} ${'e'.repeat(32)} some-editor ${hash}`)
  expect(said).toBe(`[redacted] [redacted] [redacted] some-editor ${hash}`)
})

test('a value is gone through by its members’ names and its texts', () => {
  const value = { token: '0x12', secret: canary, list: [`Bearer ${canary}`, 7, null], deep: { Authorization: canary } }
  expect(new Redaction().value(value)).toEqual({
    token: '0x12',
    secret: '[redacted]',
    list: ['Bearer [redacted]', 7, null],
    deep: { Authorization: '[redacted]' },
  })
})

test('hashes, addresses, amounts and plain words stay as they are', () => {
  const text = `executed ${hash} at https://node.example/rpc?block=7, key desk, token 0x12, cookies are none, the basic rules`
  expect(new Redaction().text(text)).toBe(text)
})
