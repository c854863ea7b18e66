import { expect, test } from 'vitest'
import { Seal } from '#chat/seal.ts'
import { Installations, oneToken, type InstallationDocument } from './installations.ts'

const seal = new Seal('ab'.repeat(32))
function inMemory(document: unknown = null): InstallationDocument & { document: unknown } {
  return {
    document,
    read() {
      return this.document
    },
    write(next) {
      this.document = structuredClone(next)
    },
  }
}
const bot = { token: 'xoxb-secret-of-t1', id: 'B1', userId: 'U1', scopes: ['commands'] }
const installed = (id: string, more: object = {}) =>
  ({ team: { id }, enterprise: undefined, user: { id: 'U2', token: undefined, scopes: undefined }, bot, ...more }) as never

test('what was installed is there after a restart, for a workspace that is still listed', async () => {
  const disk = inMemory()
  const first = new Installations(disk, { seal, teams: ['T1AA', 'T2AA'] })
  await first.storeInstallation(installed('T1AA'))
  await first.storeInstallation(installed('T2AA', { bot: { ...bot, token: 'xoxb-secret-of-t2' } }))
  const again = new Installations(disk, { seal, teams: ['T1AA'] })
  expect([again.tokenOf('T1AA'), again.tokenOf('T2AA'), again.tokenOf('T3AA')]).toEqual([
    'xoxb-secret-of-t1',
    undefined,
    undefined,
  ])
  expect(again.teams()).toEqual(['T1AA'])
  expect(await again.fetchInstallation({ teamId: 'T1AA', enterpriseId: undefined, isEnterpriseInstall: false })).toMatchObject({
    bot: { ...bot },
    team: { id: 'T1AA' },
  })
  await expect(
    again.fetchInstallation({ teamId: 'T2AA', enterpriseId: undefined, isEnterpriseInstall: false }),
  ).rejects.toMatchObject({ code: 'MESSENGER_GONE' })
  await again.forget('T1AA')
  await again.forget('T9AA')
  expect(new Installations(disk, { seal, teams: ['T1AA', 'T2AA'] }).teams()).toEqual(['T2AA'])
})

test.each([
  ['a workspace that is not listed', 'T9AA', {}, /T9AA is not listed/],
  ['a whole organisation', 'T1AA', { isEnterpriseInstall: true }, /whole organisation/],
  ['one without a bot', 'T1AA', { bot: undefined }, /no token of a bot/],
  ['tokens that expire', 'T1AA', { bot: { ...bot, refreshToken: 'x' } }, /token rotation off/],
])('%s is refused, and nothing is written', async (_what, team, more, problem) => {
  const disk = inMemory()
  await expect(new Installations(disk, { seal, teams: ['T1AA'] }).storeInstallation(installed(team, more))).rejects.toThrowError(
    problem,
  )
  expect(disk.document).toBeNull()
})

test('a document that is none of ours, or sealed under another key or for another workspace, is not read', async () => {
  expect(() => new Installations(inMemory({ version: 2 }), { seal, teams: [] })).toThrowError(/Slack installations/)
  const disk = inMemory()
  await new Installations(disk, { seal, teams: ['T1AA'] }).storeInstallation(installed('T1AA'))
  const other = new Installations(disk, { seal: new Seal('cd'.repeat(32)), teams: ['T1AA'] })
  expect(() => other.tokenOf('T1AA')).toThrowError(expect.objectContaining({ code: 'SEAL_REFUSED' }))
  const { workspaces } = disk.document as { readonly workspaces: Record<string, unknown> }
  const moved = new Installations(inMemory({ version: 1, workspaces: { T2AA: workspaces['T1AA'] } }), { seal, teams: ['T2AA'] })
  expect(() => moved.tokenOf('T2AA')).toThrowError(expect.objectContaining({ code: 'SEAL_REFUSED' }))
})

test('the token of the environment is of one workspace, and is not used once that took the app out', async () => {
  const tokens = oneToken('T1AA', 'xoxb-x')
  expect([tokens.tokenOf('T1AA'), tokens.tokenOf('T2AA')]).toEqual(['xoxb-x', undefined])
  await tokens.forget('T2AA')
  expect(tokens.tokenOf('T1AA')).toBe('xoxb-x')
  await tokens.forget('T1AA')
  expect(tokens.tokenOf('T1AA')).toBeUndefined()
})
