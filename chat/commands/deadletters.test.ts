import { describe, expect, test } from 'vitest'
import type { DeadLetter } from '#runtime/host.ts'
import type { Command } from './command.ts'
import {
  deadLettersDropCommand,
  deadLettersListCommand,
  deadLettersResendCommand,
  deadLettersShowCommand,
} from './deadletters.ts'
import { botOf, contextOf, hostOf, repairsOf } from './fixtures.ts'
import { deadLettersListed } from './limits.ts'
import { plainStyle } from './style.ts'

const letter = (seq: number, more: Partial<DeadLetter> = {}): DeadLetter => ({
  seq,
  at: '2026-01-01T00:00:40.000Z',
  actor: 'fund:main',
  event: { type: 'round.due', note: 'from \u001b[31moutside' },
  cause: { kind: 'external', who: 'alice' },
  code: 'TURN_FAILED',
  problem: 'it threw',
  ...more,
})
async function answered(command: Command, args: object, context = contextOf()): Promise<{ result: unknown; text: string }> {
  for await (const result of command.answer(args, context)) return { result, text: command.render(result, plainStyle()) }
  throw new Error('a command answers')
}

describe('deadletters list', () => {
  test('has a line for each, and those of one bot when asked', async () => {
    const repairs = repairsOf([letter(4), letter(9, { actor: 'intent:0x1', code: 'BOT_FINISHED' })])
    const { text } = await answered(deadLettersListCommand, {}, contextOf({ repairs }))
    expect(text).toMatchInlineSnapshot(`
      "letter  bot         event      why             age
           4  fund:main   round.due  TURN_FAILED   1m 0s
           9  intent:0x1  round.due  BOT_FINISHED  1m 0s"
    `)
    const { result } = await answered(deadLettersListCommand, { bot: 'intent:0x1' }, contextOf({ repairs }))
    expect(result).toMatchObject({ count: 1, letters: [{ seq: 9, bot: 'intent:0x1', code: 'BOT_FINISHED' }] })
  })

  test('says how many it leaves out, and that there are none', async () => {
    const repairs = repairsOf(Array.from({ length: deadLettersListed + 3 }, (_, index) => letter(index + 1)))
    const { text } = await answered(deadLettersListCommand, {}, contextOf({ repairs }))
    expect(text).toContain('and 3 older')
    expect((await answered(deadLettersListCommand, {})).text).toBe('no dead letters')
  })
})

describe('deadletters show', () => {
  test.each([
    [{ kind: 'start', by: 'swarm:root' }, 'its start by swarm:root'],
    [{ kind: 'message', from: 'fund:main', id: '7/0' }, 'message 7/0 of fund:main'],
    [{ kind: 'external', who: 'alice' }, 'from outside, by alice'],
    [{ kind: 'external' }, 'from outside'],
    [{ kind: 'timer', id: 'xstate.after.5', generation: 3 }, 'its timer xstate.after.5'],
    [{ kind: 'effect', id: 'fund:main/3/0', attempt: 2 }, 'effect fund:main/3/0, attempt 2'],
  ] as const)('tells the cause %o', async (cause, words) => {
    const { text } = await answered(deadLettersShowCommand, { seq: 4 }, contextOf({ repairs: repairsOf([letter(4, { cause })]) }))
    expect(text).toContain(words)
    expect(text).toContain('"type": "round.due"')
    expect(text).not.toContain('\u001b')
  })

  test('refuses a number that names none', async () => {
    await expect(answered(deadLettersShowCommand, { seq: 4 })).rejects.toMatchObject({ code: 'UNKNOWN_DEAD_LETTER', exit: 3 })
    await expect(answered(deadLettersShowCommand, { seq: 0 })).rejects.toMatchObject({ code: 'ARGUMENTS_INVALID' })
  })
})

describe('a dead letter', () => {
  test('that is sent again says by whom, and waits while its bot is quarantined', async () => {
    const repairs = repairsOf([letter(4)])
    const host = hostOf({ bots: [botOf('fund:main', { status: 'quarantined' })] })
    const { result, text } = await answered(deadLettersResendCommand, { seq: 4 }, contextOf({ repairs, host, who: 'alice' }))
    expect(repairs.said).toEqual(['4 resent by alice'])
    expect(result).toEqual({ seq: 4, bot: 'fund:main', how: 'resent', who: 'alice', waits: true })
    expect(text).toBe('dead letter 4 waits for the release of fund:main: ./quorate release fund:main')
    const { text: sent } = await answered(deadLettersResendCommand, { seq: 4 }, contextOf({ repairs }))
    expect(sent).toBe('dead letter 4 went to fund:main')
  })

  test('is dropped only after a question', async () => {
    const repairs = repairsOf([letter(4)])
    expect(deadLettersDropCommand.confirm?.({ seq: 4 })).toBe('Drop dead letter 4 for good?')
    const { text } = await answered(deadLettersDropCommand, { seq: 4 }, contextOf({ repairs }))
    expect([text, repairs.said]).toEqual(['dead letter 4 of fund:main is dropped', ['4 dropped by operator']])
    await expect(answered(deadLettersDropCommand, { seq: 5 }, contextOf({ repairs }))).rejects.toMatchObject({
      code: 'UNKNOWN_DEAD_LETTER',
    })
  })
})
