// Slack's tokens in a real file, as the daemon keeps its documents.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Seal } from '#chat/seal.ts'
import { Installations } from '#chat/slack/installations.ts'
import { durableDocument } from '#cli/durableDocument.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'quorate-slack-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test('a token is on the disk only sealed, for its owner only, and gone from it when it is forgotten', async () => {
  const file = join(folder, 'state', 'slack.json')
  const open = (): Installations =>
    new Installations(durableDocument<unknown>(file), { seal: new Seal('ab'.repeat(32)), teams: ['T1AA'] })
  const bot = { token: 'xoxb-secret-of-t1', id: 'B1', userId: 'U1', scopes: ['commands'] }
  await open().storeInstallation({
    team: { id: 'T1AA' },
    enterprise: undefined,
    user: { id: 'U2', token: undefined, scopes: undefined },
    bot,
  })
  expect(open().tokenOf('T1AA')).toBe(bot.token)
  expect(readFileSync(file, 'utf8')).not.toContain('secret-of-t1')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  await open().forget('T1AA')
  expect(open().tokenOf('T1AA')).toBeUndefined()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ version: 1, workspaces: {} })
})
