// The recorded history as the journal of an instance that is not running.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { roles } from '#actors/swarm.ts'
import { migrateCommand, type MigrateResult } from '#chat/commands/migrate.ts'
import { plainStyle } from '#chat/commands/style.ts'
import type { Json } from '#runtime/host.ts'
import { segmentName } from '#runtime/journalFormat.ts'
import { demoSegment } from '../test/history/demoHistory.ts'
import { runtimeFolder, type } from './fixtures.ts'
import { instanceFolders } from './instance.ts'
import { migrateInstance } from './migrateInstance.ts'

let runtime: ReturnType<typeof runtimeFolder>
beforeAll(() => {
  runtime = runtimeFolder()
  const journal = join(instanceFolders('default', runtime.path).storage, 'journal')
  mkdirSync(journal, { recursive: true })
  writeFileSync(join(journal, segmentName(1)), demoSegment())
})
afterAll(() => runtime.end())
afterEach(() => vi.unstubAllEnvs())

const checked = (migration: ((stored: Json) => Json) | undefined): MigrateResult => {
  vi.stubEnv('QUORATE_RUNTIME', runtime.path)
  // the fund goes on, what was asked is over
  const next = (role: string): boolean => role === 'fund' || role === 'request'
  const bots = roles.map((bot) =>
    next(bot.role)
      ? { ...bot, version: bot.version + 1, migrations: migration === undefined ? {} : { [bot.version]: migration } }
      : bot,
  )
  return migrateInstance({ check: true }, 'default', bots)
}

test('with the versions that stored it nothing is to do', async () => {
  const { code, out } = await type(['migrate', '--check', '--json'], runtime.path)
  expect([code, JSON.parse(out)]).toEqual([0, { type: 'summary', migrates: 0, fails: 0, ended: 0, bots: [] }])
})

test('a new version says for each bot whether it can go on, and how it could not', () => {
  const fine = checked((stored) => stored)
  expect(fine).toMatchObject({ migrates: 1, fails: 0 })
  expect(fine.ended).toBeGreaterThan(0)
  expect(migrateCommand.exit(fine)).toBe(0)
  expect(migrateCommand.render(fine, plainStyle())).toMatch(/^✓ fund:main: version 1 → 2$/m)
  const stuck = checked(undefined)
  expect(stuck).toMatchObject({ migrates: 0, fails: 1, ended: fine.ended })
  expect(migrateCommand.exit(stuck)).toBe(7)
  expect(migrateCommand.render(stuck, plainStyle()).split('\n').slice(0, 2)).toEqual([
    '✗ fund:main: version 1 → 2',
    '    fund:main was stored by version 1 of fund; this program knows 2',
  ])
  const lost = checked((stored) => ({ ...(stored as object), value: { rounds: 'resting', books: 'valued', commands: 'over' } }))
  expect(migrateCommand.render(lost, plainStyle())).toContain('    state commands has no state over')
})

test('without --check it refuses: migrations run by themselves', () => {
  expect(() => migrateInstance({ check: false }, 'default')).toThrow(expect.objectContaining({ code: 'ARGUMENTS_INVALID' }))
})
