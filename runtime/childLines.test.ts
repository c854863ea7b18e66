import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { setup } from 'xstate'
import type { ChildLine } from './childLines.ts'
import { bots } from './fixtures.ts'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'
import { limits } from './limits.ts'

afterEach(closeAll)

const root = { role: 'swarm', version: 1, machine: setup({}).createMachine({ id: 'swarm', context: {} }) }
const withRoot = { bots: [...bots, root] }
const linesIn = (directory: string): readonly ChildLine[] =>
  (JSON.parse(readFileSync(join(directory, 'actors', 'swarm', 'root.json'), 'utf8')) as { bots: readonly ChildLine[] }).bots

test('the root’s file names every bot with its state', async () => {
  const directory = newFolder()
  const host = await openHost(directory, withRoot)
  await host.spawn('swarm', 'root', null)
  await host.spawn('counter', 'one', { from: 0 })
  await host.shutdown()
  expect(linesIn(directory)).toEqual([
    { address: 'swarm:root', status: 'active', value: {}, seq: 2 },
    { address: 'counter:one', status: 'active', value: 'counting', seq: 3 },
  ])
})

test('in a large swarm it leaves the state of those that rest to their own files', async () => {
  const directory = newFolder()
  const first = await openHost(directory, withRoot)
  await first.spawn('swarm', 'root', null)
  await Promise.all(
    Array.from({ length: limits.rootFileBotsMax }, (_, index) => first.spawn('counter', String(index), { from: 0 })),
  )
  await first.shutdown()
  const second = await openHost(directory, withRoot)
  await second.send('counter:7', { type: 'add' })
  await second.shutdown()
  const lines = linesIn(directory)
  expect(lines).toHaveLength(limits.rootFileBotsMax + 1)
  expect(lines.find(({ address }) => address === 'counter:7')).toMatchObject({ status: 'active', value: 'counting' })
  expect(lines.find(({ address }) => address === 'counter:8')).toEqual({
    address: 'counter:8',
    status: 'active',
    seq: expect.any(Number) as number,
  })
})
