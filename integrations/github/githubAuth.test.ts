import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { githubAuthOf } from './githubAuth.ts'

const token = 'github_pat_0123456789abcdef'
const pem = (type: 'pkcs1' | 'pkcs8'): string =>
  generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ type, format: 'pem' }).toString()
const app = (key: string, id = '7') => ({ QUORATE_GITHUB_APP_ID: id, QUORATE_GITHUB_APP_PRIVATE_KEY: key })

test('is nobody where the environment says nothing, and a token’s owner where it names one', () => {
  expect(githubAuthOf({})).toBeUndefined()
  expect(githubAuthOf({ QUORATE_GITHUB_TOKEN: '' })).toBeUndefined()
  expect(githubAuthOf({ QUORATE_GITHUB_TOKEN: ` ${token}\n` })).toEqual({ kind: 'token', token })
})

test.each(['pkcs1', 'pkcs8'] as const)(
  'is an app with a key as GitHub hands it out or as others keep it: %s, on lines or on one',
  (type) => {
    const key = pem(type)
    const onLines = githubAuthOf(app(key))
    expect(onLines).toMatchObject({ kind: 'app', appId: 7, privateKey: expect.stringContaining('BEGIN PRIVATE KEY') })
    expect(githubAuthOf(app(key.replaceAll('\n', '\\n')))).toEqual(onLines)
  },
)

describe('refuses without a word of the secret', () => {
  test.each([
    ['both at once', { QUORATE_GITHUB_TOKEN: token, QUORATE_GITHUB_APP_ID: '7' }],
    ['an app without a key', { QUORATE_GITHUB_APP_ID: '7' }],
    ['an app without a number', app('x', '')],
    ['a number that is none', app('x', 'seven')],
    ['a key that is none', app('-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0LXNlY3JldA==\n-----END RSA PRIVATE KEY-----')],
    ['a token with something in it', { QUORATE_GITHUB_TOKEN: 'c2VjcmV0 LXNlY3JldA==' }],
  ])('%s', (_what, environment) => {
    expect(() => githubAuthOf(environment)).toThrow(
      expect.objectContaining({ code: 'GITHUB_AUTH_INVALID', message: expect.not.stringMatching(/c2VjcmV0|github_pat/) }),
    )
  })
})
