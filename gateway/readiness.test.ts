import { expect, test } from 'vitest'
import type { ChainView } from '#chat/commands/commandContext.ts'
import { botOf, hostOf } from '#chat/commands/fixtures.ts'
import { figuresFixture } from './metricsFixtures.ts'
import { readinessOf, type Checked, type Readiness } from './readiness.ts'

const now = 1_800_000_000
const chain: ChainView = {
  kind: 'rpc',
  chainId: 1,
  rpcUrl: 'https://user:canary@node.example',
  reachable: true,
  block: 7,
  head: { at: now - 12, lagMaxS: 180 },
}
const whole = (change: Partial<Checked> = {}, root = 'running'): Readiness =>
  readinessOf({
    host: hostOf({ bots: [botOf('swarm:root', { value: root })] }),
    figures: figuresFixture(),
    chain,
    isCaughtUp: true,
    now,
    ...change,
  })

test('a whole daemon is ready and names nothing', () => {
  expect(whole()).toMatchObject({ ready: true, failing: [] })
})

test.each<[string, Partial<Checked>, string, Readiness['failing'], boolean]>([
  ['a journal that has stopped', { figures: figuresFixture({ stopped: 'no space on /secret' }) }, 'running', ['journal'], false],
  ['lists that are being read', { isCaughtUp: false }, 'running', ['lists'], false],
  [
    'a chain that does not answer',
    { chain: { kind: 'rpc', chainId: 1, rpcUrl: chain.rpcUrl, reachable: false, block: null, problem: `at ${chain.rpcUrl}` } },
    'running',
    ['chain'],
    false,
  ],
  [
    'a chain whose newest block is old',
    { chain: { ...chain, head: { at: now - 181, lagMaxS: 180 } } },
    'running',
    ['head'],
    false,
  ],
  ['a root that is degraded', {}, 'degraded', ['swarm'], true],
  ['a root that is draining', {}, 'draining', ['swarm'], false],
  ['bots in quarantine', { figures: figuresFixture({ quarantined: 2 }) }, 'running', ['bots'], true],
])('%s', (_what, change, root, failing, ready) => {
  const found = whole(change, root)
  expect([found.failing, found.ready]).toEqual([failing, ready])
  expect(JSON.stringify(found)).not.toMatch(/canary|secret/)
})

test('a chain that mines only when it is asked to is never behind', () => {
  expect(whole({ chain: { ...chain, head: { at: now - 9_999, lagMaxS: null } } }).failing).toEqual([])
})
