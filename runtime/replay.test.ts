import { join } from 'node:path'
import { assign } from 'xstate'
import { afterEach, describe, expect, test } from 'vitest'
import { faulty, openFaulty } from './faultyFixtures.ts'
import { counter } from './fixtures.ts'
import type { BotDefinition } from './host.ts'
import { closeAll, newFolder } from './hostFixtures.ts'
import { replay } from './replay.ts'

afterEach(closeAll)

describe('replay', () => {
  test('runs a bot again to the same states, and shows where a changed machine differs', async () => {
    const directory = newFolder()
    const host = await openFaulty(directory)
    await host.spawn('counter', 'one', { from: 0 })
    for (let n = 0; n < 3; n += 1) await host.send('counter:one', { type: 'add' })
    await host.shutdown()
    const journal = join(directory, 'journal')
    const bot = faulty.find(({ role }) => role === 'counter') as BotDefinition
    const turns = [...replay({ journal, address: 'counter:one', bot })]
    expect(turns.map(({ event, difference }) => [event.type, difference])).toEqual([
      ['quorate.start', undefined],
      ['add', undefined],
      ['add', undefined],
      ['add', undefined],
    ])
    const changed = counter.provide({ actions: { add: assign({ n: ({ context }) => context.n + 2 }) } })
    const differing = [...replay({ journal, address: 'counter:one', bot: { ...bot, machine: changed } })].filter(
      ({ difference }) => difference !== undefined,
    )
    expect(differing).toHaveLength(3)
  })
})
