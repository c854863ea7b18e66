import { expect, test } from 'vitest'
import type { BotEvent } from '#runtime/host.ts'
import { executorSweepCommand, sweepExecutors } from './executorSweep.ts'
import { plainStyle } from './style.ts'
import { botOf, hashOf } from './fixtures.ts'

const task = { intentHash: hashOf('a') }

test('tells each executor that is there who asks, and says where it stands', async () => {
  const told: unknown[] = []
  const bots = {
    'executor:main': botOf('executor:main', { value: 'retrying', context: { task } }),
    'executor:idle': botOf('executor:idle', { value: 'watching', context: { task: null } }),
    'executor:over': botOf('executor:over', { status: 'done' }),
  }
  const host = {
    view: (address: string) => bots[address as keyof typeof bots],
    send: (to: string, event: BotEvent, options?: { readonly who?: string }) => {
      told.push([to, event, options?.who])
      bots['executor:main'] = botOf('executor:main', { value: 'dryRunning', context: { task } })
      return Promise.resolve()
    },
  }
  expect(await sweepExecutors(host as never, ['main', 'idle', 'over', 'elsewhere'], 'cron')).toEqual([
    { fundId: 'main', state: 'dryRunning', intentHash: task.intentHash },
    { fundId: 'idle', state: 'watching', intentHash: null },
  ])
  expect(told).toEqual(['main', 'idle'].map((fund) => [`executor:${fund}`, { type: 'executor.sweep', by: 'cron' }, 'cron']))
})

test('the command says where the executor stands, and that there is none where there is none', async () => {
  const bots = { 'executor:main': botOf('executor:main', { value: 'dryRunning', context: { task } }) }
  const host = { view: (address: string) => bots[address as keyof typeof bots], send: () => Promise.resolve() }
  const ask = async (fund: string): Promise<unknown> => {
    for await (const answer of executorSweepCommand.answer({ fund }, { host, who: 'cli' } as never)) return answer
    return undefined
  }
  const swept = await ask('main')
  expect(swept).toEqual({ fundId: 'main', state: 'dryRunning', intentHash: task.intentHash })
  expect(executorSweepCommand.render(swept, plainStyle(80))).toMatch(/^the executor of main is dryRunning with the trade 0x/)
  expect(executorSweepCommand.render({ fundId: 'main', state: 'watching', intentHash: null }, plainStyle(80))).toMatch(
    /waits with nothing/,
  )
  await expect(ask('other')).rejects.toMatchObject({ code: 'UNKNOWN_BOT' })
})
