import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setup } from 'xstate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scheduleBot } from '../../actors/schedule.ts'
import { createLocalHost, type LocalHost } from '../../runtime/localHost.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { CommandContext } from './commandContext.ts'
import { contextOf, deskOf } from './fixtures.ts'
import { scheduleCreateCommand, scheduleEndCommand, scheduleListCommand, type ScheduleLine } from './schedules.ts'

const account = `account:31337-0x${'ab'.repeat(20)}`
/** As far as a schedule has to know it. */
const fundBot = {
  role: 'fund',
  version: 1,
  machine: setup({}).createMachine({ context: { accounts: { owner: account } }, initial: 'open', states: { open: {} } }),
}

const folder = mkdtempSync(join(tmpdir(), 'quorate-schedules-'))
let host: LocalHost
let context: CommandContext
beforeAll(async () => {
  // nobody looks up its times here: that is the port's own test
  const look = { port: 'schedule.look', run: () => Promise.resolve({ now: 0, due: [], more: false, next: null }) }
  host = await createLocalHost({ directory: folder, bots: [scheduleBot, fundBot], effects: [look] })
  await host.spawn('fund', 'main', {})
  const known = deskOf()
  const unknown = (fundId: string): never => {
    throw new QuorateError('UNKNOWN_FUND', { fundId })
  }
  context = contextOf({ host, funds: { ...known, status: async (id) => (id === 'main' ? known.status(id) : unknown(id)) } })
})
afterAll(async () => {
  await host.shutdown()
  rmSync(folder, { recursive: true, force: true })
})

const create = (args: Record<string, string>, who = 'key:desk'): Promise<ScheduleLine> =>
  only(scheduleCreateCommand.answer({ fund: 'main', ...args }, { ...context, who }))
const end = (name: string): Promise<ScheduleLine> => only(scheduleEndCommand.answer({ name }, context))
const only = async (answers: AsyncIterable<unknown>): Promise<ScheduleLine> => {
  for await (const answer of answers) return answer as ScheduleLine // as the command states
  throw new Error('no answer')
}

describe('a schedule that is made', () => {
  it('is there with its times, and listed', async () => {
    const line = { name: 'quarters', what: 'execute-intents', fund: 'main', cron: '*/15 * * * *', missed: 'once', by: 'key:desk' }
    await expect(create({ name: 'quarters', every: '15' })).resolves.toMatchObject(line)
    await expect(only(scheduleListCommand.answer({}, context))).resolves.toMatchObject({ schedules: [line] })
  })

  it('is the same one when it is asked for again: the first answer may have been lost', async () => {
    const first = await create({ name: 'again', cron: '0 6 * * 1-5' })
    await expect(create({ name: 'again', cron: '0 6 * * 1-5' })).resolves.toEqual(first)
    expect(host.list('schedule').filter(({ address }) => address === 'schedule:again')).toHaveLength(1)
  })

  it.each([
    ['other times', { cron: '0 7 * * 1-5' }, 'key:desk'],
    ['another policy', { cron: '0 6 * * 1-5', missed: 'skip' }, 'key:desk'],
    ['somebody else who asks', { cron: '0 6 * * 1-5' }, 'key:other'],
  ])('keeps its name to itself: refused with %s', async (_what, more, who) => {
    await expect(create({ name: 'again', ...more }, who)).rejects.toMatchObject({ code: 'SCHEDULE_EXISTS' })
  })

  it('keeps its name when it has ended', async () => {
    await create({ name: 'over', every: '60' })
    await expect(end('over')).resolves.toMatchObject({ state: 'ended', next: null })
    await expect(end('over')).resolves.toMatchObject({ state: 'ended' })
    await expect(create({ name: 'over', every: '60' })).rejects.toMatchObject({ code: 'SCHEDULE_EXISTS' })
  })
})

it.each([
  ['no times', {}, 'ARGUMENTS_INVALID'],
  ['times said twice', { every: '15', cron: '*/15 * * * *' }, 'ARGUMENTS_INVALID'],
  ['times that nobody can read', { cron: '61 * * * *' }, 'CRON_INVALID'],
  ['a fund that is not there', { every: '15', fund: 'other' }, 'UNKNOWN_FUND'],
])('is not made with %s', async (_what, args, code) => {
  await expect(create({ name: 'refused', ...args })).rejects.toMatchObject({ code })
  expect(host.view('schedule:refused')).toBeUndefined()
})

it('that is not there cannot be ended', async () => {
  await expect(end('nothing')).rejects.toMatchObject({ code: 'UNKNOWN_SCHEDULE' })
})
