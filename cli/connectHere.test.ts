import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectCommand } from '#chat/commands/connect.ts'
import { plainStyle } from '#chat/commands/style.ts'
import { connectHere } from './connectHere.ts'
import { defaultSettings } from './defaultSettings.ts'
import { instanceFolders } from './instance.ts'

const runtime = mkdtempSync(join(tmpdir(), 'quorate-connect-'))
let before: string | undefined
let discord: Server
beforeAll(async () => {
  before = process.env['QUORATE_RUNTIME']
  process.env['QUORATE_RUNTIME'] = runtime
  // what Discord says to a token that it does not know
  discord = createServer((_request, response) => {
    response.writeHead(401, { 'content-type': 'application/json' }).end('{"message":"401: Unauthorized","code":0}')
  })
  await new Promise<void>((resolve) => discord.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  if (before === undefined) delete process.env['QUORATE_RUNTIME']
  else process.env['QUORATE_RUNTIME'] = before
  await new Promise((resolve) => discord.close(resolve))
  rmSync(runtime, { recursive: true, force: true })
})

function instanceWith(name: string, more: object): string {
  const { settingsFile } = instanceFolders(name, runtime)
  mkdirSync(dirname(settingsFile), { recursive: true })
  writeFileSync(settingsFile, JSON.stringify({ ...defaultSettings(), ...more }))
  return name
}

test.each(['slack', 'discord', 'github'] as const)(
  '%s that the settings say nothing of is missing, and is told where to begin',
  async (what) => {
    const result = await connectHere({ what }, { instance: instanceWith(`none-${what}`, {}), environment: {} })
    expect(result).toMatchObject({ ok: false, checks: [{ what: 'settings', ok: false }], guide: `docs/${what}.md` })
    const told = connectCommand.render(result, plainStyle())
    expect(told).toMatch(new RegExp(`do: add .*${what} to .*settings.json`))
    expect(told).toContain(`then: ./quorate connect ${what}`)
    expect(connectCommand.exit(result)).toBe(5)
  },
)

test('secrets that are not there are named, and where they are found', async () => {
  const chat = { slack: { mode: 'socket', workspaces: [{ team: 'T024BE7LD', role: 'operator' }] } }
  const instance = instanceWith('slack', { chat })
  const wrong = await connectHere({ what: 'slack' }, { instance, environment: { SLACK_BOT_TOKEN: 'no token' } })
  expect(wrong.checks[0]).toMatchObject({ ok: false, says: expect.stringContaining('SLACK_BOT_TOKEN') })
  expect(JSON.stringify(wrong)).not.toContain('no token')
})

test('a token that Discord does not know is told so', async () => {
  const apiUrl = `http://127.0.0.1:${(discord.address() as AddressInfo).port}/api`
  const application = { mode: 'gateway', applicationId: '1'.repeat(18), publicKey: 'ab'.repeat(32), guilds: [], apiUrl }
  const instance = instanceWith('discord', { chat: { discord: application } })
  expect((await connectHere({ what: 'discord' }, { instance, environment: {} })).checks).toMatchObject([
    { what: 'token', ok: false },
  ])
  const wrong = await connectHere({ what: 'discord' }, { instance, environment: { DISCORD_BOT_TOKEN: 'x.y.z' } })
  expect(wrong.checks).toMatchObject([{ what: 'token', ok: false, fix: expect.stringContaining('DISCORD_BOT_TOKEN') }])
})

test('GitHub without a way in is told which there are', async () => {
  const github = { repositories: [{ repo: 'mara/site', run: 'operator', review: [] }] }
  const result = await connectHere({ what: 'github' }, { instance: instanceWith('github', { github }), environment: {} })
  expect(result.checks).toMatchObject([{ what: 'way in', ok: false, fix: expect.stringContaining('QUORATE_GITHUB_TOKEN') }])
})
