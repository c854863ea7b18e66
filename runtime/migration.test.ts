import { afterEach, describe, expect, test } from 'vitest'
import { faulty, openFaulty } from './faultyFixtures.ts'
import type { BotDefinition } from './host.ts'
import { closeAll, newFolder } from './hostFixtures.ts'

afterEach(closeAll)

describe('versions', () => {
  test('lead from a stored snapshot to the next by migration, and an unknown one is refused', async () => {
    const directory = newFolder()
    const host = await openFaulty(directory)
    await host.spawn('counter', 'one', { from: 4 })
    await host.shutdown()
    const at = (version: number, migrations: BotDefinition['migrations']): readonly BotDefinition[] =>
      faulty.map((bot) =>
        bot.role === 'counter' ? { ...bot, version, ...(migrations === undefined ? {} : { migrations }) } : bot,
      )
    await expect(openFaulty(directory, { bots: at(2, undefined) })).rejects.toMatchObject({ code: 'SNAPSHOT_VERSION' })
    const doubled: BotDefinition['migrations'] = { 1: (stored) => ({ ...(stored as object), context: { n: 8 } }) }
    const again = await openFaulty(directory, { bots: at(2, doubled) })
    expect(await again.ask('counter:one', { type: 'addAndRead' })).toBe(9)
    await again.shutdown()
    await expect(openFaulty(directory, { bots: faulty })).rejects.toMatchObject({
      code: 'SNAPSHOT_VERSION',
      details: { found: 2, known: 1 },
    })
  })
})
