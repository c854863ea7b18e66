import { expect, test } from 'vitest'
import { githubSettingsSchema } from './githubSettings.ts'

const repositories = [{ repo: 'quorate/site' }]

test('a repository is enough: operators run its workflows, nobody reviews', () => {
  expect(githubSettingsSchema.parse({ repositories })).toEqual({
    apiUrl: 'https://api.github.com',
    repositories: [{ repo: 'quorate/site', run: 'operator', review: [] }],
  })
})

test.each([
  ['no repository', { repositories: [] }],
  ['one that is twice, in another case', { repositories: [...repositories, { repo: 'Quorate/Site' }] }],
  ['a role that there is not', { repositories: [{ repo: 'quorate/site', run: 'owner' }] }],
  ['a server that is asked in the clear', { repositories, apiUrl: 'http://github.example/api/v3' }],
  ['an address that is none', { repositories, apiUrl: 'file:///etc' }],
  ['a token, which belongs into the environment', { repositories, token: 'x' }],
])('refuses %s', (_what, given) => expect(githubSettingsSchema.safeParse(given).success).toBe(false))

test.each(['http://127.0.0.1:4000', 'http://localhost:4000/api/v3', 'https://github.example/api/v3'])('takes %s', (apiUrl) =>
  expect(githubSettingsSchema.safeParse({ repositories, apiUrl }).success).toBe(true),
)
