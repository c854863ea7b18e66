// The real root over bots that fail: it stands, says so, and goes on saying so after a death of the process.
import { cpSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { swarmBot } from '#actors/swarm.ts'
import type { Address } from '#runtime/authoring.ts'
import { families, familyEffects } from '#runtime/childFixtures.ts'
import { contextOf, waitUntil } from '#runtime/fixtures.ts'
import { closeAll, newFolder, openHost } from '#runtime/hostFixtures.ts'
import { limits } from '#runtime/limits.ts'
import type { LocalHost } from '#runtime/localHost.ts'

afterEach(closeAll)
const bots = [swarmBot, ...families.filter(({ role }) => role !== 'swarm')]
const open = (directory: string): Promise<LocalHost> => openHost(directory, { bots, effects: familyEffects })
const root = (host: LocalHost): unknown => host.view('swarm:root')?.value
const quarantined = (host: LocalHost): unknown => contextOf<{ quarantined: unknown }>(host, 'swarm:root').quarantined
/** Every state the root announced, with who was quarantined. */
async function announced(host: LocalHost): Promise<readonly unknown[]> {
  const said: unknown[] = []
  for await (const { facts } of host.turns({ after: 0, actor: 'swarm:root' }))
    for (const { type, data } of facts) if (type === 'swarm.changed') said.push([data['state'], data['quarantined']])
  return said
}
async function up(host: LocalHost): Promise<void> {
  for (const type of ['swarm.booted', 'swarm.recovered']) await host.send('swarm:root', { type })
}

test('a spent bot degrades the root, the others go on, and a release makes it whole again', async () => {
  const directory = newFolder()
  const host = await open(directory)
  const children = ['crawler', 'verifier'].map((id) => ({ role: 'permanent', id, input: null }))
  await host.spawn('swarm', 'root', { instance: 'main', children: [...children, { role: 'kept', id: 'account', input: null }] })
  await up(host)
  await waitUntil(() => host.view('kept:account') !== undefined)
  const crawler: Address = 'permanent:crawler'
  for (let life = 1; life <= limits.restartsMax + 1; life += 1) {
    await host.send(crawler, { type: 'burn' })
    await waitUntil(() => host.view(crawler)?.incarnation === life + 1 || host.view(crawler)?.status === 'quarantined')
  }
  await waitUntil(() => root(host) === 'degraded')
  await host.send('kept:account', { type: 'burn' })
  await waitUntil(() => (quarantined(host) as readonly string[]).length === 2)
  await host.send('permanent:verifier', { type: 'add' })
  expect(contextOf(host, 'permanent:verifier')).toMatchObject({ n: 1 })

  const copy = newFolder()
  cpSync(directory, copy, { recursive: true })
  const again = await open(copy)
  await up(again)
  expect([root(again), quarantined(again)]).toEqual(['degraded', [crawler, 'kept:account']])
  await again.release(crawler, 'operator')
  await again.restart(crawler, 'operator')
  await again.release('kept:account', 'operator')
  await waitUntil(() => root(again) === 'running' && again.view(crawler)?.incarnation === limits.restartsMax + 2)
  expect(await announced(again)).toEqual([
    ['running', []],
    ['degraded', [crawler]],
    ['degraded', [crawler, 'kept:account']],
    ['degraded', [crawler, 'kept:account']],
    ['degraded', ['kept:account']],
    ['running', []],
  ])
})

test('a supervisor that spent its restarts takes its children with it into quarantine, and nobody else', async () => {
  const host = await open(newFolder())
  const children = [{ role: 'permanent', id: 'kid' }]
  await host.spawn('swarm', 'root', {
    instance: 'main',
    children: [
      { role: 'team', id: 'one', input: { children } },
      { role: 'kept', id: 'account', input: null },
    ],
  })
  await up(host)
  await waitUntil(() => host.view('permanent:kid') !== undefined)
  while (host.view('team:one')?.status !== 'quarantined') {
    const { incarnation = 0 } = host.view('permanent:kid') ?? {}
    await host.send('permanent:kid', { type: 'burn' }).catch(() => undefined)
    await waitUntil(
      () => (host.view('permanent:kid')?.incarnation ?? 0) > incarnation || host.view('team:one')?.status === 'quarantined',
    )
  }
  await waitUntil(() => (quarantined(host) as readonly string[]).length === 2)
  expect([root(host), quarantined(host)]).toEqual(['degraded', ['team:one', 'permanent:kid']])
  // each life of the team bore one restart of its kid and began again by the next failure
  expect(host.view('team:one')?.incarnation).toBe(limits.restartsMax + 1)
  await host.send('kept:account', { type: 'add' })
  expect(contextOf(host, 'kept:account')).toMatchObject({ n: 1 })
})
