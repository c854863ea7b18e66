import { expect, test } from 'vitest'
import type { Command } from './command.ts'
import { botOf, contextOf, hostOf, repairsOf } from './fixtures.ts'
import { releaseCommand, restartCommand } from './release.ts'
import { showCommand } from './show.ts'
import { plainStyle } from './style.ts'

const bots = [botOf('fund:main', { status: 'quarantined', queued: 2 }), botOf('strategy:main', { incarnation: 3 })]
async function answered(command: Command, bot: string): Promise<readonly [string, readonly string[]]> {
  const repairs = repairsOf()
  const context = contextOf({ host: hostOf({ bots }), repairs, who: 'alice' })
  for await (const result of command.answer({ bot }, context)) return [command.render(result, plainStyle()), repairs.said]
  throw new Error('a command answers')
}

test('release says what had waited, and that nothing was to be done', async () => {
  expect(await answered(releaseCommand, 'fund:main')).toEqual([
    'fund:main is back in service; 2 events had waited',
    ['fund:main released by alice'],
  ])
  expect((await answered(releaseCommand, 'strategy:main'))[0]).toBe('strategy:main was not quarantined')
})

test('restart asks first, and says which incarnation begins', async () => {
  expect(restartCommand.confirm?.({ bot: 'strategy:main' })).toContain('Discard the state of strategy:main')
  expect(await answered(restartCommand, 'strategy:main')).toEqual([
    'strategy:main begins again, as incarnation 4',
    ['strategy:main restarted by alice'],
  ])
})

test.each([releaseCommand, restartCommand])('$name refuses a bot that is not there', async (command) => {
  await expect(answered(command, 'fund:none')).rejects.toMatchObject({ code: 'UNKNOWN_BOT', exit: 3 })
  await expect(answered(command, 'nonsense')).rejects.toMatchObject({ code: 'UNKNOWN_BOT' })
})

test('show says when a bot begins again, and after what', async () => {
  const failure = { code: 'TURN_FAILED', message: 'it threw \u001b[31m', retryable: false }
  const bot = botOf('crawler:main', { restart: { dueAt: '2026-01-01T00:01:45.000Z', failure } })
  const context = contextOf({ host: hostOf({ bots: [bot] }) })
  for await (const result of showCommand.answer({ bot: 'crawler:main' }, context))
    expect(showCommand.render(result, plainStyle())).toContain('its restart, due in 5s, after TURN_FAILED: it threw \\u001b[31m')
})
